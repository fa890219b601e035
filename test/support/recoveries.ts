/** Asking for many deliveries again, and looking at how far that is. */

import { graphql } from '#generated/graphql/gql.ts';
import type {
  ReplayEventsInput,
  RetryFailedDeliveriesInput,
  SupportRecoveryQuery,
} from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';
import { succeeded } from '#test/support/builders.ts';

type Gogreen = Pick<TestApp, 'run'>;

interface Inputs {
  retryFailedDeliveries: RetryFailedDeliveriesInput;
  replayEvents: ReplayEventsInput;
}

export type RecoveryShown = Extract<NonNullable<SupportRecoveryQuery['node']>, { __typename: 'Recovery' }>;

/** What the mutation answers with; fails when it is refused. */
async function ask<Mutation extends keyof Inputs>(
  gogreen: Gogreen,
  mutation: Mutation,
  input: Inputs[Mutation],
) {
  if (mutation === 'replayEvents')
    return succeeded((await gogreen.run(Replay, { input: input as ReplayEventsInput })).replayEvents);
  const { retryFailedDeliveries } = await gogreen.run(Retry, { input: input as RetryFailedDeliveriesInput });
  return succeeded(retryFailedDeliveries);
}

/** How many deliveries it would be. */
export async function countRecovery<Mutation extends keyof Inputs>(
  gogreen: Gogreen,
  mutation: Mutation,
  input: Inputs[Mutation],
): Promise<number> {
  const { count, recovery } = await ask(gogreen, mutation, { ...input, countOnly: true });
  if (recovery !== null) throw new Error('counting has started a recovery');
  return count;
}

/** Starts a recovery; its `total` is the count that it was answered with. */
export async function startRecovery<Mutation extends keyof Inputs>(
  gogreen: Gogreen,
  mutation: Mutation,
  input: Inputs[Mutation],
): Promise<{ id: string; total: number }> {
  const { count, recovery } = await ask(gogreen, mutation, input);
  if (recovery?.total !== count) throw new Error(`${count} were counted, but ${recovery?.total} are to be`);
  return recovery;
}

export async function cancelRecovery(gogreen: Gogreen, recoveryId: string) {
  return (await gogreen.run(Cancel, { input: { recoveryId } })).cancelRecovery;
}

export async function readRecovery(gogreen: Gogreen, id: string): Promise<RecoveryShown> {
  const { node } = await gogreen.run(Read, { id });
  if (node?.__typename !== 'Recovery') throw new Error(`there is no recovery ${id}`);
  return node;
}

export const WatchRecovery = graphql(`
  subscription SupportWatchRecovery($id: ID!) {
    recoveryUpdated(id: $id) { id status total queued skipped delivered failed cancelled waiting completedAt }
  }
`);

const Retry = graphql(`
  mutation SupportRetryFailed($input: RetryFailedDeliveriesInput!) {
    retryFailedDeliveries(input: $input) {
      __typename
      ... on RetryFailedDeliveriesPayload { count recovery { id total } }
      ... on Error { code message }
    }
  }
`);

const Replay = graphql(`
  mutation SupportReplay($input: ReplayEventsInput!) {
    replayEvents(input: $input) {
      __typename
      ... on ReplayEventsPayload { count recovery { id total } }
      ... on Error { code message }
    }
  }
`);

const Cancel = graphql(`
  mutation SupportCancelRecovery($input: CancelRecoveryInput!) {
    cancelRecovery(input: $input) {
      __typename
      ... on CancelRecoveryPayload { recovery { id status queued } }
      ... on Error { code message }
    }
  }
`);

const Read = graphql(`
  query SupportRecovery($id: ID!) {
    node(id: $id) {
      __typename
      ... on Recovery {
        id kind status total queued skipped delivered failed cancelled waiting filter createdAt completedAt
        ratePerMinute
        actor { name }
        integration { id }
        deliveries(first: 2) { totalCount edges { node { id status recovery { id } } } }
      }
    }
  }
`);
