import { Link } from '@tanstack/react-router';
import { ProviderMark } from '../../design/text/provider-mark.tsx';
import { Time } from '../../design/text/time.tsx';
import type { IntegrationRowFragment } from '../../gql/graphql.ts';
import { environmentsInWords, eventsInWords } from '../../shell/event-words.ts';
import { useProject } from '../../shell/project/project-context.ts';
import type { Hour } from './day.ts';
import { DayBars } from './day-bars.tsx';
import { HealthState, HealthWords } from './health.tsx';
import styles from './integrations.module.css';
import { providerLabel } from './provider-label.ts';

interface IntegrationRowProps {
  integration: IntegrationRowFragment;
  /** Undefined while they are not known. */
  hours: readonly Hour[] | undefined;
}

export function IntegrationRow({ integration, hours }: IntegrationRowProps) {
  const project = useProject();
  const { id, name, provider, eventTypes, environments, health } = integration;
  return (
    <tr>
      <td>
        <Link
          className={styles.name}
          to="/projects/$projectKey/integrations/$integrationId"
          params={{ projectKey: project.key, integrationId: id }}
        >
          <ProviderMark provider={provider} />
          <span>
            <b>
              <bdi>{name}</bdi>
            </b>
            <span className="dim">{providerLabel(provider)}</span>
          </span>
        </Link>
      </td>
      <td data-label="State">
        <div className={styles.state}>
          <HealthState integration={integration} />
          <span className={styles.words}>
            <HealthWords integration={integration} />
          </span>
        </div>
      </td>
      <td data-label="Gets">
        <span className={styles.gets}>
          {eventsInWords(eventTypes)}
          <span className="dim">{environmentsInWords(environments)}</span>
        </span>
      </td>
      <td data-label="Last 24 hours">{hours !== undefined && <DayBars hours={hours} />}</td>
      <td data-label="Last success" className={styles.nowrap}>
        {health.lastSuccessAt === null ? (
          <span className="dim">none yet</span>
        ) : (
          <Time at={health.lastSuccessAt} />
        )}
      </td>
    </tr>
  );
}
