import { Link } from '@tanstack/react-router';
import type { LogEventFragment } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import type { EventSearch } from './event-search.ts';
import styles from './filters.module.css';

/** The log of what this event is about, or of who caused it. */
export function ShowOnly({ event }: { event: LogEventFragment }) {
  const project = useProject();
  const link = (label: string, search: EventSearch) => (
    <Link
      className={styles.only}
      to="/projects/$projectKey/events"
      params={{ projectKey: project.key }}
      search={search}
    >
      {label}
    </Link>
  );
  return (
    <>
      {'flagKey' in event && link('Only this flag', { flag: event.flagKey })}
      {link('Only by the same', { actor: event.actor.actorId })}
    </>
  );
}
