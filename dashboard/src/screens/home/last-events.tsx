import { Link } from '@tanstack/react-router';
import { Card } from '../../design/layout/card.tsx';
import { Time } from '../../design/text/time.tsx';
import { cut, visible } from '../../design/text/visible.ts';
import { EventKind, eventSentence } from '../events/event-what.tsx';
import styles from './home.module.css';
import type { HomeEvent, Of } from './needs.ts';

/** So much of what happened fits on two lines. */
const SHOWN = 160;

export function LastEvents({ events }: { events: Of<HomeEvent>[] }) {
  if (events.length === 0) return null;
  return (
    <Card title="Last events">
      <ul>
        {events.map((event) => {
          const { shown, hidden } = cut(eventSentence(event).replace(/\.$/, ''), SHOWN);
          return (
            <li key={event.id} className={styles.row}>
              <span className={styles.state}>
                <EventKind type={event.type} />
              </span>
              <div className={styles.what}>
                <Link
                  className={styles.link}
                  to="/projects/$projectKey/events/$sequence"
                  params={{ projectKey: event.project.key, sequence: String(event.sequence) }}
                >
                  {subjectOf(event)}
                </Link>
                <div className={styles.words}>
                  {shown}
                  {hidden > 0 && '…'} · <bdi>{visible(event.actor.name)}</bdi>, <Time at={event.occurredAt} />
                </div>
              </div>
              <span className={styles.project}>{visible(event.project.name)}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function subjectOf(event: HomeEvent): string {
  return visible('flagKey' in event ? event.flagKey : event.integrationName);
}
