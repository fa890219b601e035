import { issueAt, remaining } from '../../../api/command.ts';
import { Field } from '../../../design/controls/field.tsx';
import { FormDialog } from '../../../design/dialogs/form-dialog.tsx';
import type { ProjectRole } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { RoleChoice } from './role-choice.tsx';
import { useSetRole } from './use-set-role.ts';

/** Gives somebody a role: a person by e-mail address, a service account by its id. */
export function MemberDialog({ onClose }: { onClose: () => void }) {
  const { busy, error, setRole } = useSetRole();

  const { key: projectKey } = useProject();
  const userIn = (data: FormData) => {
    const who = String(data.get('who') ?? '').trim();
    return who.startsWith('user_') ? { userId: who } : { email: who };
  };
  const roleIn = (data: FormData) => data.get('role') as ProjectRole;

  async function add(data: FormData): Promise<void> {
    if (await setRole(userIn(data), roleIn(data))) onClose();
  }

  return (
    <FormDialog
      title="Add a member"
      submit="Add member"
      busy={busy}
      error={remaining(error, ['email', 'userId'])}
      graphql={{
        field: 'setProjectRole',
        input: (data) => ({ projectKey, ...userIn(data), role: roleIn(data) }),
      }}
      onSubmit={(data) => void add(data)}
      onClose={onClose}
    >
      <Field
        label="E-mail address, or id of a service account"
        issue={issueAt(error, 'email') ?? issueAt(error, 'userId')}
        help="Of somebody who has an account on this instance. Ids begin with user_."
      >
        {(control) => <input {...control} name="who" autoComplete="off" spellCheck={false} />}
      </Field>
      <RoleChoice />
    </FormDialog>
  );
}
