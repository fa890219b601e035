import { useState } from 'react';
import { useQuery } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../../design/layout/notice.tsx';
import table from '../../../design/layout/table.module.css';
import { visible } from '../../../design/text/visible.ts';
import { MembersDocument, type ProjectMembersFragment, type ProjectRole } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { useRefusal } from '../../../shell/project/use-refusal.ts';
import styles from '../settings.module.css';
import { MemberDialog } from './member-dialog.tsx';
import { RemoveMember } from './remove-member.tsx';
import { ROLES, roleWord } from './roles.ts';
import { useSetRole } from './use-set-role.ts';

type Member = ProjectMembersFragment['members'][number];

/** Who has which role in the project. */
export function Members() {
  const project = useProject();
  const refusal = useRefusal('GRANT_ACCESS');
  const { data, error, reload } = useQuery(MembersDocument, { projectKey: project.key });
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Member['user']>();
  const members = data?.project?.members;
  const add = (
    <Button small unavailable={refusal} onClick={() => setAdding(true)}>
      Add member
    </Button>
  );
  return (
    <>
      {error !== undefined && (
        <LoadFailed title="The members cannot be shown" error={error} onRetry={reload} />
      )}
      <Card title="Members" actions={add}>
        {members === undefined && error === undefined && <Loading rows={3} />}
        {members?.length === 0 && (
          <Empty title="Nobody has a role in this project yet">
            Owners of the instance may do everything here without one.
          </Empty>
        )}
        {members !== undefined && members.length > 0 && (
          <table className={`${table.table} ${table.cards}`}>
            <thead>
              <tr>
                <th scope="col">Member</th>
                <th scope="col">E-mail address</th>
                <th scope="col">Role</th>
                <th scope="col">
                  <span className="hidden-text">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {members.map((member) => (
                <Row
                  key={member.user.id}
                  member={member}
                  refusal={refusal}
                  onRemove={() => setRemoving(member.user)}
                />
              ))}
            </tbody>
          </table>
        )}
        <p className={styles.note}>
          These are the roles that were given here. Claims of the OIDC issuer can add roles while somebody is
          signed in, and owners of the instance may do everything without a role: neither is listed.
        </p>
      </Card>
      {isAdding && <MemberDialog onClose={() => setAdding(false)} />}
      {removing !== undefined && <RemoveMember user={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}

interface RowProps {
  member: Member;
  refusal: string | undefined;
  onRemove: () => void;
}

function Row({ member: { role, user }, refusal, onRemove }: RowProps) {
  const { busy, setRole } = useSetRole();
  const name = visible(user.name);
  return (
    <tr>
      <td>
        <b className={table.link}>{name}</b>
      </td>
      <td data-label="E-mail address">
        {user.email === null ? <span className="dim">service account</span> : visible(user.email)}
      </td>
      <td data-label="Role">
        {refusal === undefined ? (
          <select
            className={styles.role}
            aria-label={`Role of ${name}`}
            aria-busy={busy || undefined}
            value={role}
            onChange={({ target }) => void setRole({ userId: user.id }, target.value as ProjectRole)}
          >
            {ROLES.map(({ role: each, word }) => (
              <option key={each} value={each}>
                {word}
              </option>
            ))}
          </select>
        ) : (
          roleWord(role)
        )}
      </td>
      <td className={table.number}>
        <Button small look="danger" unavailable={refusal} aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove
        </Button>
      </td>
    </tr>
  );
}
