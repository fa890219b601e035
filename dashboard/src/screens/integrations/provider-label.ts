import type { IntegrationProvider } from '../../gql/graphql.ts';

const LABELS: Record<IntegrationProvider, string> = {
  WEBHOOK: 'Webhook',
  SLACK: 'Slack',
  TEAMS: 'Microsoft Teams',
  JIRA: 'Jira',
  DATADOG: 'Datadog',
  NEW_RELIC: 'New Relic',
  DYNATRACE: 'Dynatrace',
};

/** The name of the product. */
export function providerLabel(provider: IntegrationProvider): string {
  return LABELS[provider];
}
