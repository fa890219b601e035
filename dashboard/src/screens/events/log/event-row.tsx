import { Button } from '../../../design/controls/button.tsx';
import { Time } from '../../../design/text/time.tsx';
import { visible } from '../../../design/text/visible.ts';
import type { LogEventFragment } from '../../../gql/graphql.ts';
import { DeliveryDots } from '../delivery-dots.tsx';
import { EventDetails } from '../event-details.tsx';
import { EventKind, EventSubject, eventSentence } from '../event-what.tsx';
import styles from '../events.module.css';

interface EventRowProps {
  event: LogEventFragment;
  isOpen: boolean;
  onToggle: () => void;
}

/** One event in a line; opened, with its diff and its deliveries. */
export function EventRow({ event, isOpen, onToggle }: EventRowProps) {
  const { sequence, type, environment, actor, comment, deliveries, occurredAt } = event;
  const sentence = eventSentence(event);
  return (
    <>
      <tr aria-selected={isOpen || undefined}>
        <td>
          <div className={styles.kind}>
            <Button
              small
              look="quiet"
              className={styles.toggle}
              aria-expanded={isOpen}
              title={isOpen ? 'Hide the details' : 'Show what changed'}
              onClick={onToggle}
            >
              <span aria-hidden="true" className={styles.arrow}>
                ▸
              </span>
              <span className="hidden-text">Event </span>
              {sequence.toLocaleString('en')}
            </Button>
            <EventKind type={type} />
          </div>
        </td>
        <td>
          <div className={styles.what}>
            <span className={styles.line}>
              <EventSubject event={event} />
              <span className={styles.sentence} title={sentence}>
                {sentence}
              </span>
            </span>
            {comment !== null && <span className={styles.comment}>“{visible(comment)}”</span>}
          </div>
        </td>
        <td data-label="Environment">
          {environment === null ? <span className="dim">all</span> : <bdi>{environment.name}</bdi>}
        </td>
        <td data-label="By">
          <bdi className={styles.actor}>{actor.name}</bdi>
        </td>
        <td data-label="Deliveries">
          <DeliveryDots deliveries={deliveries} />
        </td>
        <td data-label="When" className={styles.when}>
          <Time at={occurredAt} />
        </td>
      </tr>
      {isOpen && (
        <tr className={styles.opened}>
          <td colSpan={6}>
            <EventDetails event={event} />
          </td>
        </tr>
      )}
    </>
  );
}
