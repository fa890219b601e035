import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useQuery } from '../../../api/hooks.ts';
import { Button } from '../../../design/controls/button.tsx';
import { Card } from '../../../design/layout/card.tsx';
import { Empty, LoadFailed, Loading } from '../../../design/layout/notice.tsx';
import { DeliveryDocument, type DeliveryQuery } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { DeliveryState } from '../delivery-state.tsx';
import { DeliveryActions } from './delivery-actions.tsx';
import { DeliveryFacts } from './delivery-facts.tsx';
import { AttemptView } from './exchange/attempt-view.tsx';
import { focusInspector, HEADING } from './focus.ts';
import styles from './inspector.module.css';
import { inspectorRoute } from './route.ts';
import { TimeLine } from './time-line.tsx';

export type OpenDelivery = Extract<NonNullable<DeliveryQuery['node']>, { __typename: 'Delivery' }>;

/** One delivery with all that was sent and all that came back, beside the list. */
export function Inspector() {
  const { deliveryId } = inspectorRoute.useParams();
  const { data, error, reload } = useQuery(DeliveryDocument, { id: deliveryId });
  const delivery = data?.node?.__typename === 'Delivery' ? data.node : undefined;
  const isThere = delivery !== undefined;

  // Live changes bring the row; what was sent and what came back is asked for when there is more of it.
  const version =
    delivery && `${delivery.id} ${delivery.status} ${delivery.attemptCount} ${delivery.nextAttemptAt}`;
  const isBehind = delivery !== undefined && delivery.attempts.length !== delivery.attemptCount;
  useEffect(() => {
    if (version !== undefined && isBehind) reload();
  }, [version, isBehind, reload]);

  // Whoever opens a delivery goes on reading there. With j and k the focus stays in the list.
  const wasShown = useRef(false);
  useEffect(() => {
    if (!isThere || wasShown.current) return;
    wasShown.current = true;
    if (document.activeElement?.hasAttribute('data-delivery')) focusInspector();
  }, [isThere]);

  return (
    <div className={styles.inspector}>
      <Card label="Delivery">
        <header className={styles.head}>
          <h2 id={HEADING} tabIndex={-1} className="mono" title={deliveryId}>
            {short(deliveryId)}
          </h2>
          {delivery && <DeliveryState delivery={delivery} />}
          <div className={styles.actions}>
            {delivery && <DeliveryActions delivery={delivery} />}
            <CloseButton />
          </div>
        </header>
        {error !== undefined && data === undefined && (
          <LoadFailed title="The delivery cannot be shown" error={error} onRetry={reload} />
        )}
        {data === undefined && error === undefined && <Loading label="Loading the delivery" />}
        {data !== undefined && delivery === undefined && (
          <Empty title="There is no such delivery">
            It may have been deleted: deliveries are kept for the time that RETENTION_DAYS says.
          </Empty>
        )}
        {delivery && <Details delivery={delivery} />}
      </Card>
    </div>
  );
}

function Details({ delivery }: { delivery: OpenDelivery }) {
  const search = inspectorRoute.useSearch();
  // Of each integration, for as long as the inspector is open; never stored.
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});
  const { attempts, integration } = delivery;
  const attempt = attempts.find(({ number }) => number === search.attempt) ?? attempts.at(-1);
  const raw = search.raw === true;
  return (
    <>
      <TimeLine delivery={delivery} shown={attempt?.number} />
      <DeliveryFacts delivery={delivery} attempt={attempt} />
      {attempt === undefined ? (
        <p className={styles.nothing}>
          {delivery.status === 'CANCELLED'
            ? 'It was cancelled before an attempt.'
            : 'No attempt has ended yet.'}
        </p>
      ) : (
        <AttemptView
          attempts={attempts}
          attempt={attempt}
          exchangeNumber={search.exchange}
          raw={raw}
          secret={secrets[integration.id] ?? ''}
          onSecret={(secret) => setSecrets((all) => ({ ...all, [integration.id]: secret }))}
        />
      )}
    </>
  );
}

function CloseButton() {
  const project = useProject();
  const navigate = useNavigate();
  return (
    <Button
      small
      look="quiet"
      aria-label="Close the delivery"
      title="Close (Esc)"
      onClick={() =>
        void navigate({
          to: '/projects/$projectKey/deliveries',
          params: { projectKey: project.key },
          search: (present) => ({ ...present, attempt: undefined, exchange: undefined }),
          resetScroll: false,
        })
      }
    >
      ✕
    </Button>
  );
}

/** The beginning and the end of an id: the time and what tells neighbours apart. */
function short(id: string): string {
  return id.length > 20 ? `${id.slice(0, 10)}…${id.slice(-5)}` : id;
}
