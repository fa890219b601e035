/** What one project does must not delay another one: order, shares of a worker, and statements for many. */

import pg from 'pg';
import { expect } from 'vitest';
import { claimDue, readDue, readQueues } from '#src/deliveries/queue/claim-due.ts';
import { fanOut } from '#src/deliveries/queue/fan-out.job.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver, type WithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, updateFlag } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { eventually } from '#test/support/eventually.ts';
import { countStates, idleSender, quietProject, startSender } from '#test/support/lines.ts';
import { runJobs } from '#test/support/run-jobs.ts';
import { statementsOf, textsOf } from '#test/support/sql-statements.ts';

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false });

it.beforeEach(async ({ gogreen }) => {
  await gogreen.app.database.pool.query('DELETE FROM projects');
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
});

const present = () => ({ now: clock.now(), due: [] });

/** A project with webhooks; its flag's events so far have been fanned out, to nobody. */
async function createBusy({ gogreen, receiver }: WithReceiver, webhooks: number, path = '') {
  const { id: projectId, key: projectKey } = await createProject(gogreen);
  const { key } = await createFlag(gogreen, { projectKey });
  await runJobs(gogreen);
  for (let n = 0; n < webhooks; n += 1)
    await createWebhook(gogreen, { projectKey, url: `${receiver.url}${path}` });
  return {
    projectId,
    /** Makes so many events, and their deliveries. */
    async change(count: number): Promise<void> {
      for (let n = 0; n < count; n += 1)
        await updateFlag(gogreen, { projectKey, key, description: `change ${n}` });
      await runJobs(gogreen, { sender: idleSender(gogreen.app) });
    },
  };
}

async function readSequences({ app }: TestApp, deliveryIds: string[]): Promise<number[]> {
  const { rows } = await app.database.pool.query<{ id: string; sequence: number }>(
    'SELECT d.id, e.sequence FROM deliveries d JOIN events e ON e.id = d.event_id WHERE d.id = ANY ($1)',
    [deliveryIds],
  );
  const sequences = new Map(rows.map(({ id, sequence }) => [id, sequence]));
  return deliveryIds.map((id) => sequences.get(id) ?? 0);
}

it('events that are fanned out late and in reverse order: are queued in the order of their sequences', async ({
  gogreen,
  receiver,
}) => {
  const { pool } = gogreen.app.database;
  const { projectKey, change } = await quietProject(gogreen);
  await createWebhook(gogreen, { projectKey, url: receiver.url });
  await change(12);
  const { rows } = await pool.query<{ id: string; sequence: number }>(
    'SELECT id, sequence FROM events WHERE NOT fanned_out ORDER BY sequence',
  );
  await fanOut(gogreen.app, { eventId: rows[5]?.id ?? '' }, { sender: idleSender(gogreen.app) });
  expect(await countStates(gogreen), 'those of the later six do not exist yet').toEqual({ waiting: 6 });
  await Promise.all(
    rows
      .toReversed()
      .map(({ id }) => fanOut(gogreen.app, { eventId: id }, { sender: idleSender(gogreen.app) })),
  );
  const queues = await readQueues(pool);
  const claimed: string[] = [];
  for (let n = 0; n < rows.length; n += 1) {
    const { claims } = await claimDue(pool, { ...present(), queues, room: 2, underWay: {} });
    claimed.push(...claims.map(({ deliveryId }) => deliveryId));
    await pool.query(`DELETE FROM attempts`);
    await pool.query(`UPDATE deliveries SET status = 'DELIVERED' WHERE status = 'SENDING'`);
  }
  expect(await readSequences(gogreen, claimed)).toEqual(rows.map(({ sequence }) => sequence));
});

it('a project with more due deliveries than a worker takes: gets half of the capacity, other projects get theirs', async ({
  gogreen,
  receiver,
}) => {
  const { pool } = gogreen.app.database;
  const long = await createBusy({ gogreen, receiver }, 3);
  const short = await createBusy({ gogreen, receiver }, 1);
  await long.change(10);
  await short.change(3);
  const queues = (await readQueues(pool)).toSorted(
    (a, b) => Number(a.projectId === short.projectId) - Number(b.projectId === short.projectId),
  );
  expect(queues).toHaveLength(4);
  const { claims } = await claimDue(pool, {
    ...present(),
    queues: queues.slice(0, 3),
    room: 20,
    underWay: {},
  });
  expect(claims).toHaveLength(10);
  const underWay = { [long.projectId]: 10 };
  const more = await claimDue(pool, { ...present(), queues: queues.slice(0, 3), room: 10, underWay });
  expect(more.claims).toHaveLength(0);
  expect(more.waiting.length, 'it looks again later').toBeGreaterThan(0);
  const others = await claimDue(pool, { ...present(), queues: queues.slice(3), room: 10, underWay });
  expect(others.claims).toHaveLength(3);
});

it('a project that uses more than a quarter of a worker: each of its integrations gets only its share', async ({
  gogreen,
  receiver,
}) => {
  const { pool } = gogreen.app.database;
  const { projectId, change } = await createBusy({ gogreen, receiver }, 3);
  await change(10);
  const queues = (await readQueues(pool)).filter((queue) => queue.projectId === projectId);
  const shares = Object.fromEntries(queues.map(({ integrationId }, index) => [integrationId, index]));
  const { claims } = await claimDue(pool, {
    ...present(),
    queues,
    room: 72,
    underWay: { [projectId]: 28 },
    shares,
  });
  expect(claims.map(({ integration }) => shares[integration.id]).toSorted()).toEqual([1, 2, 2]);
  const early = await claimDue(pool, { ...present(), queues, room: 100, underWay: {}, shares });
  expect(early.claims, 'while there is room, only the limits of the integrations hold').toHaveLength(27);
});

it('attempts that fail at the same time: are recorded in one statement, and planned retries send no notification', async ({
  gogreen,
  receiver,
}) => {
  const { pool } = gogreen.app.database;
  const { projectKey, change } = await quietProject(gogreen);
  for (let n = 0; n < 4; n += 1) await createWebhook(gogreen, { projectKey, url: receiver.url });
  await change(10);
  const answers: (() => void)[] = [];
  receiver.answer(async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    answers.push(resolve);
    await promise;
    return { status: 500 };
  });
  await runJobs(gogreen, { sender: idleSender(gogreen.app) });
  const listener = new pg.Client({ connectionString: gogreen.databaseUrl });
  await listener.connect();
  try {
    const woken: string[] = [];
    listener.on('notification', ({ channel }) => woken.push(channel));
    await listener.query('LISTEN "jobs:insert"');
    await using sender = startSender(gogreen);
    sender.claimSoon(await readQueues(pool));
    await eventually(() => expect(answers).toHaveLength(40));
    const statements = await statementsOf(pool, async () => {
      for (const answer of answers) answer();
      await eventually(async () => expect(await countStates(gogreen)).toEqual({ pending: 40 }));
    });
    expect(statements.filter((name) => name === 'record-attempts').length).toBeLessThan(20);
    await listener.query('SELECT 1');
    expect(woken).toEqual([]);

    receiver.answer({ status: 200 });
    clock.advance(60_000);
    await sender.claimPlanned();
    await eventually(async () => expect(await countStates(gogreen)).toEqual({ delivered: 40 }));
  } finally {
    await listener.end();
  }
});

it('planned retries: are found by their index, without the queued deliveries', async ({
  gogreen,
  receiver,
}) => {
  const { pool } = gogreen.app.database;
  const busy = await createBusy({ gogreen, receiver }, 1);
  await busy.change(1);
  await pool.query(
    `INSERT INTO events (id, project_id, type, occurred_at, actor, payload)
       SELECT 'evt_' || n, project_id, type, occurred_at, actor, payload FROM events e, generate_series(1, 5000) n
       WHERE e.id = (SELECT event_id FROM deliveries)`,
  );
  await pool.query(
    `INSERT INTO deliveries (id, project_id, integration_id, event_id, next_attempt_at, queued_at)
       SELECT 'dlv_' || n, project_id, integration_id, 'evt_' || n, next_attempt_at, queued_at
       FROM deliveries, generate_series(1, 5000) n`,
  );
  await pool.query('ANALYZE deliveries');
  const [text = ''] = await textsOf(pool, () => readDue(pool, clock.now(), 500));
  const { rows } = await pool.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, [clock.now(), 500]);
  const plan = JSON.stringify(rows[0]);
  expect(plan).toContain('deliveries_due_idx');
  expect(plan).not.toMatch(/"Rows Removed by Filter":[1-9]/);
});

it('one change for two hundred webhooks: that of another project is claimed among the first', async ({
  gogreen,
  receiver,
}) => {
  const crowd = await createBusy({ gogreen, receiver }, 200);
  const alone = await createBusy({ gogreen, receiver }, 1, '/alone');
  await crowd.change(1);
  await alone.change(1);
  expect(await countStates(gogreen)).toEqual({ waiting: 201 });
  receiver.hang();
  await using sender = startSender(gogreen);
  const queues = await readQueues(gogreen.app.database.pool);
  const isAlone = ({ projectId }: { projectId: string }) => Number(projectId === alone.projectId);
  sender.claimSoon(queues.toSorted((a, b) => isAlone(a) - isAlone(b)));
  await eventually(async () => expect(await countStates(gogreen)).toEqual({ sending: 201 }));
  const { rows } = await gogreen.app.database.pool.query<{ before: number }>(
    `SELECT count(*)::int AS before FROM deliveries d
     WHERE d.updated_at < (SELECT updated_at FROM deliveries WHERE project_id = $1)`,
    [alone.projectId],
  );
  // First come, first served, it would be 200. Two batches of fifty run at a time.
  expect(rows[0]?.before).toBeLessThan(150);
});

it('a fan-out that waits for a lock: further jobs of the project leave their events to it, and end at once', async ({
  gogreen,
  receiver,
}) => {
  const { pool } = gogreen.app.database;
  const { projectKey, change } = await quietProject(gogreen);
  const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url });
  await change(4);
  const { rows } = await pool.query<{ eventId: string; projectId: string }>(
    'SELECT id AS "eventId", project_id AS "projectId" FROM events WHERE NOT fanned_out ORDER BY sequence',
  );
  const [first, ...others] = rows.map((payload) =>
    fanOut.bind(null, gogreen.app, payload, { sender: idleSender(gogreen.app) }),
  );
  const holder = await pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM integrations WHERE id = $1 FOR UPDATE', [id]);
    const waiting = first?.();
    await eventually(async () => {
      const { rowCount } = await holder.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rowCount).toBe(1);
    });
    for (const other of others) await other();
    expect(await countStates(gogreen)).toEqual({});
    await holder.query('ROLLBACK');
    await waiting;
  } finally {
    holder.release();
  }
  expect(await countStates(gogreen)).toEqual({ waiting: rows.length });
});
