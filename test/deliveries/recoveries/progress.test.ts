import { afterAll, describe, expect } from 'vitest';
import { recover } from '#src/deliveries/recoveries/recover.job.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { updateIntegration } from '#test/support/integrations.ts';
import { idleSender, startSender } from '#test/support/lines.ts';
import { transports } from '#test/support/live-transports.ts';
import { cancelRecovery, readRecovery, startRecovery, WatchRecovery } from '#test/support/recoveries.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';
import { countListeners } from '#test/support/statements.ts';
import { numbersFrom } from '#test/support/writers.ts';

const REPLAY = 'replayEvents';
/** Two full batches, and one more. */
const EVENTS = 401;

/** Two machines on one database: one that runs jobs, and one that leaves them to the test. */
let worker: TestApp | undefined;
const it = testWithReceiver({ worker: false });

afterAll(async () => {
  await worker?.close();
});

/** Copies of the first event of a project, as so many changes would make them, that were fanned out to nobody. */
async function lengthenLog(gogreen: TestApp, projectKey: string, events: number): Promise<void> {
  await gogreen.app.database.pool.query(
    `WITH added AS (
       INSERT INTO events (id, project_id, sequence, type, occurred_at, flag_id, flag_key, actor, payload, fanned_out)
       SELECT left(e.id, 25) || lpad(n::text, 5, '0'), e.project_id, n, e.type, e.occurred_at, e.flag_id, e.flag_key, e.actor,
         e.payload, true
       FROM events e JOIN projects p ON p.id = e.project_id, generate_series(2, $2::int) AS n WHERE p.key = $1
     )
     UPDATE projects SET last_sequence = $2 WHERE key = $1`,
    [projectKey, events],
  );
}

/** A project with a new integration, and a log of so many events that it does not know. */
async function startWithLog({ gogreen, receiver }: WithReceiver, events: number) {
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, { projectKey, key: 'a' });
  // Fanned out to nobody.
  await runJobs(gogreen);
  await lengthenLog(gogreen, projectKey, events);
  const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
  receiver.answer({ status: 200 });
  receiver.requests.splice(0);
  return { projectKey, integrationId };
}

async function statusesOf(
  gogreen: TestApp,
  recoveryOf: { integrationId: string },
): Promise<Record<string, number>> {
  const { rows } = await gogreen.app.database.pool.query<{ status: string; count: number }>(
    'SELECT status, count(*)::int AS count FROM deliveries WHERE integration_id = $1 GROUP BY status',
    [recoveryOf.integrationId],
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

const jobsOf = async (gogreen: TestApp, task: string) =>
  (await readJobs(gogreen)).filter((job) => job.task === task);

describe('a long recovery', () => {
  it('of 450 events: goes through three batches, each adding the job of the next', async ({
    gogreen,
    receiver,
  }) => {
    const log = await startWithLog({ gogreen, receiver }, 450);
    const { id: recoveryId, total } = await startRecovery(gogreen, REPLAY, replayOf(log));
    expect(total).toBe(450);
    for (const [queued, status] of [
      [200, 'RUNNING'],
      [400, 'RUNNING'],
      [450, 'COMPLETED'],
    ] as const) {
      expect(await jobsOf(gogreen, 'recover')).toMatchObject([
        { key: `recover:${recoveryId}`, payload: { recoveryId } },
      ]);
      await recover(gogreen.app, { recoveryId }, { sender: idleSender(gogreen.app) });
      expect(await readRecovery(gogreen, recoveryId)).toMatchObject({ status, queued, waiting: queued });
      expect(await jobsOf(gogreen, 'deliver')).toEqual([]);
    }
    // The job that is left over finds nothing to do.
    await recover(gogreen.app, { recoveryId }, { sender: idleSender(gogreen.app) });
    expect(await readRecovery(gogreen, recoveryId)).toMatchObject({ status: 'COMPLETED', queued: 450 });
    await clearJobs(gogreen);
  });

  it('whose batch runs three times at once: queues nothing twice', async ({ gogreen, receiver }) => {
    const log = await startWithLog({ gogreen, receiver }, 250);
    const { id: recoveryId } = await startRecovery(gogreen, REPLAY, replayOf(log));
    await Promise.all(
      [1, 2, 3].map(() => recover(gogreen.app, { recoveryId }, { sender: idleSender(gogreen.app) })),
    );
    expect(await readRecovery(gogreen, recoveryId)).toMatchObject({ status: 'COMPLETED', queued: 250 });
    expect(await statusesOf(gogreen, log)).toEqual({ PENDING: 250 });
    expect((await jobsOf(gogreen, 'recover')).length).toBeLessThanOrEqual(1);
    await clearJobs(gogreen);
  });

  it('whose batch fails: stays as it was, and is completed by the next run', async ({
    gogreen,
    receiver,
  }) => {
    const log = await startWithLog({ gogreen, receiver }, 3);
    const { id: recoveryId } = await startRecovery(gogreen, REPLAY, replayOf(log));
    const { pool } = gogreen.app.database;
    await pool.query('ALTER TABLE deliveries RENAME COLUMN content_type TO out_of_order');
    await expect(recover(gogreen.app, { recoveryId }, { sender: idleSender(gogreen.app) })).rejects.toThrow(
      'content_type',
    );
    await pool.query('ALTER TABLE deliveries RENAME COLUMN out_of_order TO content_type');
    expect(await readRecovery(gogreen, recoveryId)).toMatchObject({
      status: 'RUNNING',
      queued: 0,
      waiting: 0,
    });
    expect(await statusesOf(gogreen, log)).toEqual({});
    await runJobs(gogreen);
    expect(await readRecovery(gogreen, recoveryId)).toMatchObject({ status: 'COMPLETED', delivered: 3 });
  });
});

describe('what a recovery no longer needs to queue', () => {
  it('an event that its own fan-out delivers before the replay: it is counted as skipped', async ({
    gogreen,
    receiver,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    await createFlag(gogreen, { projectKey, key: 'a' });
    receiver.answer({ status: 200 });
    const { id, total } = await startRecovery(gogreen, REPLAY, { integrationId });
    expect(total).toBe(1);
    expect(await readRecovery(gogreen, id)).toMatchObject({ status: 'RUNNING', queued: 0, skipped: 0 });
    await runJobs(gogreen);
    expect(await readRecovery(gogreen, id)).toMatchObject({
      status: 'COMPLETED',
      queued: 0,
      skipped: 1,
      delivered: 0,
      waiting: 0,
    });
    expect(await statusesOf(gogreen, { integrationId })).toEqual({ DELIVERED: 1 });
  });
});

describe('a recovery that is cancelled', () => {
  it('a replay: queues nothing more, and its waiting deliveries are cancelled', async ({
    gogreen,
    receiver,
  }) => {
    const log = await startWithLog({ gogreen, receiver }, 300);
    const { id: recoveryId } = await startRecovery(gogreen, REPLAY, replayOf(log));
    await recover(gogreen.app, { recoveryId }, { sender: idleSender(gogreen.app) });
    expect(await cancelRecovery(gogreen, recoveryId)).toMatchObject({
      recovery: { id: recoveryId, status: 'CANCELLED', queued: 0 },
    });
    expect(await statusesOf(gogreen, log)).toEqual({ CANCELLED: 200 });
    await runJobs(gogreen, { concurrency: 20 });
    expect(receiver.requests).toEqual([]);
    expect(await statusesOf(gogreen, log)).toEqual({ CANCELLED: 200 });
    expect(await readRecovery(gogreen, recoveryId)).toMatchObject({
      status: 'CANCELLED',
      total: 300,
      queued: 0,
      cancelled: 0,
      waiting: 0,
      completedAt: expect.any(String),
    });
    expect(await cancelRecovery(gogreen, recoveryId)).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringContaining('cancelled already'),
    });
    // Cancelled deliveries are missing ones.
    const { id: again, total } = await startRecovery(gogreen, REPLAY, replayOf(log));
    expect(total).toBe(300);
    await runJobs(gogreen, { sender: idleSender(gogreen.app) });
    await using sender = startSender(gogreen);
    await sender.claimFrom({ projectId: '', integrationId: log.integrationId, target: '' });
    await eventually(async () =>
      expect(await readRecovery(gogreen, again)).toMatchObject({ queued: 300, delivered: 300 }),
    );
  });

  it('after every delivery was attempted: is refused, and the retries stay planned', async ({
    gogreen,
    receiver,
  }) => {
    const log = await startWithLog({ gogreen, receiver }, 2);
    receiver.answer({ status: 500 });
    const { id: recoveryId } = await startRecovery(gogreen, REPLAY, replayOf(log));
    await runJobs(gogreen);
    expect(await readRecovery(gogreen, recoveryId)).toMatchObject({ status: 'COMPLETED', waiting: 2 });
    expect(await cancelRecovery(gogreen, recoveryId)).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringContaining('attempted already'),
    });
    expect(await statusesOf(gogreen, log)).toEqual({ PENDING: 2 });
    await clearJobs(gogreen);
  });

  it('a bulk retry: its deliveries are failed again, with their old times', async ({ gogreen, receiver }) => {
    const log = await startWithLog({ gogreen, receiver }, 3);
    const { id } = await startRecovery(gogreen, REPLAY, replayOf(log));
    receiver.answer({ status: 500 });
    await runJobs(gogreen);
    await clearJobs(gogreen);
    const { pool } = gogreen.app.database;
    // The rest of the schedule, without its three hours.
    await pool.query(
      `UPDATE deliveries d SET status = 'FAILED', next_attempt_at = NULL,
         completed_at = a.started_at + make_interval(secs => a.duration_ms / 1000.0)
       FROM attempts a WHERE a.delivery_id = d.id AND integration_id = $1`,
      [log.integrationId],
    );
    const before = await readDeliveries(gogreen, log.projectKey);
    const { projectKey } = log;
    const { id: recoveryId, total } = await startRecovery(gogreen, 'retryFailedDeliveries', { projectKey });
    expect(total).toBe(3);
    await recover(gogreen.app, { recoveryId }, { sender: idleSender(gogreen.app) });
    expect(await statusesOf(gogreen, log)).toEqual({ PENDING: 3 });
    // Completed, for it has asked for all, and yet there is something to cancel.
    expect(await readRecovery(gogreen, recoveryId)).toMatchObject({
      status: 'COMPLETED',
      queued: 3,
      waiting: 3,
    });
    expect(await cancelRecovery(gogreen, recoveryId)).toMatchObject({
      recovery: { status: 'CANCELLED', queued: 0 },
    });
    expect(await readDeliveries(gogreen, projectKey)).toEqual(before);
    expect(await readRecovery(gogreen, recoveryId)).toMatchObject({ failed: 0, waiting: 0 });
    expect(await readRecovery(gogreen, id)).toMatchObject({ status: 'COMPLETED' });
    receiver.requests.splice(0);
    await runJobs(gogreen);
    expect(receiver.requests).toEqual([]);
  });
});

describe('a subscription to a recovery, with its jobs run by the test', () => {
  it('gives each batch and the cancellation to everybody who watches, and completes with that', async ({
    gogreen,
    receiver,
  }) => {
    const log = await startWithLog({ gogreen, receiver }, 250);
    const { id } = await startRecovery(gogreen, REPLAY, replayOf(log));
    const [{ subscribe }] = transports;
    const subscribers = [
      await subscribe(gogreen.url, WatchRecovery, { id }),
      await subscribe(gogreen.url, WatchRecovery, { id }),
    ];
    const newestOf = ({ results }: (typeof subscribers)[number]) => results.at(-1)?.data?.recoveryUpdated;
    for (const each of subscribers) await each.waitFor(() => newestOf(each)?.queued === 0);
    await recover(gogreen.app, { recoveryId: id }, { sender: idleSender(gogreen.app) });
    for (const each of subscribers) {
      await each.waitFor(() => newestOf(each)?.waiting === 200);
      expect(newestOf(each)).toMatchObject({
        status: 'RUNNING',
        total: 250,
        queued: 200,
        completedAt: null,
      });
    }
    await cancelRecovery(gogreen, id);
    for (const each of subscribers) {
      expect(await each.ended).toBe('complete');
      expect(newestOf(each)).toMatchObject({
        status: 'CANCELLED',
        queued: 0,
        waiting: 0,
        completedAt: expect.any(String),
      });
    }
    await clearJobs(gogreen);
  });
});

describe('recoveries of a project', () => {
  it('three of them on pages of two: are listed newest first', async ({ gogreen, receiver }) => {
    const log = await startWithLog({ gogreen, receiver }, 1);
    const ids: string[] = [];
    for (const _ of numbersFrom(0, 3)) ids.unshift((await startRecovery(gogreen, REPLAY, replayOf(log))).id);
    const page = async (after: string | null) => {
      const { data } = await gogreen.send(
        `query ($key: String!, $after: String) { project(key: $key) {
          recoveries(first: 2, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } } }`,
        { key: log.projectKey, after },
      );
      return (data as { project: { recoveries: Page } }).project.recoveries;
    };
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([...first.edges, ...second.edges].map(({ node }) => node.id)).toEqual(ids);
    expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
    await clearJobs(gogreen);
  });
});

describe('while a worker runs', () => {
  it.beforeAll(async ({ gogreen }) => {
    await clearJobs(gogreen);
    worker = await startTestApp({ databaseUrl: gogreen.databaseUrl });
  });

  it.for(transports)(
    'replay of 401 events from while an integration was disabled: all are delivered, with the progress over $transport',
    async ({ subscribe }, { gogreen, receiver }) => {
      const listeners = countListeners(gogreen);
      const { key: projectKey } = await createProject(gogreen);
      // Secrets can be read only by the machine that sealed them.
      const told = { projectKey, url: receiver.url, enabled: false };
      const { id: integrationId } = await createWebhook(worker as TestApp, told);
      await createFlag(gogreen, { projectKey, key: 'a' });
      await allFannedOut(gogreen, projectKey);
      await lengthenLog(gogreen, projectKey, EVENTS);
      await updateIntegration(gogreen, { integrationId, enabled: true });
      receiver.answer({ status: 200 });
      receiver.requests.splice(0);

      const { id, total } = await startRecovery(worker as TestApp, REPLAY, { integrationId });
      const subscriber = await subscribe(gogreen.url, WatchRecovery, { id });
      expect(await subscriber.ended).toBe('complete');
      const states = subscriber.results.map(({ data }) => data?.recoveryUpdated);
      expect(states.at(-1)).toMatchObject({
        id,
        status: 'COMPLETED',
        total,
        queued: total,
        delivered: total,
        failed: 0,
        waiting: 0,
      });
      const steps = states.map((state) => (state?.queued ?? 0) + (state?.delivered ?? 0));
      expect(steps).toEqual(steps.toSorted((a, b) => a - b));
      expect(listeners()).toBe(0);
      expect(total).toBe(EVENTS);
      const sequences = receiver.requests.map(({ body }) => JSON.parse(body.toString()).sequence as number);
      expect(sequences.toSorted((a, b) => a - b)).toEqual(numbersFrom(1, EVENTS));

      // A subscription to a finished recovery gives its state once.
      const late = await subscribe(gogreen.url, WatchRecovery, { id });
      expect(await late.ended).toBe('complete');
      expect(late.results).toMatchObject([
        { data: { recoveryUpdated: { status: 'COMPLETED', delivered: total } } },
      ]);
    },
  );

  it('a subscription to an unknown recovery: is refused with an error that says so', async ({ gogreen }) => {
    const [{ subscribe }] = transports;
    const watching = subscribe(gogreen.url, WatchRecovery, { id: 'rcv_00000000000000000000000000' });
    const told = await watching.then(
      ({ results, ended }) => ended.then(() => JSON.stringify(results)),
      String,
    );
    expect(told).toContain('There is no recovery');
  });

  it('a subscription to a completed recovery: stays open until the last delivery was sent', async ({
    gogreen,
    receiver,
  }) => {
    const [{ subscribe }] = transports;
    const { key: projectKey } = await createProject(gogreen);
    await createFlag(gogreen, { projectKey, key: 'a' });
    // Or the fan-out would deliver to the new integration before the recovery does.
    await allFannedOut(gogreen, projectKey);
    const { id: integrationId } = await createWebhook(worker as TestApp, { projectKey, url: receiver.url });
    const arrived = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    receiver.answer(async () => {
      arrived.resolve();
      await answer.promise;
      return { status: 200 };
    });
    const { id } = await startRecovery(worker as TestApp, REPLAY, { integrationId, include: 'ALL' });
    await arrived.promise;
    const subscriber = await subscribe(gogreen.url, WatchRecovery, { id });
    await subscriber.waitFor((results) => results.at(-1)?.data?.recoveryUpdated.waiting === 1);
    // It is being sent: there is nothing to cancel.
    expect(await cancelRecovery(gogreen, id)).toMatchObject({ __typename: 'ConflictError' });
    answer.resolve();
    expect(await subscriber.ended).toBe('complete');
    expect(subscriber.results.at(-1)?.data?.recoveryUpdated).toMatchObject({ delivered: 1, waiting: 0 });
  });
});

interface Page {
  edges: { node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}

const replayOf = ({ integrationId }: { integrationId: string }) => ({ integrationId });

/** Resolves when no event of the project waits for its fan-out. */
async function allFannedOut(gogreen: TestApp, projectKey: string): Promise<void> {
  const waiting = async () =>
    (
      await gogreen.app.database.pool.query(
        `SELECT FROM events e JOIN projects p ON p.id = e.project_id
         WHERE p.key = $1 AND NOT fanned_out AND sequence IS NOT NULL LIMIT 1`,
        [projectKey],
      )
    ).rowCount;
  await expect.poll(waiting, { timeout: 20_000 }).toBe(0);
}

async function clearJobs(gogreen: TestApp): Promise<void> {
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
}
