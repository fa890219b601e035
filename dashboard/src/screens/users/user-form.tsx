import { useState } from 'react';
import { issueAt, remaining } from '../../api/command.ts';
import { useRun } from '../../api/hooks.ts';
import { useCommand } from '../../api/use-command.ts';
import { Button } from '../../design/controls/button.tsx';
import { CheckField } from '../../design/controls/check-field.tsx';
import { Field } from '../../design/controls/field.tsx';
import { useToast } from '../../design/dialogs/toast.tsx';
import { Notice } from '../../design/layout/notice.tsx';
import { UpdateUserDocument, type UserRowFragment } from '../../gql/graphql.ts';
import styles from './users.module.css';

/** What can be changed of a user. */
export function UserForm({ user }: { user: UserRowFragment }) {
  const run = useRun();
  const toast = useToast();
  const { busy, error, send } = useCommand();
  const [name, setName] = useState(user.name);
  const [owner, setOwner] = useState(user.isOwner);
  const [deactivated, setDeactivated] = useState(user.deactivatedAt !== null);
  const isSame =
    name === user.name && owner === user.isOwner && deactivated === (user.deactivatedAt !== null);

  async function save(): Promise<void> {
    const input = { userId: user.id, name: name.trim(), owner, deactivated };
    const done = await send(
      'UpdateUserPayload',
      async () => (await run(UpdateUserDocument, { input })).updateUser,
    );
    if (done === undefined) return;
    setName(done.user.name);
    setOwner(done.user.isOwner);
    toast('The user was saved.');
  }

  const rest = remaining(error, ['name']);
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {rest !== undefined && (
        <div className={styles.wide}>
          <Notice tone="bad" title={rest} />
        </div>
      )}
      <Field label="Name" issue={issueAt(error, 'name')}>
        {(control) => (
          <input
            {...control}
            value={name}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <div>
        <CheckField
          label="Owner of the instance"
          help="May do everything in every project, and manages users."
          checked={owner}
          onChange={setOwner}
        />
        <CheckField
          label="Deactivated"
          help="Cannot sign in, and no token or session is valid meanwhile."
          checked={deactivated}
          onChange={setDeactivated}
        />
      </div>
      <div className={styles.save}>
        <Button type="submit" busy={busy} unavailable={isSame ? 'Nothing was changed.' : undefined}>
          Save
        </Button>
      </div>
    </form>
  );
}
