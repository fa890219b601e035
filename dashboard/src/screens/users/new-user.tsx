import { issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { CheckField } from '../../design/controls/check-field.tsx';
import { Field } from '../../design/controls/field.tsx';
import { FormDialog } from '../../design/dialogs/form-dialog.tsx';
import { CreateServiceAccountDocument, CreateUserDocument } from '../../gql/graphql.ts';

interface NewUserProps {
  kind: 'person' | 'service';
  onClose: () => void;
  /** Gets the id. */
  onCreated: (id: string) => void;
}

export function NewUser({ kind, onClose, onCreated }: NewUserProps) {
  const run = useRun();
  const { busy, error, send } = useCommand();
  const isPerson = kind === 'person';

  const personIn = (data: FormData) => ({
    name: String(data.get('name') ?? '').trim(),
    email: String(data.get('email') ?? '').trim(),
    owner: data.get('owner') !== null,
  });
  const serviceIn = (data: FormData) => ({ name: String(data.get('name') ?? '').trim() });

  async function create(data: FormData): Promise<void> {
    const done = isPerson
      ? await send(
          'CreateUserPayload',
          async () => (await run(CreateUserDocument, { input: personIn(data) })).createUser,
        )
      : await send(
          'CreateServiceAccountPayload',
          async () =>
            (await run(CreateServiceAccountDocument, { input: serviceIn(data) })).createServiceAccount,
        );
    if (done !== undefined) onCreated(done.user.id);
  }

  return (
    <FormDialog
      title={isPerson ? 'New person' : 'New service account'}
      submit={isPerson ? 'Create person' : 'Create service account'}
      busy={busy}
      error={remaining(error, ['name', 'email'])}
      graphql={
        isPerson
          ? { field: 'createUser', input: personIn }
          : { field: 'createServiceAccount', input: serviceIn }
      }
      onSubmit={(data) => void create(data)}
      onClose={onClose}
    >
      <p className="dim">
        {isPerson
          ? 'A person signs in by the OIDC issuer, which knows them by this e-mail address, or with an access token.'
          : 'A program sends an access token of its service account. It may do what its roles say.'}
      </p>
      <Field label="Name" issue={issueAt(error, 'name')}>
        {(control) => <input {...control} name="name" autoComplete="off" />}
      </Field>
      {isPerson && (
        <>
          <Field label="E-mail address" issue={issueAt(error, 'email')}>
            {(control) => <input {...control} type="email" name="email" autoComplete="off" />}
          </Field>
          <CheckField
            label="Owner of the instance"
            help="Owners may do everything in every project, and manage users."
            name="owner"
          />
        </>
      )}
    </FormDialog>
  );
}
