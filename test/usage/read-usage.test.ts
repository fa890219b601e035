import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { FlagFilter, FlagOrder, StatisticsBucket } from '#generated/graphql/graphql.ts';
import { rollUpUsage } from '#src/usage/roll-up-usage.job.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { statementsOf } from '#test/support/sql-statements.ts';
import { reportUsage } from '#test/support/usage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const Usage = graphql(`
  query UsageOf($projectKey: String!, $from: DateTime!, $to: DateTime, $bucket: StatisticsBucket!) {
    flag(projectKey: $projectKey, key: "checkout") {
      lastEvaluatedAt
      inDevelopment: lastEvaluatedAt(environmentKey: "development")
      elsewhere: lastEvaluatedAt(environmentKey: "moon")
      environment(key: "production") {
        lastEvaluatedAt
        usage(from: $from, to: $to, bucket: $bucket) {
          startsAt
          evaluations
          variations { variation evaluations }
        }
      }
    }
  }
`);

const Flags = graphql(`
  query FlagsByUsage($projectKey: String!, $filter: FlagFilter, $orderBy: FlagOrder, $first: Int, $after: String) {
    project(key: $projectKey) {
      flags(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        totalCount
        edges { cursor node { key } }
      }
    }
  }
`);

const clock = stopClockForFile();
const it = testWithApp({ worker: false, now: clock.now });
let projectKey: string;
let start: Date;
const later = (ms: number) => new Date(start.getTime() + ms);

it.beforeEach(async ({ gogreen }) => {
  // Rows of other tests, which would be rolled up with those of this one.
  await gogreen.app.database.pool.query('TRUNCATE flag_usage, flag_last_evaluations, usage_batches');
  clock.set(new Date(Math.ceil(clock.now().getTime() / DAY) * DAY));
  start = clock.now();
  projectKey = (await createProject(gogreen)).key;
  await createFlag(gogreen, { projectKey, key: 'checkout' });
});

const report = (gogreen: TestApp, flags: object, environmentKey = 'production') =>
  reportUsage(gogreen, { projectKey, environmentKey }, { flags });

async function read(gogreen: TestApp, bucket: StatisticsBucket, from = start, to?: Date) {
  const range = { from: from.toISOString(), ...(to ? { to: to.toISOString() } : {}) };
  const { flag } = await gogreen.run(Usage, { projectKey, bucket, ...range });
  return flag;
}

/** Of each bucket its number of evaluations. */
async function totals(gogreen: TestApp, bucket: StatisticsBucket, from = start, to?: Date) {
  const flag = await read(gogreen, bucket, from, to);
  return flag?.environment?.usage.map(({ evaluations }) => evaluations);
}

describe('usage of a flag', () => {
  it('is given by minute, with the variations, without gaps and for its environment alone', async ({
    gogreen,
  }) => {
    clock.advance(MINUTE);
    await report(gogreen, { checkout: { on: 2, off: 5 } });
    await report(gogreen, { checkout: { on: 7 } }, 'development');
    clock.advance(2 * MINUTE);
    await report(gogreen, { checkout: { on: 3 } });
    const flag = await read(gogreen, 'MINUTE', start, later(4 * MINUTE));
    expect(flag?.environment?.usage).toEqual([
      {
        startsAt: start.toISOString(),
        evaluations: 7,
        variations: [
          { variation: 'off', evaluations: 5 },
          { variation: 'on', evaluations: 2 },
        ],
      },
      { startsAt: later(MINUTE).toISOString(), evaluations: 0, variations: [] },
      {
        startsAt: later(2 * MINUTE).toISOString(),
        evaluations: 3,
        variations: [{ variation: 'on', evaluations: 3 }],
      },
      { startsAt: later(3 * MINUTE).toISOString(), evaluations: 0, variations: [] },
    ]);
  });

  it('may be more than an Int holds', async ({ gogreen }) => {
    for (let n = 0; n < 3; n += 1) await report(gogreen, { checkout: { on: 1_000_000_000 } });
    expect(await totals(gogreen, 'DAY', later(-DAY), start)).toEqual([3_000_000_000]);
  });

  it('stays the same by hour and by day while minutes become hours and hours days', async ({ gogreen }) => {
    for (const wait of [MINUTE, 30 * MINUTE, HOUR, 30 * HOUR]) {
      clock.advance(wait);
      await report(gogreen, { checkout: { on: 1, off: 2 } });
    }
    const stored = async () =>
      (
        await gogreen.app.database.pool.query<{ period: string }>(
          'SELECT DISTINCT period::text FROM flag_usage ORDER BY 1',
        )
      ).rows.map(({ period }) => period);
    const hours = await totals(gogreen, 'HOUR', start, later(32 * HOUR));
    const days = await totals(gogreen, 'DAY', start, later(2 * DAY));
    expect(days).toEqual([9, 3]);
    expect(hours?.slice(0, 3)).toEqual([6, 3, 0]);
    await rollUpUsage(gogreen.app, {});
    expect(await stored()).toEqual(['HOUR', 'MINUTE']);
    expect(await totals(gogreen, 'HOUR', start, later(32 * HOUR))).toEqual(hours);
    clock.advance(9 * HOUR);
    await rollUpUsage(gogreen.app, {});
    expect(await stored()).toEqual(['HOUR']);
    expect(await totals(gogreen, 'HOUR', start, later(32 * HOUR))).toEqual(hours);
    clock.advance(16 * DAY);
    await rollUpUsage(gogreen.app, {});
    expect(await stored()).toEqual(['DAY']);
    expect(await totals(gogreen, 'DAY', start, later(2 * DAY))).toEqual(days);
  });

  it('that arrives after its minute was rolled up is added to the hour', async ({ gogreen }) => {
    const late = { from: later(0), to: later(MINUTE), flags: { checkout: { on: 2 } } };
    clock.advance(12 * HOUR);
    for (let n = 0; n < 2; n += 1) {
      await reportUsage(gogreen, { projectKey, environmentKey: 'production' }, late);
      await rollUpUsage(gogreen.app, {});
    }
    expect(await totals(gogreen, 'HOUR', start, later(HOUR))).toEqual([4]);
    const { rowCount } = await gogreen.app.database.pool.query('SELECT FROM flag_usage');
    expect(rowCount).toBe(1);
  });

  it('rolled up by two workers at once is counted once', async ({ gogreen }) => {
    for (let n = 0; n < 40; n += 1) {
      clock.advance(MINUTE);
      await report(gogreen, { checkout: { on: 1, off: 1 } });
    }
    clock.advance(9 * HOUR);
    await Promise.all([1, 2, 3].map(() => rollUpUsage(gogreen.app, {})));
    expect(await totals(gogreen, 'HOUR', start, later(HOUR))).toEqual([80]);
  });

  it('is deleted after RETENTION_DAYS, and the ids of batches after a day and an hour', async ({
    gogreen,
  }) => {
    const { pool } = gogreen.app.database;
    const rows = async (table: string) => (await pool.query(`SELECT FROM ${table}`)).rowCount;
    await report(gogreen, { checkout: { on: 1 } });
    clock.advance(25 * HOUR - 1);
    await rollUpUsage(gogreen.app, {});
    expect(await rows('usage_batches')).toBe(1);
    clock.advance(2);
    await rollUpUsage(gogreen.app, {});
    expect(await rows('usage_batches')).toBe(0);
    clock.advance((gogreen.app.retentionDays - 3) * DAY);
    await rollUpUsage(gogreen.app, {});
    expect(await rows('flag_usage')).toBe(1);
    clock.advance(3 * DAY);
    await rollUpUsage(gogreen.app, {});
    expect(await rows('flag_usage')).toBe(0);
    expect(
      (await read(gogreen, 'DAY', later(-DAY), start))?.lastEvaluatedAt,
      'the last time is kept',
    ).not.toBeNull();
  });

  it('is deleted with the flag', async ({ gogreen }) => {
    const { pool } = gogreen.app.database;
    await createFlag(gogreen, { projectKey, key: 'banner' });
    await report(gogreen, { checkout: { on: 1 }, banner: { on: 1 } });
    await gogreen.send(
      `mutation ($projectKey: String!) {
      deleteFlag(input: { projectKey: $projectKey, key: "banner" }) { __typename } }`,
      { projectKey },
    );
    await rollUpUsage(gogreen.app, {});
    for (const table of ['flag_usage', 'flag_last_evaluations'])
      expect((await pool.query(`SELECT FROM ${table}`)).rowCount, table).toBe(1);
    expect(await totals(gogreen, 'DAY', later(-DAY), start)).toEqual([1]);
  });

  it('is deleted with flags and environments that are gone, however much there is, in one run', async ({
    gogreen,
  }) => {
    const { pool } = gogreen.app.database;
    await report(gogreen, { checkout: { on: 1 } });
    await pool.query(
      `INSERT INTO flag_last_evaluations (flag_id, environment_id, evaluated_at)
      SELECT 'gone' || n, 'gone', $1::timestamptz FROM generate_series(1, 45) AS n`,
      [later(0)],
    );
    await pool.query(
      `INSERT INTO flag_usage (flag_id, environment_id, period, starts_at, variation, evaluations)
       SELECT 'gone' || n, 'gone', 'DAY', date_trunc('day', $1::timestamptz, 'UTC'), 'v' || v, 1
       FROM generate_series(1, 45) AS n, generate_series(1, 600) AS v`,
      [later(0)],
    );
    await rollUpUsage(gogreen.app, {});
    for (const table of ['flag_usage', 'flag_last_evaluations'])
      expect((await pool.query(`SELECT FROM ${table}`)).rowCount, table).toBe(1);
  });

  it('by minute is refused beyond 6 hours and by hour beyond 14 days', async ({ gogreen }) => {
    const query = `query ($key: String!, $from: DateTime!, $bucket: StatisticsBucket!) {
      flag(projectKey: $key, key: "checkout") { environment(key: "production") {
        usage(from: $from, bucket: $bucket) { startsAt } } } }`;
    for (const [bucket, ms] of [
      ['MINUTE', 6 * HOUR],
      ['HOUR', 14 * DAY],
    ] as const) {
      const send = (from: Date) => gogreen.send(query, { key: projectKey, from, bucket });
      expect((await send(later(-ms))).errors, bucket).toBeUndefined();
      expect((await send(later(-ms - 1))).errors).toMatchObject([
        { extensions: { code: 'INVALID_INPUT', issues: [{ path: 'from' }] } },
      ]);
    }
  });
});

describe('the last evaluation of a flag', () => {
  it('is that of the environment, and of any environment for the flag, and never goes back', async ({
    gogreen,
  }) => {
    expect(await read(gogreen, 'MINUTE', later(-MINUTE))).toMatchObject({
      lastEvaluatedAt: null,
      inDevelopment: null,
      environment: { lastEvaluatedAt: null },
    });
    await report(gogreen, { checkout: { on: 1 } }, 'development');
    clock.advance(5 * MINUTE);
    await report(gogreen, { checkout: { on: 1 } });
    const late = { from: later(0), to: later(MINUTE), flags: { checkout: { on: 2 } } };
    await reportUsage(gogreen, { projectKey, environmentKey: 'production' }, late);
    const end = (ms: number) => later(ms - 1).toISOString();
    expect(await read(gogreen, 'MINUTE', later(-MINUTE))).toMatchObject({
      lastEvaluatedAt: end(5 * MINUTE),
      inDevelopment: end(0),
      elsewhere: null,
      environment: { lastEvaluatedAt: end(5 * MINUTE) },
    });
  });

  it('is within a minute of the newest batch', async ({ gogreen }) => {
    for (let n = 0; n < 20; n += 1) {
      clock.advance(17_000);
      await report(gogreen, { checkout: { on: 1 } });
      const last = (await read(gogreen, 'MINUTE'))?.lastEvaluatedAt;
      expect(clock.now().getTime() - new Date(last ?? 0).getTime()).toBeLessThanOrEqual(MINUTE + 1);
    }
  });
});

describe('a list of flags', () => {
  const names = async (gogreen: TestApp, filter: FlagFilter | null, orderBy: FlagOrder | null = null) => {
    const { project } = await gogreen.run(Flags, { projectKey, filter, orderBy });
    expect(project?.flags.totalCount).toBe(project?.flags.edges.length);
    return project?.flags.edges.map(({ node }) => node.key);
  };

  it.beforeEach(async ({ gogreen }) => {
    for (const key of ['banner', 'never']) await createFlag(gogreen, { projectKey, key });
    await report(gogreen, { checkout: { on: 1 } }, 'development');
    clock.advance(HOUR);
    await report(gogreen, { banner: { on: 1 } });
  });

  it('shows those that were not evaluated since a time, in one environment or in none', async ({
    gogreen,
  }) => {
    const since = (ms: number) => later(ms).toISOString();
    expect(await names(gogreen, { notEvaluated: { since: since(-MINUTE) } })).toEqual(['never']);
    expect(await names(gogreen, { notEvaluated: { since: since(MINUTE) } })).toEqual(['checkout', 'never']);
    const there = { since: since(-MINUTE), environmentKey: 'development' };
    expect(await names(gogreen, { notEvaluated: there })).toEqual(['banner', 'never']);
  });

  it('ordered by the last evaluation begins with those that never were, page by page', async ({
    gogreen,
  }) => {
    for (const [direction, expected] of [
      ['ASC', ['never', 'checkout', 'banner']],
      ['DESC', ['banner', 'checkout', 'never']],
    ] as const) {
      expect(await names(gogreen, null, { field: 'EVALUATED', direction })).toEqual(expected);
      const found: (string | undefined)[] = [];
      let after: string | undefined;
      for (let page = 0; page < 3; page += 1) {
        const asked = { projectKey, orderBy: { field: 'EVALUATED', direction } as const, first: 1 };
        const { project } = await gogreen.run(Flags, after === undefined ? asked : { ...asked, after });
        const [edge] = project?.flags.edges ?? [];
        found.push(edge?.node.key);
        after = edge?.cursor ?? '';
      }
      expect(found).toEqual(expected);
    }
  });

  it('reads the usage of all of them with the same number of statements as of one', async ({ gogreen }) => {
    const query = `query ($key: String!, $first: Int!, $from: DateTime!) { project(key: $key) { flags(first: $first) { edges { node {
      lastEvaluatedAt staleReason environments { lastEvaluatedAt } environment(key: "production") { usage(from: $from, bucket: DAY) { evaluations } } } } } } }`;
    const statements = [];
    for (const first of [1, 3])
      statements.push(
        await statementsOf(gogreen.app.database.pool, async () => {
          const { errors } = await gogreen.send(query, { key: projectKey, first, from: later(-DAY) });
          expect(errors).toBeUndefined();
        }),
      );
    expect(statements[1]?.length).toBe(statements[0]?.length);
  });
});
