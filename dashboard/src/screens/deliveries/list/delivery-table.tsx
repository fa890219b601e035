import { Link } from '@tanstack/react-router';
import { type RefObject, useEffect } from 'react';
import table from '../../../design/layout/table.module.css';
import { exactTime, relative, useNow } from '../../../design/text/time.tsx';
import { visible } from '../../../design/text/visible.ts';
import type { DeliveryFilter } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { DeliveryState, LastAnswer } from '../delivery-state.tsx';
import { focusInspector } from '../inspector/focus.ts';
import { shortEvent } from '../words.ts';
import type { Row } from './delivery-list.ts';
import { matches } from './delivery-match.ts';
import styles from './delivery-table.module.css';

const PAST = 'It matches the filter no longer, and leaves the list when the page is loaded again.';

interface DeliveryTableProps {
  rows: Row[];
  openId: string | undefined;
  isStale: boolean;
  filter: DeliveryFilter | null;
  body: RefObject<HTMLTableSectionElement | null>;
}

export function DeliveryTable({ rows, openId, isStale, filter, body }: DeliveryTableProps) {
  useEffect(() => {
    if (openId !== undefined)
      body.current?.querySelector('[aria-current]')?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  }, [body, openId]);
  return (
    <table
      className={`${table.table} ${styles.deliveries} ${isStale ? styles.stale : ''}`}
      aria-busy={isStale}
    >
      <thead>
        <tr>
          <th scope="col">Status</th>
          <th scope="col">Integration</th>
          <th scope="col">Event</th>
          <th scope="col" className={styles.flagColumn}>
            Flag
          </th>
          <th scope="col">Answer</th>
          <th scope="col" className={`${table.number} ${styles.attemptsColumn}`}>
            Attempts
          </th>
          <th scope="col" className={table.number}>
            Age
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row) => (
          <DeliveryRow
            key={row.id}
            row={row}
            isOpen={row.id === openId}
            isPast={!isStale && !matches(row, filter)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface DeliveryRowProps {
  row: Row;
  isOpen: boolean;
  /** Whether it matched the filter, and does so no longer. */
  isPast: boolean;
}

function DeliveryRow({ row, isOpen, isPast }: DeliveryRowProps) {
  const project = useProject();
  const { integration, event, target, attemptCount, schedule } = row;
  const flagKey = 'flagKey' in event ? event.flagKey : undefined;
  return (
    <tr className={isOpen ? styles.open : isPast ? styles.past : undefined} title={isPast ? PAST : undefined}>
      <td>
        <Link
          className={styles.link}
          to="/projects/$projectKey/deliveries/$deliveryId"
          params={{ projectKey: project.key, deliveryId: row.id }}
          search={(present) => ({ ...present, attempt: undefined, exchange: undefined })}
          aria-current={isOpen ? 'true' : undefined}
          data-delivery={row.id}
          preload={false}
          resetScroll={false}
          onClick={isOpen ? focusInspector : undefined}
        >
          <DeliveryState delivery={row} />
        </Link>
      </td>
      <td data-label="Integration" className={styles.integration}>
        <bdi title={visible(integration.name)}>{visible(integration.name)}</bdi>
        {target !== '' && <bdi className="dim mono">{visible(target)}</bdi>}
      </td>
      <td data-label="Event" className={styles.event}>
        <span>
          <span className="dim">{event.test ? 'test' : event.sequence.toLocaleString('en')}</span>{' '}
          {shortEvent(event.type)}
        </span>
        {flagKey !== undefined && <bdi className={`mono ${styles.flagBelow}`}>{visible(flagKey)}</bdi>}
      </td>
      <td className={styles.flagColumn}>
        {flagKey === undefined ? (
          <span className="dim">–</span>
        ) : (
          <bdi className="mono">{visible(flagKey)}</bdi>
        )}
      </td>
      <td data-label="Answer">
        <LastAnswer delivery={row} />
      </td>
      <td data-label="Attempts" className={`${table.number} ${styles.attemptsColumn}`}>
        {schedule.length > 0 ? `${attemptCount} of ${attemptCount + schedule.length}` : attemptCount}
      </td>
      <td className={`${table.number} dim ${styles.age}`}>
        <Age at={row.createdAt} />
      </td>
    </tr>
  );
}

/** How old it is: "2 min". The column says of what. */
function Age({ at }: { at: string }) {
  const seconds = (Date.parse(at) - useNow()) / 1000;
  return (
    <time dateTime={at} title={`${exactTime(at)}\n${at}`}>
      {relative(Math.min(0, seconds)).replace(/ ago$/, '')}
    </time>
  );
}
