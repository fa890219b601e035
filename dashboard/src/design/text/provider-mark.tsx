import type { IntegrationProvider } from '../../gql/graphql.ts';
import styles from './provider-mark.module.css';

const MARKS: Record<IntegrationProvider, [mark: string, colour: string]> = {
  WEBHOOK: ['↗', '#0f7a48'],
  SLACK: ['#', '#6b3fc9'],
  TEAMS: ['T', '#4a52a8'],
  JIRA: ['J', '#1f5fbf'],
  DATADOG: ['D', '#632ca6'],
  NEW_RELIC: ['N', '#0c6b58'],
  DYNATRACE: ['Y', '#1a6f9c'],
};

/** A provider at a glance. Its name is always beside it. */
export function ProviderMark({ provider }: { provider: IntegrationProvider }) {
  const [mark, colour] = MARKS[provider];
  return (
    <span className={styles.mark} style={{ background: colour }} aria-hidden="true">
      {mark}
    </span>
  );
}
