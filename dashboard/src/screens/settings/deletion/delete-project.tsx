import { useNavigate } from '@tanstack/react-router';
import { useQuery, useRun } from '../../../api/hooks.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { Loading } from '../../../design/layout/notice.tsx';
import { visible } from '../../../design/text/visible.ts';
import { DeleteProjectDocument, ProjectContentsDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { contentsText, DeletionDialog } from './deletion-dialog.tsx';

export function DeleteProject({ onClose }: { onClose: () => void }) {
  const { key, name } = useProject();
  const run = useRun();
  const navigate = useNavigate();
  const toast = useToast();
  const { busy, error, send } = useCommand();
  const { data } = useQuery(ProjectContentsDocument, { projectKey: key });
  const contents = data?.project?.contents;
  const toInput = (form: FormData) => ({ key, confirm: String(form.get('confirm') ?? '').trim() });

  async function remove(form: FormData): Promise<void> {
    const done = await send(
      'DeleteProjectPayload',
      async () => (await run(DeleteProjectDocument, { input: toInput(form) })).deleteProject,
    );
    if (done === undefined) return;
    toast(`${visible(name)} was deleted.`);
    await navigate({ to: '/' });
  }

  const taken =
    contents &&
    contentsText([
      [contents.flags, 'flag', 'flags'],
      [contents.events, 'event', 'events'],
      [contents.integrations, 'integration', 'integrations'],
      [contents.deliveries, 'delivery', 'deliveries'],
      [contents.changeRequests, 'change request', 'change requests'],
      [contents.experiments, 'experiment', 'experiments'],
    ]);
  return (
    <DeletionDialog
      what="project"
      confirmKey={key}
      graphql={{ field: 'deleteProject', input: toInput }}
      busy={busy}
      error={error}
      onDelete={(form) => void remove(form)}
      onClose={onClose}
    >
      <p>
        <b>{visible(name)}</b> is deleted for good with its environments, roles, client keys and server keys
        {taken ? `, and with ${taken}` : ''}. Its audit entries stay in the audit log of the instance.
      </p>
      {contents === undefined && <Loading rows={1} />}
    </DeletionDialog>
  );
}
