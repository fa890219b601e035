import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { StatisticsBucket } from '#generated/graphql/graphql.ts';
import { prune } from '#src/deliveries/queue/prune.job.ts';
import { rollUp } from '#src/deliveries/statistics/roll-up.job.ts';
import { announceChange } from '#test/support/announce.ts';
import type { TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { cancelDelivery, readDelivery, retryDelivery } from '#test/support/deliveries.ts';
import { testIntegration } from '#test/support/integrations.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const Statistics = graphql(`
  query StatisticsOf($projectKey: String!, $from: DateTime!, $to: DateTime, $bucket: StatisticsBucket!) {
    project(key: $projectKey) {
      deliveryStats(from: $from, to: $to, bucket: $bucket) { ...StatisticsBucketShown }
      integrations {
        counts { pending waiting failed }
        deliveryStats(from: $from, to: $to, bucket: $bucket) { ...StatisticsBucketShown }
      }
    }
  }
  fragment StatisticsBucketShown on DeliveryStats {
    startsAt delivered failed cancelled attempts p50Ms p95Ms errors { class attempts }
  }
`);

const clock = stopClockForFile();
const it = testWithReceiver({ worker: false, now: clock.now });
let change: Awaited<ReturnType<typeof announceChange>>;
let start: Date;

/** A failure in the first minute; in the next its retry succeeds, a second delivery fails, and a third one fails for good. */
it.beforeEach(async ({ gogreen, receiver }) => {
  await gogreen.app.database.pool.query('DELETE FROM projects');
  clock.set(new Date(Math.ceil(clock.now().getTime() / HOUR) * HOUR));
  start = clock.now();
  receiver.answer({ status: 500 });
  change = await announceChange(gogreen, { url: receiver.url });
  await runJobs(gogreen);
  clock.advance(MINUTE);
  receiver.answer({ status: 200 });
  await runJobs(gogreen);
  receiver.reset();
  await change.toggle(false);
  await runJobs(gogreen);
  receiver.answer({ status: 400 });
  const { event } = await change.toggle(true);
  await runJobs(gogreen);
  const { id } = await readDelivery(gogreen, change.projectKey, { eventId: event?.id ?? '' });
  await cancelDelivery(gogreen, id);
  await retryDelivery(gogreen, id);
  await runJobs(gogreen);
});

async function read(gogreen: TestApp, bucket: StatisticsBucket, from = start, to?: Date) {
  const { project } = await gogreen.run(Statistics, {
    projectKey: change.projectKey,
    from: from.toISOString(),
    ...(to ? { to: to.toISOString() } : {}),
    bucket,
  });
  const [integration] = project?.integrations ?? [];
  expect(project?.deliveryStats, 'the project has one integration').toEqual(integration?.deliveryStats);
  return integration;
}

const minutes = async (gogreen: TestApp) =>
  (await read(gogreen, 'MINUTE', start, new Date(start.getTime() + 3 * MINUTE)))?.deliveryStats ?? [];
const nothing = { delivered: 0, failed: 0, cancelled: 0, attempts: 0, p50Ms: null, p95Ms: null, errors: [] };

describe('statistics of deliveries', () => {
  it('by minute: are counted from the attempts, and the same after they are rolled up', async ({
    gogreen,
  }) => {
    const live = await minutes(gogreen);
    expect(live).toMatchObject([
      { startsAt: start.toISOString(), delivered: 0, attempts: 1, errors: [{ class: 'HTTP', attempts: 1 }] },
      { delivered: 1, failed: 1, cancelled: 0, attempts: 4 },
      { ...nothing, startsAt: new Date(start.getTime() + 2 * MINUTE).toISOString() },
    ]);
    expect(live[1]?.errors).toHaveLength(2);
    clock.advance(4 * MINUTE);
    await rollUp(gogreen.app, {});
    const { pool } = gogreen.app.database;
    expect((await pool.query('SELECT FROM delivery_minutes')).rowCount).toBe(2);
    expect(await minutes(gogreen)).toEqual(live);
    await rollUp(gogreen.app, {});
    expect(await minutes(gogreen)).toEqual(live);
  });

  it('of a minute that is not over yet: are not rolled up', async ({ gogreen }) => {
    clock.advance(MINUTE);
    await rollUp(gogreen.app, {});
    const { rows } = await gogreen.app.database.pool.query('SELECT minute FROM delivery_minutes');
    expect(rows).toEqual([]);
    clock.advance(MINUTE);
    await rollUp(gogreen.app, {});
    expect((await gogreen.app.database.pool.query('SELECT minute FROM delivery_minutes')).rows).toEqual([
      { minute: start },
    ]);
  });

  it('by hour and day: are those of the minutes together', async ({ gogreen }) => {
    clock.advance(5 * HOUR);
    await rollUp(gogreen.app, {});
    const hours = (await read(gogreen, 'HOUR'))?.deliveryStats;
    expect(hours).toHaveLength(6);
    expect(hours?.[0]).toMatchObject({ delivered: 1, failed: 1, attempts: 5 });
    expect(hours?.[0]?.errors[0]).toEqual({ class: 'HTTP', attempts: 3 });
    expect(hours?.slice(1)).toEqual(
      [1, 2, 3, 4, 5].map((n) => ({
        ...nothing,
        startsAt: new Date(start.getTime() + n * HOUR).toISOString(),
      })),
    );
    const days = (await read(gogreen, 'DAY', start, new Date(start.getTime() + 1)))?.deliveryStats;
    const day = `${start.toISOString().slice(0, 10)}T00:00:00.000Z`;
    expect(days).toMatchObject([{ startsAt: day, delivered: 1, failed: 1, attempts: 5 }]);
  });

  it('have durations within 8 % of those of the attempts', async ({ gogreen }) => {
    await gogreen.app.database.pool.query(
      `UPDATE attempts SET duration_ms = 20 WHERE error_class = 'http';
       UPDATE attempts SET duration_ms = 1000 WHERE error_class IS DISTINCT FROM 'http'`,
    );
    const [hour] =
      (await read(gogreen, 'HOUR', start, new Date(start.getTime() + HOUR)))?.deliveryStats ?? [];
    expect(Math.abs((hour?.p50Ms ?? 0) / 20 - 1)).toBeLessThan(0.08);
    expect(Math.abs((hour?.p95Ms ?? 0) / 1_000 - 1)).toBeLessThan(0.08);
  });

  it('do not count test events', async ({ gogreen }) => {
    const before = await minutes(gogreen);
    await testIntegration(gogreen, change.integration.id);
    expect(await minutes(gogreen)).toEqual(before);
  });

  it('of a range that is empty or too long: are refused with the path', async ({ gogreen }) => {
    const query = `query ($key: String!, $from: DateTime!, $to: DateTime, $bucket: StatisticsBucket!) {
      project(key: $key) { deliveryStats(from: $from, to: $to, bucket: $bucket) { startsAt } } }`;
    const at = (ms: number) => new Date(start.getTime() + ms);
    for (const [from, to, bucket, path] of [
      [at(0), at(0), 'HOUR', 'to'],
      [at(0), at(-1), 'HOUR', 'to'],
      [at(0), at(1_500 * MINUTE + 1), 'MINUTE', 'from'],
      [new Date(0), at(0), 'DAY', 'from'],
    ] as const) {
      const { errors } = await gogreen.send(query, { key: change.projectKey, from, to, bucket });
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', issues: [{ path }] } }]);
    }
    const whole = { key: change.projectKey, from: at(0), to: at(1_500 * MINUTE), bucket: 'MINUTE' };
    expect((await gogreen.send(query, whole)).errors).toBeUndefined();
  });

  it('are deleted after RETENTION_DAYS', async ({ gogreen }) => {
    clock.advance(5 * MINUTE);
    await rollUp(gogreen.app, {});
    clock.advance((gogreen.app.retentionDays - 1) * 24 * HOUR);
    await prune(gogreen.app, {});
    const { pool } = gogreen.app.database;
    expect((await pool.query('SELECT FROM delivery_minutes')).rowCount).toBe(2);
    clock.advance(24 * HOUR);
    await prune(gogreen.app, {});
    expect((await pool.query('SELECT FROM delivery_minutes')).rowCount).toBe(0);
  });
});

it('counts of an integration: are those of its deliveries now', async ({ gogreen }) => {
  expect((await read(gogreen, 'HOUR', start, new Date(start.getTime() + 1)))?.counts).toEqual({
    pending: 1,
    waiting: 0,
    failed: 1,
  });
  await gogreen.app.database.pool.query("UPDATE deliveries SET queued_at = now() WHERE status = 'PENDING'");
  expect((await read(gogreen, 'HOUR', start, new Date(start.getTime() + 1)))?.counts.waiting).toBe(1);
});
