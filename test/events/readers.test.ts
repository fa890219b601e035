import pg from 'pg';
import { afterAll, describe, expect, vi } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { WatchDeliveries, WatchEvents } from '#test/support/live-documents.ts';
import { transports } from '#test/support/live-transports.ts';
import { countListeners, countStatements, type StatementCounter } from '#test/support/statements.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';
import { connectWs, subscribeOn } from '#test/support/subscribe-ws.ts';
import { describeFlag } from '#test/support/writers.ts';

const READ = 'read-events-after';
const patience = { timeout: 15_000 };

const test = testWithApp({ worker: false });
let statements: StatementCounter;
let listeners: () => number;
const warnings: Error[] = [];
const keepWarning = (warning: Error) => void warnings.push(warning);

test.beforeAll(async ({ gogreen }) => {
  statements = countStatements(gogreen);
  listeners = countListeners(gogreen);
  process.on('warning', keepWarning);
});
afterAll(async () => {
  process.off('warning', keepWarning);
  expect(warnings).toEqual([]);
});

async function startProject(gogreen: TestApp) {
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, { projectKey, key: 'a' });
  return projectKey;
}

test('40 subscribers of a project cost one reader and one read per wake-up', async ({ gogreen }) => {
  const projectKey = await startProject(gogreen);
  const { client } = connectWs(gogreen.url);
  const overSse = Array.from({ length: 20 }, () =>
    subscribeSse(gogreen.url, WatchEvents, { projectKey, afterSequence: 0 }),
  );
  const overWs = Array.from({ length: 20 }, () =>
    subscribeOn(client, WatchEvents, { projectKey, afterSequence: 0 }),
  );
  const subscribers = [...(await Promise.all(overSse)), ...overWs];
  for (const subscriber of subscribers) await subscriber.waitFor(1);
  expect(listeners()).toBe(1);

  const before = statements.count(READ);
  for (let n = 0; n < 10; n++) {
    await describeFlag(gogreen, projectKey, 'a', n);
    for (const subscriber of subscribers) await subscriber.waitFor(n + 2);
  }
  // One for each change; a heartbeat may come in between.
  expect(statements.count(READ) - before).toBeGreaterThanOrEqual(10);
  expect(statements.count(READ) - before).toBeLessThan(20);

  await Promise.all(subscribers.map((subscriber) => subscriber.leave()));
  await vi.waitUntil(() => listeners() === 0, patience);
  await client.dispose();
});

test('after the last subscriber has left, the log is not read any more', async ({ gogreen }) => {
  const projectKey = await startProject(gogreen);
  const last = await subscribeSse(gogreen.url, WatchEvents, { projectKey, afterSequence: 0 });
  await last.waitFor(1);
  await last.leave();
  await vi.waitUntil(() => listeners() === 0, patience);

  // Another project's heartbeats show that time has passed; all reads of it are its own.
  const other = await startProject(gogreen);
  const subscriber = await subscribeSse(gogreen.url, WatchEvents, { projectKey: other, afterSequence: 1 });
  await vi.waitUntil(() => listeners() === 1, patience);
  const before = statements.count(READ);
  await describeFlag(gogreen, projectKey, 'a', 1);
  await vi.waitUntil(() => statements.count(READ) >= before + 2, patience);
  const beats = statements.count(READ);
  await vi.waitUntil(() => statements.count(READ) > beats, patience);
  expect(statements.count(READ)).toBe(beats + 1);
  await subscriber.leave();
  await vi.waitUntil(() => listeners() === 0, patience);
});

test('a subscription continues after its process lost every connection to Postgres', async ({ gogreen }) => {
  const projectKey = await startProject(gogreen);
  const subscriber = await subscribeSse(gogreen.url, WatchEvents, { projectKey, afterSequence: 0 });
  const deliveries = await subscribeSse(gogreen.url, WatchDeliveries, { projectKey });
  await subscriber.waitFor(1);
  const client = new pg.Client({ connectionString: gogreen.databaseUrl });
  await client.connect();
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await client.end();
  // A change whose connection was lost fails, and each connection of the pool was.
  await vi.waitFor(() => describeFlag(gogreen, projectKey, 'a', 1), patience);
  await subscriber.waitFor(2);
  await subscriber.leave();
  await deliveries.leave();
  await vi.waitUntil(() => listeners() === 0, patience);
});

describe.each(transports)('over $transport', ({ subscribe }) => {
  test('a client that goes away ends its subscription at once, though no event ever comes', async ({
    gogreen,
  }) => {
    const projectKey = await startProject(gogreen);
    const events = await subscribe(gogreen.url, WatchEvents, { projectKey });
    const deliveries = await subscribe(gogreen.url, WatchDeliveries, { projectKey });
    await vi.waitUntil(() => listeners() === 2, patience);
    await events.leave();
    await vi.waitUntil(() => listeners() === 1, patience);
    await deliveries.leave();
    await vi.waitUntil(() => listeners() === 0, patience);
  });

  test('subscriptions that end are released while another one stays open', async ({ gogreen }) => {
    const projectKey = await startProject(gogreen);
    const staying = await subscribe(gogreen.url, WatchEvents, { projectKey, afterSequence: 0 });
    await staying.waitFor(1);
    for (let n = 0; n < 20; n++) {
      const passing = await subscribe(gogreen.url, WatchEvents, { projectKey, afterSequence: 0 });
      await passing.waitFor(1);
      await passing.leave();
    }
    expect(listeners()).toBe(1);
    await describeFlag(gogreen, projectKey, 'a', 1);
    await staying.waitFor(2);
    await staying.leave();
    await vi.waitUntil(() => listeners() === 0, patience);
  });
});

test('a subscription that is completed on a shared connection leaves the others running', async ({
  gogreen,
}) => {
  const projectKey = await startProject(gogreen);
  const { client } = connectWs(gogreen.url);
  const first = subscribeOn(client, WatchEvents, { projectKey, afterSequence: 0 });
  const second = subscribeOn(client, WatchDeliveries, { projectKey });
  await first.waitFor(1);
  await vi.waitUntil(() => listeners() === 2, patience);
  await second.leave();
  await vi.waitUntil(() => listeners() === 1, patience);
  await describeFlag(gogreen, projectKey, 'a', 1);
  await first.waitFor(2);
  await client.dispose();
  await vi.waitUntil(() => listeners() === 0, patience);
});

test('an invalid query on a shared connection fails alone; the others continue', async ({ gogreen }) => {
  const projectKey = await startProject(gogreen);
  const { client } = connectWs(gogreen.url);
  const running = subscribeOn(client, WatchEvents, { projectKey, afterSequence: 0 });
  await running.waitFor(1);
  const errors = await new Promise<unknown>((resolve) => {
    client.subscribe({ query: 'subscription {' }, { next() {}, error: resolve, complete() {} });
  });
  expect(errors).toMatchObject([{ message: expect.stringContaining('Syntax Error') }]);
  await describeFlag(gogreen, projectKey, 'a', 1);
  await running.waitFor(2);
  await client.dispose();
});
