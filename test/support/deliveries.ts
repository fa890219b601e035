/** Looking into the delivery log, through the API. */

import { graphql } from '#generated/graphql/gql.ts';
import type { DeliveryFilter, SupportDeliveriesQuery } from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';

type Gogreen = Pick<TestApp, 'run'>;

export type DeliveryShown = NonNullable<
  SupportDeliveriesQuery['project']
>['deliveries']['edges'][number]['node'];
export type AttemptShown = DeliveryShown['attempts'][number];

/** The deliveries of a project with their attempts, newest first. */
export async function readDeliveries(
  gogreen: Gogreen,
  projectKey: string,
  filter: DeliveryFilter = {},
): Promise<DeliveryShown[]> {
  const { project } = await gogreen.run(Deliveries, { projectKey, filter });
  return project?.deliveries.edges.map(({ node }) => node) ?? [];
}

/** The one delivery of a project. Fails when there are none or several. */
export async function readDelivery(
  gogreen: Gogreen,
  projectKey: string,
  filter: DeliveryFilter = {},
): Promise<DeliveryShown> {
  const [delivery, ...others] = await readDeliveries(gogreen, projectKey, filter);
  if (!delivery || others.length > 0)
    throw new Error(`there are ${others.length + (delivery ? 1 : 0)} deliveries`);
  return delivery;
}

/** Answers with `__typename`, and with what an error said. */
export async function retryDelivery(gogreen: Gogreen, deliveryId: string) {
  return (await gogreen.run(Retry, { input: { deliveryId } })).retryDelivery;
}

/** The same of `cancelDelivery`. */
export async function cancelDelivery(gogreen: Gogreen, deliveryId: string) {
  return (await gogreen.run(Cancel, { input: { deliveryId } })).cancelDelivery;
}

/** Fails what is pending, as the last attempt of the schedule would hours later. */
export async function failForGood({ app }: Pick<TestApp, 'app'>): Promise<void> {
  await app.database.pool.query(
    `UPDATE deliveries SET status = 'FAILED', next_attempt_at = NULL, queued_at = NULL, completed_at = now(),
       updated_at = clock_timestamp() WHERE status = 'PENDING'`,
  );
}

/** The value of a header, whatever the case of its name. */
export function headerOf(
  { headers }: { headers: { name: string; value: string }[] },
  name: string,
): string | undefined {
  return headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
}

const Deliveries = graphql(`
  query SupportDeliveries($projectKey: String!, $filter: DeliveryFilter) {
    project(key: $projectKey) {
      deliveries(first: 100, filter: $filter) {
        edges {
          node {
            id status target attemptCount nextAttemptAt schedule queuedAt createdAt completedAt
            integration { id name }
            event { id sequence test type }
            attempts {
              number trigger startedAt durationMs nextAttemptAt address
              error { class message }
              request { method url body headers { name value } }
              response { status body truncated headers { name value } }
              exchanges { request { method url body headers { name value } } response { status body } durationMs }
            }
          }
        }
      }
    }
  }
`);

const Retry = graphql(`
  mutation SupportRetryDelivery($input: RetryDeliveryInput!) {
    retryDelivery(input: $input) {
      __typename
      ... on RetryDeliveryPayload { delivery { id status attemptCount nextAttemptAt completedAt } }
      ... on Error { code message }
    }
  }
`);

const Cancel = graphql(`
  mutation SupportCancelDelivery($input: CancelDeliveryInput!) {
    cancelDelivery(input: $input) {
      __typename
      ... on CancelDeliveryPayload { delivery { id status nextAttemptAt completedAt } }
      ... on Error { code message }
    }
  }
`);
