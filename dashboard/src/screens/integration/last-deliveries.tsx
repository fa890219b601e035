import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useQuery, useSubscription } from '../../api/hooks.ts';
import { Card } from '../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../design/layout/notice.tsx';
import table from '../../design/layout/table.module.css';
import { Time } from '../../design/text/time.tsx';
import {
  type DeliveryRowFragment,
  LastDeliveriesDocument,
  LastDeliveriesUpdatesDocument,
} from '../../gql/graphql.ts';
import { DeliveryLink } from '../../shell/delivery-link.tsx';
import { eventWord } from '../../shell/event-words.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { DeliveryState, LastAnswer } from '../deliveries/delivery-state.tsx';
import { total } from '../deliveries/words.ts';
import styles from './integration.module.css';

/** The newest deliveries to the integration. */
export function LastDeliveries({ integrationId }: { integrationId: string }) {
  const project = useProject();
  const { data, error, reload } = useQuery(LastDeliveriesDocument, { id: integrationId });
  const found = data?.node != null && 'deliveries' in data.node ? data.node.deliveries : undefined;
  const counts = data?.node != null && 'counts' in data.node ? data.node.counts : undefined;
  const rows = found?.edges.map(({ node }) => node);
  const known = new Set(rows?.map(({ id }) => id));
  const variables = useMemo(() => ({ projectKey: project.key, integrationId }), [project.key, integrationId]);
  // Those that are shown follow by themselves; of another one the list does not know yet.
  useSubscription(LastDeliveriesUpdatesDocument, variables, ({ deliveryUpdated: { id } }) => {
    if (!known.has(id)) reload();
  });
  return (
    <Card
      title="Last deliveries"
      note={found && countsInWords(counts)}
      actions={
        <Link
          className={styles.link}
          to="/projects/$projectKey/deliveries"
          params={{ projectKey: project.key }}
          search={{ integration: integrationId }}
        >
          Show all
        </Link>
      }
    >
      {error !== undefined && (
        <LoadFailed title="The deliveries cannot be shown" error={error} onRetry={reload} />
      )}
      {rows === undefined && error === undefined && <Loading rows={4} />}
      {rows?.length === 0 && (
        <Empty title="Nothing has been sent yet">The next event that it gets appears here.</Empty>
      )}
      {rows !== undefined && rows.length > 0 && (
        <table className={`${table.table} ${table.cards}`}>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">Event</th>
              <th scope="col">Flag</th>
              <th scope="col">Target</th>
              <th scope="col">Answer</th>
              <th scope="col" className={table.number}>
                Attempts
              </th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

function countsInWords(counts: { pending: number; failed: number } | undefined): string | undefined {
  if (counts === undefined) return undefined;
  return `${total(counts.pending)} waiting, ${total(counts.failed)} failed`;
}

function DeliveryRow({ delivery }: { delivery: DeliveryRowFragment }) {
  const { id, event, target, attemptCount, createdAt } = delivery;
  return (
    <tr>
      <td>
        <DeliveryLink id={id} className={styles.delivery}>
          <DeliveryState delivery={delivery} />
        </DeliveryLink>
      </td>
      <td data-label="Event">
        {event.test ? 'test' : event.sequence.toLocaleString('en')} {eventWord(event.type)}
      </td>
      <td data-label="Flag" className="mono">
        {'flagKey' in event ? event.flagKey : <span className="dim">–</span>}
      </td>
      <td data-label="Target" className="mono">
        {target === '' ? <span className="dim">–</span> : <bdi>{target}</bdi>}
      </td>
      <td data-label="Answer">
        <LastAnswer delivery={delivery} />
      </td>
      <td data-label="Attempts" className={table.number}>
        {attemptCount}
      </td>
      <td data-label="When">
        <Time at={createdAt} />
      </td>
    </tr>
  );
}
