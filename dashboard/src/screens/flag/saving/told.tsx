import { useCallback } from 'react';
import { useQuery, useSubscription } from '../../../api/hooks.ts';
import { Card } from '../../../design/layout/card.tsx';
import { State, type Tone } from '../../../design/text/chip.tsx';
import { ProviderMark } from '../../../design/text/provider-mark.tsx';
import { duration } from '../../../design/text/time.tsx';
import {
  type DeliveryStatus,
  DeliveryStatusDocument,
  EventDeliveriesDocument,
} from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import styles from '../flag-page.module.css';

const STATES: Record<DeliveryStatus, [tone: Tone, word: string]> = {
  PENDING: ['wait', 'waiting'],
  SENDING: ['wait', 'sending'],
  DELIVERED: ['ok', 'told'],
  FAILED: ['bad', 'failed'],
  CANCELLED: ['dim', 'cancelled'],
};

/** Who has been told about a change that was just saved, as it happens. */
export function Told({ eventId }: { eventId: string }) {
  const project = useProject();
  const { data, reload } = useQuery(EventDeliveriesDocument, { id: eventId });
  const known = data?.node?.__typename === 'FlagEvent' ? data.node.deliveries : [];
  const onUpdate = useCallback(
    ({ deliveryUpdated: { id } }: { deliveryUpdated: { id: string } }) => {
      // Those that are known change in the cache; the others came into being after the page had asked.
      if (!known.some((delivery) => delivery.id === id)) reload();
    },
    [known, reload],
  );
  useSubscription(DeliveryStatusDocument, { projectKey: project.key, eventId }, onUpdate);
  return (
    <Card
      title="Saved"
      note={known.length === 0 ? 'Nobody has been told yet.' : 'This is who has been told.'}
    >
      <ul className={`${styles.told} ${styles.padded}`} aria-live="polite">
        {known.map(({ id, status, target, integration, createdAt, completedAt }) => (
          <li key={id}>
            <ProviderMark provider={integration.provider} />
            <span>
              {integration.name} <span className="mono dim">{target}</span>
            </span>
            <State tone={STATES[status][0]}>
              {STATES[status][1]}
              {completedAt !== null &&
                status === 'DELIVERED' &&
                ` in ${duration(Date.parse(completedAt) - Date.parse(createdAt))}`}
            </State>
          </li>
        ))}
      </ul>
    </Card>
  );
}
