import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { EventType } from '#generated/graphql/graphql.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { WatchDeliveries } from '#test/support/live-documents.ts';
import type { LiveSubscription } from '#test/support/live-results.ts';
import { doorbells, transports } from '#test/support/live-transports.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { countListeners, countStatements } from '#test/support/statements.ts';
import { describeFlag, inParallel } from '#test/support/writers.ts';

type Delivery = { id: string; status: string; attemptCount: number; integration: { id: string } };
type Received = LiveSubscription<{ deliveryUpdated: Delivery }>;

const RetryDelivery = graphql(`
  mutation DeliveryUpdatesRetry($input: RetryDeliveryInput!) {
    retryDelivery(input: $input) { __typename ... on RetryDeliveryPayload { delivery { id status } } }
  }
`);

/** An integration made right after a flag may still be told of the flag's creation, or may not. */
const forUpdates: { eventTypes: EventType[] } = { eventTypes: ['FLAG_UPDATED'] };

let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
});
afterAll(() => receiver?.close());

/** The newest state of each delivery, as far as the subscriber knows. */
function statesOf({ results }: Received): Map<string, Delivery> {
  return new Map(
    results.flatMap(({ data }) => (data ? [[data.deliveryUpdated.id, data.deliveryUpdated] as const] : [])),
  );
}

function untilAll(subscriber: Received, count: number, status: string): Promise<unknown> {
  return subscriber.waitFor(() => {
    const states = [...statesOf(subscriber).values()];
    return states.length === count && states.every((state) => state.status === status);
  });
}

describe.each(doorbells)('$doorbell', ({ redisUrl, isMissing }) => {
  /** The machine that delivers, and one that only answers. */
  let worker: TestApp;
  let api: TestApp;
  let listeners: () => number;

  beforeAll(async () => {
    if (isMissing) return;
    worker = await startTestApp({ redisUrl });
    api = await startTestApp({ worker: false, redisUrl, databaseUrl: worker.databaseUrl });
    listeners = countListeners(api);
  });
  afterAll(async () => {
    await api?.close();
    await worker?.close();
  });

  async function startProject() {
    const { key: projectKey } = await createProject(api);
    await createFlag(api, { projectKey, key: 'a' });
    const { id: integrationId } = await createWebhook(worker, {
      ...forUpdates,
      projectKey,
      url: receiver.url,
    });
    return { projectKey, integrationId };
  }

  describe.skipIf(isMissing).each(transports)(
    'over $transport (Redis: needs redis-server)',
    ({ subscribe }) => {
      async function watch(variables: { projectKey: string; integrationId?: string }): Promise<Received> {
        const before = listeners();
        const subscriber = await subscribe(api.url, WatchDeliveries, variables);
        await vi.waitUntil(() => listeners() > before, { timeout: 15_000 });
        return subscriber;
      }

      test('deliveries of another process: the last state of each arrives', async () => {
        const { projectKey } = await startProject();
        const subscriber = await watch({ projectKey });
        await inParallel(5, 40, (n) => describeFlag(api, projectKey, 'a', n));
        await untilAll(subscriber, 40, 'DELIVERED');
        for (const { attemptCount } of statesOf(subscriber).values()) expect(attemptCount).toBe(1);
        await subscriber.leave();
        await vi.waitUntil(() => listeners() === 0, { timeout: 15_000 });
      });

      test('a failed attempt and a successful retry by hand: arrive as PENDING and DELIVERED', async () => {
        const { projectKey } = await startProject();
        const subscriber = await watch({ projectKey });
        receiver.answer({ status: 500 });
        await describeFlag(api, projectKey, 'a', 1);
        await subscriber.waitFor((results) =>
          results.some(({ data }) => data?.deliveryUpdated.attemptCount === 1),
        );
        expect([...statesOf(subscriber).values()]).toMatchObject([{ status: 'PENDING', attemptCount: 1 }]);
        receiver.answer({ status: 200 });
        const [deliveryId = ''] = statesOf(subscriber).keys();
        await api.run(RetryDelivery, { input: { deliveryId } });
        await untilAll(subscriber, 1, 'DELIVERED');
        await subscriber.leave();
      });

      test('with integrationId: only deliveries of that integration arrive', async () => {
        const { projectKey, integrationId } = await startProject();
        const second = await createWebhook(worker, { ...forUpdates, projectKey, url: receiver.url });
        const all = await watch({ projectKey });
        const filtered = await subscribe(api.url, WatchDeliveries, { projectKey, integrationId });
        await inParallel(3, 6, (n) => describeFlag(api, projectKey, 'a', n));
        await untilAll(all, 12, 'DELIVERED');
        await untilAll(filtered, 6, 'DELIVERED');
        const targets = [...statesOf(filtered).values()].map(({ integration }) => integration.id);
        expect(new Set(targets)).toEqual(new Set([integrationId]));
        expect(second.id).not.toBe(integrationId);
        await all.leave();
        await filtered.leave();
      });

      test('an unknown project or integration: is not found', async () => {
        const { projectKey } = await startProject();
        const elsewhere = await startProject();
        for (const [variables, message] of [
          [{ projectKey: 'nowhere' }, 'There is no project with the key "nowhere"'],
          [{ projectKey, integrationId: 'intg_x' }, 'There is no integration "intg_x"'],
          [{ projectKey, integrationId: elsewhere.integrationId }, 'There is no integration "intg_'],
        ] as const) {
          const subscriber = await subscribe(api.url, WatchDeliveries, variables);
          const [result] = await subscriber.waitFor(1);
          expect(result?.errors).toMatchObject([
            { message: expect.stringContaining(message), extensions: { code: 'NOT_FOUND' } },
          ]);
          expect(await subscriber.ended).toBe('complete');
        }
      });
    },
  );

  test.skipIf(isMissing)(
    '10 subscribers cost one reader, which reads a storm of changes in bulk',
    async () => {
      const { projectKey } = await startProject();
      const statements = countStatements(api);
      const [{ subscribe }] = transports;
      const subscribers: Received[] = [];
      for (let n = 0; n < 10; n++)
        subscribers.push(await subscribe(api.url, WatchDeliveries, { projectKey }));
      await vi.waitUntil(() => listeners() === 1, { timeout: 15_000 });
      const before = statements.count('read-changed-deliveries');
      await inParallel(10, 100, (n) => describeFlag(api, projectKey, 'a', n));
      for (const subscriber of subscribers) await untilAll(subscriber, 100, 'DELIVERED');
      // 100 deliveries change 300 times, before 10 subscribers.
      expect(statements.count('read-changed-deliveries') - before).toBeLessThan(200);
      for (const subscriber of subscribers) await subscriber.leave();
      await vi.waitUntil(() => listeners() === 0, { timeout: 15_000 });
    },
  );
});

test('a change whose transaction commits late: arrives', async () => {
  await using stack = new AsyncDisposableStack();
  const gogreen = await startTestApp();
  stack.defer(() => gogreen.close());
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, { projectKey, key: 'a' });
  await createWebhook(gogreen, { ...forUpdates, projectKey, url: receiver.url });
  const [{ subscribe }] = transports;
  const subscriber = await subscribe(gogreen.url, WatchDeliveries, { projectKey });
  await describeFlag(gogreen, projectKey, 'a', 0);
  await untilAll(subscriber, 1, 'DELIVERED');
  const [late = ''] = statesOf(subscriber).keys();

  const tx = await gogreen.app.database.pool.connect();
  await tx.query('BEGIN');
  await tx.query(`UPDATE deliveries SET status = 'CANCELLED', updated_at = clock_timestamp() WHERE id = $1`, [
    late,
  ]);
  // Meanwhile others change, and what has changed is read again and again.
  for (let n = 1; n <= 20; n++) {
    await describeFlag(gogreen, projectKey, 'a', n);
    await subscriber.waitFor(
      () => [...statesOf(subscriber).values()].filter((s) => s.status === 'DELIVERED').length === n + 1,
    );
  }
  await tx.query('COMMIT');
  tx.release();
  await subscriber.waitFor(() => statesOf(subscriber).get(late)?.status === 'CANCELLED');
  await subscriber.leave();
});

const WatchFiltered = graphql(`
  subscription DeliveryUpdatesFiltered($projectKey: String!, $filter: DeliveryFilter) {
    deliveryUpdated(projectKey: $projectKey, filter: $filter) { id status attemptCount integration { id } }
  }
`);

test('with a filter: deliveries that match arrive, and once more when they match no longer', async () => {
  await using stack = new AsyncDisposableStack();
  const gogreen = await startTestApp();
  stack.defer(() => gogreen.close());
  const { key: projectKey } = await createProject(gogreen);
  for (const key of ['a', 'b']) await createFlag(gogreen, { projectKey, key });
  await createWebhook(gogreen, { ...forUpdates, projectKey, url: receiver.url });
  const [{ subscribe }] = transports;
  const listeners = countListeners(gogreen);
  const filter = { errorClasses: ['HTTP' as const], flagKey: 'a' };
  const filtered = await subscribe(gogreen.url, WatchFiltered, { projectKey, filter });
  await vi.waitUntil(() => listeners() > 0, { timeout: 15_000 });
  const all = await subscribe(gogreen.url, WatchFiltered, { projectKey });

  receiver.answer({ status: 500 });
  await describeFlag(gogreen, projectKey, 'b', 1);
  await describeFlag(gogreen, projectKey, 'a', 1);
  await untilAll(filtered, 1, 'PENDING');
  const [deliveryId = ''] = statesOf(filtered).keys();
  receiver.answer({ status: 200 });
  await gogreen.run(RetryDelivery, { input: { deliveryId } });
  await untilAll(filtered, 1, 'DELIVERED');
  await describeFlag(gogreen, projectKey, 'a', 2);
  await all.waitFor(() => [...statesOf(all).values()].filter((s) => s.status === 'DELIVERED').length === 2);
  expect([...statesOf(filtered).keys()]).toEqual([deliveryId]);
  await filtered.leave();
  await all.leave();
});
