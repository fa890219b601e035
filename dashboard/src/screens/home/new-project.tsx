import { useNavigate } from '@tanstack/react-router';
import { issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Field } from '../../design/controls/field.tsx';
import { FormDialog } from '../../design/dialogs/form-dialog.tsx';
import { CreateProjectDocument } from '../../gql/graphql.ts';

export function NewProject({ onClose }: { onClose: () => void }) {
  const run = useRun();
  const navigate = useNavigate();
  const { busy, error, send } = useCommand();
  const toInput = (data: FormData) => ({
    key: String(data.get('key')).trim(),
    name: String(data.get('name')).trim(),
  });

  async function create(data: FormData): Promise<void> {
    const done = await send(
      'CreateProjectPayload',
      async () => (await run(CreateProjectDocument, { input: toInput(data) })).createProject,
    );
    if (done === undefined) return;
    await navigate({ to: '/projects/$projectKey/flags', params: { projectKey: done.project.key } });
  }
  return (
    <FormDialog
      title="New project"
      submit="Create project"
      busy={busy}
      error={remaining(error, ['key', 'name'])}
      graphql={{ field: 'createProject', input: toInput }}
      onSubmit={(data) => void create(data)}
      onClose={onClose}
    >
      <Field label="Name" issue={issueAt(error, 'name')}>
        {(control) => <input {...control} name="name" />}
      </Field>
      <Field
        label="Key"
        issue={issueAt(error, 'key')}
        help="What applications use, such as shop. It cannot be changed later."
      >
        {(control) => (
          <input {...control} name="key" className={`${control.className} mono`} spellCheck={false} />
        )}
      </Field>
      <p className="dim">It starts with the environments Development and Production.</p>
    </FormDialog>
  );
}
