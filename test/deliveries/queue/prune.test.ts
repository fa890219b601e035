import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { prune, pruneHourly } from '#src/deliveries/queue/prune.job.ts';
import { startJobRunner } from '#src/platform/jobs/job-runner.ts';
import { createLogger } from '#src/platform/logger.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { runJobs } from '#test/support/run-jobs.ts';

let gogreen: TestApp;
let receiver: Receiver;
let projectKey: string;
let integrationId: string;
let isOn: boolean;

beforeAll(async () => {
  receiver = await startReceiver();
  gogreen = await startTestApp({ worker: false });
});
afterAll(async () => {
  await gogreen?.close();
  await receiver?.close();
});
beforeEach(async () => {
  isOn = false;
  await gogreen.app.database.pool.query('DELETE FROM deliveries');
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  gogreen.app.retentionDays = 30;
  ({ key: projectKey } = await createProject(gogreen));
  await createFlag(gogreen, { projectKey, key: 'a' });
  await runJobs(gogreen);
  ({ id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url }));
});

/** A delivery that was made; it ended so many days ago. Answers with its id. */
async function deliver(daysAgo: number): Promise<string> {
  isOn = !isOn;
  const { event } = await setFlagEnabled(gogreen, {
    projectKey,
    flagKey: 'a',
    environmentKey: 'production',
    enabled: isOn,
  });
  await runJobs(gogreen);
  const [delivery] = await readDeliveries(gogreen, projectKey, { eventId: event?.id ?? '' });
  expect(delivery).toMatchObject({ status: 'DELIVERED', attemptCount: 1 });
  await age(daysAgo, delivery?.id);
  return delivery?.id ?? '';
}

/** Deliveries that ended so many days ago, at once. */
async function addOld(count: number, daysAgo: number): Promise<void> {
  await gogreen.app.database.pool.query(
    `WITH event AS (
       SELECT * FROM events WHERE sequence = 1 AND project_id = (SELECT id FROM projects WHERE key = $1)
     ), delivery AS (
       INSERT INTO deliveries (id, project_id, event_id, integration_id, target, status, attempt_count, request_body,
         content_type, completed_at)
       SELECT 'dlv_' || $2 || '_' || n, project_id, id, $2, 'target ' || n, 'FAILED', 1, '{}', 'application/json',
         now() - make_interval(days => $4)
       FROM event, generate_series(1, $3) n RETURNING id
     )
     INSERT INTO attempts (delivery_id, number, trigger, started_at, duration_ms, request)
     SELECT id, 1, 'FIRST', now(), 1, '{}' FROM delivery`,
    [projectKey, integrationId, count, daysAgo],
  );
}

async function age(days: number, deliveryId?: string): Promise<void> {
  await gogreen.app.database.pool.query(
    `UPDATE deliveries SET completed_at = now() - make_interval(days => $1), created_at = created_at - make_interval(days => $1)
     WHERE completed_at IS NOT NULL AND id = coalesce($2, id)`,
    [days, deliveryId ?? null],
  );
}

async function count(table: string): Promise<number> {
  const { rows } = await gogreen.app.database.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table}`,
  );
  return rows[0]?.count ?? -1;
}

const ids = async () => (await readDeliveries(gogreen, projectKey)).map(({ id }) => id);

test('deliveries completed before RETENTION_DAYS: are deleted with their attempts; newer ones stay', async () => {
  await deliver(31);
  const young = await deliver(29);
  const fresh = await deliver(0);
  await prune(gogreen.app, {});
  expect(await ids()).toEqual([fresh, young]);
  expect(await count('attempts')).toBe(2);
});

test('audit entries of any age: stay', async () => {
  await deliver(31);
  await gogreen.app.database.pool.query(`UPDATE audit_entries SET occurred_at = now() - interval '10 years'`);
  const entries = await count('audit_entries');
  await prune(gogreen.app, {});
  expect(await ids()).toEqual([]);
  expect(entries).toBeGreaterThan(0);
  expect(await count('audit_entries')).toBe(entries);
});

test('events of any age: stay, without the deleted deliveries', async () => {
  await deliver(31);
  const events = await count('events');
  await prune(gogreen.app, {});
  expect(await count('events')).toBe(events);
  const { project } = await gogreen.run(
    graphql(`
      query PruneEvents($projectKey: String!) {
        project(key: $projectKey) { lastSequence events(first: 1) { edges { node { sequence deliveries { id } } } } }
      }
    `),
    { projectKey },
  );
  expect(project).toEqual({
    lastSequence: 2,
    events: { edges: [{ node: { sequence: 2, deliveries: [] } }] },
  });
});

test('deliveries of any age that are not completed: stay', async () => {
  const id = await deliver(400);
  await gogreen.app.database.pool.query(
    `UPDATE deliveries SET status = 'PENDING', completed_at = NULL, next_attempt_at = now() + interval '1 day' WHERE id = $1`,
    [id],
  );
  await prune(gogreen.app, {});
  expect(await ids()).toEqual([id]);
});

test('RETENTION_DAYS=0: nothing is deleted', async () => {
  gogreen.app.retentionDays = 0;
  const id = await deliver(4_000);
  await prune(gogreen.app, {});
  expect(await ids()).toEqual([id]);
});

test('test events without deliveries: are deleted', async () => {
  const send = graphql(`
    mutation PruneTest($input: TestIntegrationInput!) {
      testIntegration(input: $input) { __typename ... on Error { message } }
    }
  `);
  for (const _each of [1, 2]) await gogreen.run(send, { input: { integrationId } });
  const [kept, old] = await ids();
  const tests = `events WHERE sequence IS NULL AND project_id = (SELECT id FROM projects WHERE key = '${projectKey}')`;
  expect(await count(tests)).toBe(2);
  await age(31, old);
  await gogreen.app.database.pool.query(
    `UPDATE events SET occurred_at = occurred_at - interval '31 days' WHERE sequence IS NULL`,
  );
  await prune(gogreen.app, {});
  expect(await ids()).toEqual([kept]);
  expect(await count(tests)).toBe(1);
});

test('completed recoveries without deliveries: are deleted; running ones stay', async () => {
  const kept = await deliver(1);
  await gogreen.app.database.pool.query(
    `INSERT INTO recoveries (id, project_id, kind, status, filter, total, actor, completed_at)
     SELECT r.id, p.id, 'RETRY', r.status::"RecoveryStatus", '{}', 1, '{}', now() - make_interval(days => r.days)
     FROM projects p, (VALUES ('old', 'COMPLETED', 31), ('cancelled', 'CANCELLED', 31), ('young', 'COMPLETED', 29),
       ('used', 'COMPLETED', 31), ('runs', 'RUNNING', NULL)) AS r (id, status, days)
     WHERE p.key = $1`,
    [projectKey],
  );
  await gogreen.app.database.pool.query(`UPDATE deliveries SET recovery_id = 'used' WHERE id = $1`, [kept]);
  await prune(gogreen.app, {});
  const { rows } = await gogreen.app.database.pool.query('SELECT id FROM recoveries ORDER BY id');
  expect(rows.map(({ id }) => id)).toEqual(['runs', 'used', 'young']);
});

test('thousands of deliveries: are deleted in batches, each in its own transaction', async () => {
  await addOld(1_200, 31);
  const query = vi.spyOn(gogreen.app.database.pool, 'query');
  await prune(gogreen.app, {});
  const batches = query.mock.calls.filter(([text]) => String(text).includes('DELETE FROM deliveries'));
  query.mockRestore();
  expect(batches).toHaveLength(3);
  expect(await count('deliveries')).toBe(0);
  expect(await count('attempts')).toBe(0);
});

test('a stop of the process: ends the prune job after the current batch', async () => {
  await addOld(1_200, 31);
  const stopping = new AbortController();
  const { pool } = gogreen.app.database;
  const query = pool.query.bind(pool);
  const spy = vi.spyOn(pool, 'query').mockImplementation((async (...args: [string, unknown[]]) => {
    stopping.abort();
    return query(...args);
  }) as never);
  await prune(gogreen.app, {}, { signal: stopping.signal });
  spy.mockRestore();
  expect(await count('deliveries')).toBe(700);
});

test('two workers that prune at once: delete each row once', async () => {
  const young = await deliver(1);
  await addOld(2_200, 31);
  await Promise.all([prune(gogreen.app, {}), prune(gogreen.app, {})]);
  await prune(gogreen.app, {});
  expect(await ids()).toEqual([young]);
});

test('a locked delivery: is skipped by the prune job without waiting', async () => {
  const [held, other] = [await deliver(31), await deliver(31)];
  const client = await gogreen.app.database.pool.connect();
  await client.query('BEGIN');
  await client.query('SELECT FROM deliveries WHERE id = $1 FOR UPDATE', [held]);
  await prune(gogreen.app, {});
  await client.query(`UPDATE deliveries SET status = 'PENDING', completed_at = NULL WHERE id = $1`, [held]);
  await client.query('COMMIT');
  client.release();
  expect(await ids()).toEqual([held]);
  expect(other).not.toBe(held);
});

test('deliveries that are created while the job runs: are not blocked', async () => {
  await addOld(3_000, 31);
  const pruned = prune(gogreen.app, {});
  const id = await deliver(0);
  await pruned;
  expect(await ids()).toEqual([id]);
});

test('the prune job: runs once an hour', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01T10:22:59.990Z') });
  const task = vi.fn();
  const runner = await startJobRunner(gogreen.app.database, { prune: task }, createLogger('silent'), [
    pruneHourly,
  ]);
  const known = 'SELECT FROM graphile_worker._private_known_crontabs';
  await vi.waitFor(async () => expect((await gogreen.app.database.pool.query(known)).rowCount).toBe(1));
  vi.setSystemTime('2026-01-01T10:23:00.010Z');
  await vi.waitFor(() => expect(task).toHaveBeenCalledTimes(1), { timeout: 10_000 });
  await runner.stop();
  vi.useRealTimers();
});
