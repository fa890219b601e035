import table from '../../design/layout/table.module.css';
import { State, Tag } from '../../design/text/chip.tsx';
import { Time } from '../../design/text/time.tsx';
import { visible } from '../../design/text/visible.ts';
import type { UserRowFragment } from '../../gql/graphql.ts';
import { roleWord } from '../settings/members/roles.ts';
import styles from './users.module.css';

const SHOWN_ROLES = 3;

interface UserTableProps {
  rows: readonly UserRowFragment[];
  onOpen: (id: string) => void;
}

export function UserTable({ rows, onOpen }: UserTableProps) {
  return (
    <table className={`${table.table} ${table.cards}`}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">E-mail address</th>
          <th scope="col">Roles</th>
          <th scope="col">State</th>
          <th scope="col">Created</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, email, deactivatedAt, createdAt, isOwner, memberships }) => (
          <tr key={id}>
            <td>
              <button type="button" className={styles.open} onClick={() => onOpen(id)}>
                {visible(name)}
              </button>
            </td>
            <td data-label="E-mail address">
              {email === null ? <span className="dim">service account</span> : visible(email)}
            </td>
            <td data-label="Roles">
              <span className={styles.roles}>
                {isOwner && <Tag>owner</Tag>}
                {memberships.slice(0, SHOWN_ROLES).map(({ project, role }) => (
                  <span key={project.id}>
                    {roleWord(role)} <span className="dim">in {visible(project.name)}</span>
                  </span>
                ))}
                {memberships.length > SHOWN_ROLES && (
                  <span className="dim">and {memberships.length - SHOWN_ROLES} more</span>
                )}
                {!isOwner && memberships.length === 0 && <span className="dim">none</span>}
              </span>
            </td>
            <td data-label="State">
              {deactivatedAt === null ? (
                <State tone="ok">active</State>
              ) : (
                <State tone="dim" mark="✕" title={deactivatedAt}>
                  deactivated
                </State>
              )}
            </td>
            <td data-label="Created">
              <Time at={createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
