import pg from 'pg';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook } from '#test/support/builders.ts';
import { fingerprint } from '#test/support/command.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { WatchDeliveries, WatchEvents } from '#test/support/live-documents.ts';
import { transports } from '#test/support/live-transports.ts';
import { type RestartablePostgres, startRestartablePostgres } from '#test/support/restartable-postgres.ts';
import { startWorkerProcess } from '#test/support/worker-process.ts';
import { describeFlag, numbersFrom } from '#test/support/writers.ts';

const UNCHANGED = 'The database cannot be reached at the moment; nothing was changed. Try again in a moment.';
const UNKNOWN =
  'The database cannot be reached at the moment. Try again in a moment; if this was a change, check first whether it was made.';

let postgres: RestartablePostgres;
const test = testWithReceiver(() => ({ worker: false, databaseUrl: postgres.url }));
let projectKey: string;
const logged: string[] = [];

beforeAll(async () => {
  postgres = await startRestartablePostgres();
});
test.beforeAll(async ({ gogreen }) => {
  for (const level of ['warn', 'error'] as const)
    vi.spyOn(gogreen.app.log, level).mockImplementation(
      ((_fields: object, message: string) => void logged.push(message)) as never,
    );
});
afterAll(async () => {
  await postgres?.[Symbol.asyncDispose]();
});
test.beforeEach(async ({ gogreen }) => {
  ({ key: projectKey } = await createProject(gogreen));
  await createFlag(gogreen, { projectKey, key: 'a' });
  logged.splice(0);
});

const query = (gogreen: TestApp) =>
  gogreen.send('{ projects { edges { node { key environments { key } } } } }');
const describeA = (gogreen: TestApp, description: string) =>
  gogreen.send(`mutation ($input: UpdateFlagInput!) { updateFlag(input: $input) { __typename } }`, {
    input: { projectKey, key: 'a', description },
  });
const unavailable = (message: string, path: string) => ({
  status: 503,
  errors: [{ message, path: [path], extensions: { code: 'UNAVAILABLE' } }],
});

async function connectAside(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: postgres.url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Waits until so many statements of the product wait for this. */
async function untilSomeWait(aside: pg.Client, event: string, count: number): Promise<void> {
  await vi.waitFor(async () => {
    const { rowCount } = await aside.query('SELECT FROM pg_stat_activity WHERE wait_event = $1', [event]);
    expect(rowCount).toBe(count);
  });
}

/**
 * A job whose fetching got no answer is lost, and the reaper looks for what is late by 30 s. The one thing that time does
 * is to put it into the past, so this does instead.
 */
async function makeOverdue({ app: { database } }: TestApp): Promise<void> {
  await database.pool.query(
    `UPDATE events SET occurred_at = occurred_at - interval '30 s' WHERE NOT fanned_out`,
  );
  await database.pool.query(
    `UPDATE deliveries SET next_attempt_at = next_attempt_at - interval '30 s', lease_until = lease_until - interval '30 s'
     WHERE status IN ('PENDING', 'SENDING')`,
  );
}

describe.each(['stop', 'crash'] as const)('Postgres is unavailable after a %s:', (how) => {
  test('queries and mutations fail as unavailable, change nothing, and succeed once it is back', async ({
    gogreen,
  }) => {
    const before = await fingerprint(gogreen);
    await postgres[how]();
    expect(await query(gogreen)).toMatchObject(unavailable(UNCHANGED, 'projects'));
    expect(await describeA(gogreen, 'lost')).toMatchObject(unavailable(UNCHANGED, 'updateFlag'));
    expect((await fetch(`${gogreen.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${gogreen.url}/health/live`)).status).toBe(200);
    await postgres.start();
    expect((await query(gogreen)).errors).toBeUndefined();
    expect(await fingerprint(gogreen)).toEqual(before);
    expect(await describeA(gogreen, 'made')).toMatchObject({ status: 200, data: { updateFlag: {} } });
  });

  test('a running mutation is rolled back and answers that nothing was changed', async ({ gogreen }) => {
    const before = await fingerprint(gogreen);
    const aside = await connectAside();
    await aside.query('BEGIN');
    await aside.query('SELECT FROM flags FOR UPDATE');
    const answer = describeA(gogreen, 'lost');
    const other = await connectAside();
    await untilSomeWait(other, 'transactionid', 1);
    await postgres[how]();
    expect(await answer).toMatchObject(unavailable(UNCHANGED, 'updateFlag'));
    await postgres.start();
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test('a mutation whose commit got no answer answers that the outcome is unknown', async ({ gogreen }) => {
    const aside = await connectAside();
    await aside.query(
      `CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
       CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON events DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION dawdle()`,
    );
    const answer = describeA(gogreen, 'perhaps');
    await untilSomeWait(aside, 'PgSleep', 1);
    await postgres[how]();
    expect(await answer).toMatchObject(unavailable(UNKNOWN, 'updateFlag'));
    await postgres.start();
    await gogreen.app.database.pool.query('DROP FUNCTION dawdle() CASCADE');
  });

  test('the metrics say so, and are there again once it is back', async ({ gogreen }) => {
    const scrape = async () => (await fetch(`${gogreen.url}/metrics`)).text();
    await postgres[how]();
    await vi.waitFor(async () => expect(await scrape()).toMatch(/^gogreen_database_up 0$/m), {
      timeout: 30_000,
    });
    expect(await scrape()).not.toMatch(/^gogreen_fan_out_lag_seconds/m);
    await postgres.start();
    await vi.waitFor(async () => expect(await scrape()).toMatch(/^gogreen_database_up 1$/m), {
      timeout: 30_000,
    });
    expect(await scrape()).toMatch(/^gogreen_fan_out_lag_seconds /m);
  });

  test('twenty failing requests log it once at most', async ({ gogreen }) => {
    await postgres[how]();
    for (let n = 0; n < 20; n += 1) await query(gogreen);
    expect(logged.filter((message) => message !== 'Postgres cannot be reached')).toEqual([]);
    expect(logged.length).toBeLessThanOrEqual(1);
    await postgres.start();
    await query(gogreen);
  });
});

describe.each(transports)('over $transport', ({ subscribe }) => {
  test('subscriptions continue after a restart of Postgres without gaps or duplicates', async ({
    gogreen,
    receiver,
  }) => {
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: receiver.url });
    const fromStart = await subscribe(gogreen.url, WatchEvents, { projectKey, afterSequence: 0 });
    const deliveries = await subscribe(gogreen.url, WatchDeliveries, { projectKey });
    await fromStart.waitFor(1);
    let sequence = 1;
    const changeFiveTimes = async () => {
      for (let n = 0; n < 5; n += 1) {
        sequence += 1;
        await describeFlag(gogreen, projectKey, 'a', sequence);
      }
    };
    for (const how of ['stop', 'crash'] as const) {
      await changeFiveTimes();
      await postgres[how]();
      const during = await subscribe(gogreen.url, WatchEvents, { projectKey, afterSequence: 0 });
      const [refusal] = await during.waitFor(1);
      expect(refusal?.errors).toMatchObject([{ message: UNCHANGED, extensions: { code: 'UNAVAILABLE' } }]);
      await during.leave();
      await postgres.start();
      await changeFiveTimes();
    }
    const after = await subscribe(gogreen.url, WatchEvents, { projectKey, afterSequence: 0 });
    for (const subscriber of [fromStart, after]) {
      await subscriber.waitFor(sequence);
      expect(subscriber.results.map(({ data }) => data?.events.sequence)).toEqual(numbersFrom(1, sequence));
      await subscriber.leave();
    }
    await using _worker = startWorkerProcess(gogreen);
    await deliveries.waitFor((results) =>
      results.some(({ data }) => data?.deliveryUpdated.status === 'DELIVERED'),
    );
    expect(deliveries.results.filter(({ errors }) => errors)).toEqual([]);
    expect(deliveries.results[0]?.data?.deliveryUpdated.integration.id).toBe(integrationId);
    await deliveries.leave();
  });
});

test('a worker process survives a restart of Postgres, logs no errors, and delivers the changes before and after it', async ({
  gogreen,
  receiver,
}) => {
  await using worker = startWorkerProcess(gogreen);
  await vi.waitFor(() => expect(worker.log()).toContain('GoGreen is up'), { timeout: 20_000 });
  await createWebhook(gogreen, { projectKey, url: receiver.url, eventTypes: ['FLAG_UPDATED'] });
  const isDelivered = async (count: number) => {
    const deliveries = await readDeliveries(gogreen, projectKey);
    expect(deliveries.map(({ status }) => status)).toEqual(Array(count).fill('DELIVERED'));
  };
  const patience = { timeout: 60_000, interval: 100 };
  await describeFlag(gogreen, projectKey, 'a', 1);
  await vi.waitFor(() => isDelivered(1), patience);
  const quiet = worker.log().length;
  for (const how of ['stop', 'crash'] as const) {
    await describeFlag(gogreen, projectKey, 'a', how === 'stop' ? 2 : 4);
    await postgres[how]();
    await postgres.start();
    await describeFlag(gogreen, projectKey, 'a', how === 'stop' ? 3 : 5);
    await makeOverdue(gogreen);
    await vi.waitFor(() => isDelivered(how === 'stop' ? 3 : 5), patience);
  }
  const lines = worker.log().slice(quiet).trim().split('\n');
  expect(lines.length, lines.join('\n')).toBeLessThan(30);
  expect(await worker.end('SIGTERM')).toBe(0);
}, 150_000);
