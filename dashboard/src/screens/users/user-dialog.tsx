import { Link } from '@tanstack/react-router';
import { useQuery } from '../../api/hooks.ts';
import { Dialog } from '../../design/dialogs/dialog.tsx';
import { LoadFailed } from '../../design/layout/notice.tsx';
import { visible } from '../../design/text/visible.ts';
import { type UserRowFragment, UserTokensDocument } from '../../gql/graphql.ts';
import { AccessTokens } from '../credentials/access-tokens.tsx';
import { roleWord } from '../settings/members/roles.ts';
import { UserForm } from './user-form.tsx';
import styles from './users.module.css';

interface UserDialogProps {
  user: UserRowFragment;
  onClose: () => void;
}

/** One user: name, whether the account holds, roles and tokens. */
export function UserDialog({ user, onClose }: UserDialogProps) {
  // The API finds users by their names only.
  const filter = { text: user.email ?? user.name, kinds: [user.kind] };
  const { data, error, reload } = useQuery(UserTokensDocument, { filter });
  const tokens = data?.users.edges.find(({ node }) => node.id === user.id)?.node.accessTokens;
  return (
    <Dialog title={visible(user.name)} onClose={onClose} wide>
      <div className={styles.dialog}>
        <div className={styles.facts}>
          <span>{user.email === null ? 'Service account' : visible(user.email)}</span>
          <span className="mono dim">{user.id}</span>
        </div>
        <UserForm key={user.id} user={user} />
        <div className={styles.roles}>
          <b>Roles</b>
          {user.memberships.length === 0 && (
            <span className="dim">
              None was given in a project. Admins of a project give them in its settings.
            </span>
          )}
          {user.memberships.map(({ project, role }) => (
            <Link
              key={project.id}
              to="/projects/$projectKey/settings"
              params={{ projectKey: project.key }}
              search={{ part: 'members' }}
            >
              {roleWord(role)} in <u>{visible(project.name)}</u>
            </Link>
          ))}
        </div>
        {error !== undefined && (
          <LoadFailed title="The tokens cannot be shown" error={error} onRetry={reload} />
        )}
        <AccessTokens userId={user.id} rows={tokens} onChange={reload} />
      </div>
    </Dialog>
  );
}
