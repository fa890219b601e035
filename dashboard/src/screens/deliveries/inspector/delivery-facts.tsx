import { Link } from '@tanstack/react-router';
import { CopyButton } from '../../../design/controls/copy-button.tsx';
import { duration, exactTime, Time } from '../../../design/text/time.tsx';
import { visible } from '../../../design/text/visible.ts';
import type { AttemptDetailsFragment } from '../../../gql/graphql.ts';
import { useProject } from '../../../shell/project/project-context.ts';
import { clock } from '../clock.ts';
import { ERROR_HELP, shortEvent, TRIGGER_WORDS } from '../words.ts';
import styles from './inspector.module.css';
import type { OpenDelivery } from './inspector.tsx';
import { inspectorRoute } from './route.ts';

interface DeliveryFactsProps {
  delivery: OpenDelivery;
  attempt: AttemptDetailsFragment | undefined;
}

/** What the delivery is about, and what became of the attempt that is shown. */
export function DeliveryFacts({ delivery, attempt }: DeliveryFactsProps) {
  const { key: projectKey } = useProject();
  const { integration, target, event, recovery } = delivery;
  const pages = `/projects/${encodeURIComponent(projectKey)}`;
  const flagKey = 'flagKey' in event ? event.flagKey : undefined;
  return (
    <dl className={styles.facts}>
      <dt>Integration</dt>
      <dd>
        <Link to={`${pages}/integrations/${encodeURIComponent(integration.id)}` as string}>
          <bdi>{visible(integration.name)}</bdi>
        </Link>
        {target !== '' && (
          <>
            {', target '}
            <bdi className="mono">{visible(target)}</bdi>
          </>
        )}
      </dd>
      <dt>Event</dt>
      <dd>
        {event.test ? (
          'Test event'
        ) : (
          <Link to={`${pages}/events/${event.sequence}` as string}>
            {event.sequence.toLocaleString('en')} {shortEvent(event.type)}
          </Link>
        )}
        {flagKey !== undefined && (
          <>
            {': '}
            {event.test ? (
              <bdi className="mono">{visible(flagKey)}</bdi>
            ) : (
              <Link
                to="/projects/$projectKey/flags/$flagKey"
                params={{ projectKey, flagKey }}
                className="mono"
              >
                <bdi>{visible(flagKey)}</bdi>
              </Link>
            )}
          </>
        )}
        {event.environment !== null && (
          <>
            {' in '}
            <bdi>{visible(event.environment.name)}</bdi>
          </>
        )}
        {', by '}
        <bdi>{visible(event.actor.name)}</bdi>, <Time at={event.occurredAt} />
      </dd>
      {recovery !== null && (
        <>
          <dt>Recovery</dt>
          <dd>
            <Link
              to="/projects/$projectKey/deliveries"
              params={{ projectKey }}
              search={{ recovery: recovery.id }}
            >
              {recovery.kind === 'REPLAY' ? 'Queued by a replay' : 'Queued by a bulk retry'}
            </Link>
          </dd>
        </>
      )}
      {attempt !== undefined && <AttemptFacts attempt={attempt} />}
      <dt>Copy</dt>
      <dd className={styles.copy}>
        <CopyButton text={() => location.href}>Link</CopyButton>
        <CopyButton text={() => delivery.id}>Id</CopyButton>
        <CopyButton text={() => JSON.stringify(delivery, withoutTypes, 2)}>JSON</CopyButton>
      </dd>
    </dl>
  );
}

function AttemptFacts({ attempt }: { attempt: AttemptDetailsFragment }) {
  const { number, trigger, startedAt, durationMs, address, error } = attempt;
  const { raw } = inspectorRoute.useSearch();
  return (
    <>
      <dt>Attempt {number}</dt>
      <dd className={styles.attempt}>
        <span>
          {TRIGGER_WORDS[trigger]},{' '}
          <time dateTime={startedAt} title={exactTime(startedAt)}>
            {clock(startedAt, 'second')}
          </time>
          , took {duration(durationMs)}
          {address !== null && (
            <>
              , to <span className="mono">{visible(address)}</span>
            </>
          )}
        </span>
        {attempt.exchanges.length > 0 && (
          <Link
            to="."
            className={styles.raw}
            search={(present) => ({ ...present, raw: raw ? undefined : true })}
            replace
            resetScroll={false}
            preload={false}
          >
            {raw ? 'Show bodies indented' : 'Show bodies as sent'}
          </Link>
        )}
      </dd>
      {error !== null && (
        <>
          <dt>{error.class === 'SKIPPED' ? 'Skipped' : 'Error'}</dt>
          <dd className={error.class === 'SKIPPED' ? undefined : styles.error}>
            <span>{visible(error.message)}</span>
            {error.class !== 'HTTP' && <span className="dim"> {ERROR_HELP[error.class]}</span>}
          </dd>
        </>
      )}
    </>
  );
}

function withoutTypes(key: string, value: unknown): unknown {
  return key === '__typename' ? undefined : value;
}
