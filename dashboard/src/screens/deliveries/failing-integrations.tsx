import { Link } from '@tanstack/react-router';
import { Button } from '../../design/button.tsx';
import { Notice } from '../../design/notice.tsx';
import { visible } from '../../design/visible.ts';
import { useProject } from '../../shell/project-context.ts';
import styles from './deliveries.module.css';
import type { IntegrationState } from './integration-states.ts';
import { useSetSearch } from './use-search.ts';
import { count } from './words.ts';

/** More of them would push the list out of sight. */
const MOST = 3;

/** What does not work now, in words, before anybody looks for it. */
export function FailingIntegrations({ integrations }: { integrations: IntegrationState[] }) {
  const troubled = integrations.filter(
    ({ health }) => health.status === 'FAILING' || health.disabledReason !== null,
  );
  if (troubled.length === 0) return null;
  return (
    <div className={styles.notices}>
      {troubled.slice(0, MOST).map((integration) => (
        <Trouble key={integration.id} integration={integration} />
      ))}
      {troubled.length > MOST && (
        <p className="dim">
          {count(troubled.length - MOST, 'more integration does not work', 'more integrations do not work')}.
        </p>
      )}
    </div>
  );
}

function Trouble({ integration }: { integration: IntegrationState }) {
  const project = useProject();
  const set = useSetSearch();
  const { id, name, enabled, health } = integration;
  return (
    <Notice
      tone={enabled ? 'bad' : 'wait'}
      title={
        <Link
          className={styles.plainLink}
          to={`/projects/${encodeURIComponent(project.key)}/integrations/${encodeURIComponent(id)}` as string}
        >
          <bdi>{visible(name)}</bdi> {enabled ? `fails since ${since(health.failingSince)}` : 'was disabled'}
        </Link>
      }
      actions={
        <Button small onClick={() => set({ integration: id, status: ['FAILED', 'PENDING'] })}>
          Show its deliveries
        </Button>
      }
    >
      <span className={styles.troubleText}>
        {enabled ? failure(health) : visible(health.disabledReason ?? '')}
      </span>
    </Notice>
  );
}

function failure({ lastError, consecutiveFailures, circuitOpen }: IntegrationState['health']): string {
  const failures = `${count(consecutiveFailures, 'attempt')} failed in a row.`;
  const circuit = circuitOpen
    ? ' Its circuit is open: first attempts stay queued, and one is made every 30 seconds until an attempt succeeds.'
    : '';
  return `${lastError === null ? '' : `${visible(lastError)} `}${failures}${circuit}`;
}

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A time of today without its day. */
function since(at: string | null): string {
  if (at === null) return 'its last attempt';
  const date = new Date(at);
  return (date.toDateString() === new Date().toDateString() ? TIME : DAY).format(date);
}
