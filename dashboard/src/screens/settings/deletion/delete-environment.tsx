import { useQuery, useRun } from '../../../api/hooks.ts';
import { useCommand } from '../../../api/use-command.ts';
import { useToast } from '../../../design/dialogs/toast.tsx';
import { Loading } from '../../../design/layout/notice.tsx';
import { visible } from '../../../design/text/visible.ts';
import {
  DeleteEnvironmentDocument,
  EnvironmentContentsDocument,
  type EnvironmentSettingsFragment,
} from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { contentsText, DeletionDialog } from './deletion-dialog.tsx';

interface DeleteEnvironmentProps {
  environment: EnvironmentSettingsFragment;
  onClose: () => void;
}

export function DeleteEnvironment({ environment, onClose }: DeleteEnvironmentProps) {
  const { key: projectKey } = useProject();
  const run = useRun();
  const toast = useToast();
  const { busy, error, send } = useCommand();
  const { id, key, name } = environment;
  const { data } = useQuery(EnvironmentContentsDocument, { id });
  const contents = data?.node?.__typename === 'Environment' ? data.node.contents : undefined;
  const toInput = (form: FormData) => ({
    projectKey,
    key,
    confirm: String(form.get('confirm') ?? '').trim(),
  });

  async function remove(form: FormData): Promise<void> {
    const done = await send(
      'DeleteEnvironmentPayload',
      async () => (await run(DeleteEnvironmentDocument, { input: toInput(form) })).deleteEnvironment,
    );
    if (done === undefined) return;
    toast(`${visible(name)} was deleted.`);
    onClose();
  }

  const taken =
    contents &&
    contentsText([
      [contents.clientKeys, 'client key', 'client keys'],
      [contents.serverKeys, 'server key', 'server keys'],
      [contents.changeRequests, 'change request', 'change requests'],
      [contents.experiments, 'experiment', 'experiments'],
    ]);
  return (
    <DeletionDialog
      what="environment"
      confirmKey={key}
      graphql={{ field: 'deleteEnvironment', input: toInput }}
      busy={busy}
      error={error}
      onDelete={(form) => void remove(form)}
      onClose={onClose}
    >
      <p>
        <b>{visible(name)}</b> is deleted for good, with what flags serve there
        {taken ? ` and with ${taken}` : ''}. Apps that ask for flags there get errors. Events stay in the log.
      </p>
      {contents === undefined && <Loading rows={1} />}
    </DeletionDialog>
  );
}
