import { issueAt, remaining } from '../../../api/command.ts';
import { useRun } from '../../../api/hooks.ts';
import { useCommand } from '../../../api/use-command.ts';
import { Field } from '../../../design/controls/field.tsx';
import { FormDialog } from '../../../design/dialogs/form-dialog.tsx';
import { visible } from '../../../design/text/visible.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { ExpiryField, expiryOf } from '../../credentials/expiry-field.tsx';
import { createKey, type KeyKind } from './key-kinds.ts';

interface NewKeyProps {
  kind: KeyKind;
  onClose: () => void;
  onCreated: (key: string) => void;
}

export function NewKey({ kind, onClose, onCreated }: NewKeyProps) {
  const { key: projectKey, environments } = useProject();
  const run = useRun();
  const { busy, error, send } = useCommand();

  async function create(data: FormData): Promise<void> {
    const input = {
      projectKey,
      environmentKey: String(data.get('environmentKey')),
      name: String(data.get('name') ?? '').trim(),
      expiresAt: expiryOf(data),
    };
    const done = await send(kind.created, () => createKey(run, kind, input));
    if (done !== undefined) onCreated(done.key);
  }

  return (
    <FormDialog
      title={`New ${kind.noun}`}
      submit="Create key"
      busy={busy}
      error={remaining(error, ['name', 'environmentKey', 'expiresAt'])}
      onSubmit={(data) => void create(data)}
      onClose={onClose}
    >
      <Field label="Purpose" issue={issueAt(error, 'name')} help={`What it is for, such as ${kind.example}.`}>
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
