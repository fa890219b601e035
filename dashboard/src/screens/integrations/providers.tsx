/** The providers by name and mark. */

import type { IntegrationProvider } from '../../gql/graphql.ts';
import styles from './providers.module.css';

const PROVIDERS: Record<IntegrationProvider, { label: string; letter: string; tone: string }> = {
  WEBHOOK: { label: 'Webhook', letter: '↗', tone: 'green' },
  SLACK: { label: 'Slack', letter: '#', tone: 'violet' },
  TEAMS: { label: 'Microsoft Teams', letter: 'T', tone: 'violet' },
  JIRA: { label: 'Jira', letter: 'J', tone: 'blue' },
  DATADOG: { label: 'Datadog', letter: 'D', tone: 'violet' },
  NEW_RELIC: { label: 'New Relic', letter: 'N', tone: 'green' },
  DYNATRACE: { label: 'Dynatrace', letter: 'Y', tone: 'blue' },
};

export function providerLabel(provider: IntegrationProvider): string {
  return PROVIDERS[provider].label;
}

export function ProviderMark({ provider, large = false }: { provider: IntegrationProvider; large?: boolean }) {
  const { letter, tone } = PROVIDERS[provider];
  return (
    <span
      aria-hidden="true"
      className={[styles.mark, styles[tone], large && styles.large].filter(Boolean).join(' ')}
    >
      {letter}
    </span>
  );
}
