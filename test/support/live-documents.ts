/** The subscriptions that tests of live updates use. */

import { graphql } from '#generated/graphql/gql.ts';

export const WatchEvents = graphql(`
  subscription LiveEvents($projectKey: String!, $types: [EventType!], $environmentKey: String, $afterSequence: Int) {
    events(projectKey: $projectKey, types: $types, environmentKey: $environmentKey, afterSequence: $afterSequence) {
      sequence
      type
      environment { key }
      ... on FlagEvent { flagKey }
    }
  }
`);

export const WatchFlags = graphql(`
  subscription LiveFlags($projectKey: String!, $environmentKey: String, $flagKeys: [String!], $afterSequence: Int) {
    flagChanged(
      projectKey: $projectKey
      environmentKey: $environmentKey
      flagKeys: $flagKeys
      afterSequence: $afterSequence
    ) {
      sequence
      flagKey
      environment { key }
      changes { ... on FlagChangeSummary { summary } }
    }
  }
`);

export const WatchDeliveries = graphql(`
  subscription LiveDeliveries($projectKey: String!, $integrationId: ID) {
    deliveryUpdated(projectKey: $projectKey, integrationId: $integrationId) {
      id
      status
      attemptCount
      integration { id }
    }
  }
`);
