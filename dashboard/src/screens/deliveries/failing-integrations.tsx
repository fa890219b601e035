import { Link } from '@tanstack/react-router';
import { Button } from '../../design/controls/button.tsx';
import { cut, visible } from '../../design/text/visible.ts';
import { useProject } from '../../shell/project/project-context.ts';
import { clock } from './clock.ts';
import styles from './failing-integrations.module.css';
import type { IntegrationState } from './integration-states.ts';
import { LastDay } from './last-day.tsx';
import { useSetSearch } from './use-search.ts';
import { count } from './words.ts';

/** More of them at once would push the list out of sight. */
const MOST = 2;
const MOST_OF_AN_ERROR = 240;

/** What does not work now, in words, before anybody looks for it. */
export function FailingIntegrations({ integrations }: { integrations: IntegrationState[] }) {
  const troubled = integrations.filter(
    ({ health }) => health.status === 'FAILING' || health.disabledReason !== null,
  );
  if (troubled.length === 0) return null;
  const [first, rest] = [troubled.slice(0, MOST), troubled.slice(MOST)];
  return (
    <section className={styles.box} aria-label="Integrations that do not work">
      <ul>
        {first.map((integration) => (
          <Trouble key={integration.id} integration={integration} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>
            {count(rest.length, 'more integration does not work', 'more integrations do not work')}
          </summary>
          <ul>
            {rest.map((integration) => (
              <Trouble key={integration.id} integration={integration} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Trouble({ integration }: { integration: IntegrationState }) {
  const { key } = useProject();
  const set = useSetSearch();
  const { id, name, enabled, health } = integration;
  return (
    <li>
      <span className={styles.mark} aria-hidden="true">
        ▲
      </span>
      <p>
        <Link
          to={`/projects/${encodeURIComponent(key)}/integrations/${encodeURIComponent(id)}` as string}
          className={styles.name}
        >
          <bdi>{visible(name)}</bdi>
        </Link>{' '}
        {enabled ? failure(health) : `was disabled: ${visible(health.disabledReason ?? '')}`}
      </p>
      <LastDay integrationId={id} />
      <Button
        small
        aria-label={`Show the deliveries to ${visible(name)}`}
        onClick={() => set({ integration: id, status: ['PENDING', 'FAILED'] })}
      >
        Show
      </Button>
    </li>
  );
}

function failure({ failingSince, lastError, consecutiveFailures, circuitOpen }: IntegrationState['health']) {
  const since = failingSince === null ? '' : ` since ${clock(failingSince)}`;
  const error = lastError === null ? '.' : `: ${visible(cut(lastError, MOST_OF_AN_ERROR).shown)}`;
  const failures = ` ${count(consecutiveFailures, 'attempt')} failed in a row.`;
  const circuit = circuitOpen
    ? ' Its circuit is open: first attempts stay queued, but for one every 30 seconds.'
    : '';
  return `fails${since}${error}${failures}${circuit}`;
}
