import { Link } from '@tanstack/react-router';
import type { AuditRowFragment } from '../../gql/graphql.ts';

interface ObjectLinkProps {
  entry: AuditRowFragment;
  className: string | undefined;
}

/** Leads to what an entry is about, where it has a page and was not deleted by the entry. */
export function ObjectLink({ entry: { subject, subjectId, project, action }, className }: ObjectLinkProps) {
  if (project === null)
    return subject === 'USER' ? (
      <Link className={className} to="/settings/users">
        Go to the users
      </Link>
    ) : null;
  const params = { projectKey: project.key };
  switch (subject) {
    case 'INTEGRATION':
      return action === 'DELETED' ? null : (
        <Link
          className={className}
          to="/projects/$projectKey/integrations/$integrationId"
          params={{ ...params, integrationId: subjectId }}
        >
          Go to the integration
        </Link>
      );
    case 'DELIVERY':
      return (
        <Link
          className={className}
          to="/projects/$projectKey/deliveries/$deliveryId"
          params={{ ...params, deliveryId: subjectId }}
        >
          Go to the delivery
        </Link>
      );
    case 'ENVIRONMENT':
    case 'CLIENT_KEY':
    case 'SERVER_KEY':
    case 'ROLE':
      return (
        <Link
          className={className}
          to="/projects/$projectKey/settings"
          params={params}
          search={{ part: PARTS[subject] }}
        >
          {`Go to the ${WORDS[subject]}`}
        </Link>
      );
    default:
      return null;
  }
}

const PARTS = { ENVIRONMENT: undefined, CLIENT_KEY: 'keys', SERVER_KEY: 'keys', ROLE: 'members' };
const WORDS = {
  ENVIRONMENT: 'environments',
  CLIENT_KEY: 'client keys',
  SERVER_KEY: 'server keys',
  ROLE: 'members',
};
