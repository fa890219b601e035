import { Link } from '@tanstack/react-router';
import { Card } from '../../design/layout/card.tsx';
import table from '../../design/layout/table.module.css';
import { visible } from '../../design/text/visible.ts';
import type { MeQuery } from '../../gql/graphql.ts';
import { roleWord } from '../settings/members/roles.ts';
import styles from './me.module.css';

interface RolesProps {
  roles: NonNullable<MeQuery['viewer']>['roles'];
  isOwner: boolean;
}

/** What one may do where. */
export function Roles({ roles, isOwner }: RolesProps) {
  return (
    <Card title="Roles">
      {roles.length === 0 && (
        <p className={styles.text}>
          {isOwner
            ? 'An owner of the instance may do everything in every project.'
            : 'You have no role in a project yet. An admin of a project gives you one in its settings.'}
        </p>
      )}
      {roles.length > 0 && (
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Project</th>
              <th scope="col">Role</th>
            </tr>
          </thead>
          <tbody>
            {roles.map(({ project, role }) => (
              <tr key={project.id}>
                <td>
                  <Link
                    className={table.link}
                    to="/projects/$projectKey/flags"
                    params={{ projectKey: project.key }}
                  >
                    {visible(project.name)}
                  </Link>
                </td>
                <td>{roleWord(role)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
