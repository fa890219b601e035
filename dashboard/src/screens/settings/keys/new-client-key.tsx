import { issueAt, remaining } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import { useCommand } from '../../../api/use-command.ts';
import { Field } from '../../../design/controls/field.tsx';
import { FormDialog } from '../../../design/dialogs/form-dialog.tsx';
import { visible } from '../../../design/text/visible.ts';
import { CreateClientKeyDocument } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { ExpiryField, expiryOf } from '../../credentials/expiry-field.tsx';

interface NewClientKeyProps {
  onClose: () => void;
  onCreated: (key: string) => void;
}

export function NewClientKey({ onClose, onCreated }: NewClientKeyProps) {
  const { key: projectKey, environments } = useProject();
  const run = useRun();
  const { busy, error, send } = useCommand();

  const toInput = (data: FormData) => ({
    projectKey,
    environmentKey: String(data.get('environmentKey')),
    name: String(data.get('name') ?? '').trim(),
    expiresAt: expiryOf(data),
  });

  async function create(data: FormData): Promise<void> {
    const done = await send(
      'CreateClientKeyPayload',
      async () => (await run(CreateClientKeyDocument, { input: toInput(data) })).createClientKey,
    );
    if (done !== undefined) onCreated(done.key);
  }

  return (
    <FormDialog
      title="New client key"
      submit="Create key"
      busy={busy}
      error={remaining(error, ['name', 'environmentKey', 'expiresAt'])}
      graphql={{ field: 'createClientKey', input: toInput }}
      onSubmit={(data) => void create(data)}
      onClose={onClose}
    >
      <Field label="Purpose" issue={issueAt(error, 'name')} help="What it is for, such as web shop.">
        {(control) => <input {...control} name="name" autoComplete="off" />}
      </Field>
      <Field label="Environment" issue={issueAt(error, 'environmentKey')}>
        {(control) => (
          <select {...control} name="environmentKey">
            {environments.map(({ id, key, name }) => (
              <option key={id} value={key}>
                {visible(name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <ExpiryField issue={issueAt(error, 'expiresAt')} />
    </FormDialog>
  );
}
