/**
 * Keeps usage small: minutes become hours, hours become days, and days are deleted after RETENTION_DAYS. What arrives late is
 * rolled up the next time. Each statement handles a small batch and skips rows that are locked; several workers may run it at
 * once.
 */

import type { CronItem } from 'graphile-worker';
import { SETTLED_AFTER_MS } from '../experiments/counting/counted.ts';
import type { App } from '../platform/app.ts';
import type { PayloadOf } from '../platform/jobs/jobs.ts';
import { rollUpUsageJob } from './jobs.ts';
import { ROLLED_UP_AFTER_MS } from './usage-retention.ts';

const BATCH = 5_000;
/** Of a flag and an environment. Each may have thousands of rows. */
const PAIRS_AT_ONCE = 20;
const DAY_MS = 86_400_000;

/** One of the workers adds the job, with a lower priority than all deliveries. */
export const rollUpUsageEveryTenMinutes: CronItem = {
  task: rollUpUsageJob.name,
  match: '*/10 * * * *',
  options: { jobKey: rollUpUsageJob.key({}), priority: 100 },
};

export async function rollUpUsage(
  { database: { pool }, now, retentionDays }: App,
  _payload: PayloadOf<typeof rollUpUsageJob>,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const before = (ms: number) => new Date(now().getTime() - ms);

  async function repeat(statement: string, ...values: unknown[]): Promise<void> {
    for (let isMore = true; isMore && !signal?.aborted; ) {
      const { rows } = await pool.query<{ count: number }>(statement, values);
      isMore = rows[0]?.count === BATCH;
    }
  }

  /** All pairs are looked for once, because that reads every row. When there are more, the next run goes on. */
  async function deleteGone(): Promise<void> {
    const { rows: gone } = await pool.query<{ flag_id: string; environment_id: string }>(GONE);
    for (let from = 0; from < gone.length && !signal?.aborted; from += PAIRS_AT_ONCE) {
      const slice = gone.slice(from, from + PAIRS_AT_ONCE);
      const pairs = [slice.map(({ flag_id }) => flag_id), slice.map(({ environment_id }) => environment_id)];
      await repeat(USAGE_OF_GONE, ...pairs);
      await pool.query(LAST_OF_GONE, pairs);
    }
  }

  await repeat(rollUp('MINUTE', 'HOUR'), before(ROLLED_UP_AFTER_MS.MINUTE));
  await repeat(rollUp('HOUR', 'DAY'), before(ROLLED_UP_AFTER_MS.HOUR));
  if (retentionDays > 0) await repeat(OLD_USAGE, before(retentionDays * DAY_MS));
  await repeat(OLD_BATCHES, before(SETTLED_AFTER_MS));
  if (!signal?.aborted) await deleteGone();
}

const rollUp = (period: 'MINUTE' | 'HOUR', into: 'HOUR' | 'DAY') => `WITH old AS (
    DELETE FROM flag_usage WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM flag_usage WHERE period = '${period}' AND starts_at < date_trunc('${into}', $1::timestamptz, 'UTC')
      ORDER BY starts_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))
    RETURNING flag_id, environment_id, starts_at, variation, evaluations
  ), added AS (
    INSERT INTO flag_usage AS u (flag_id, environment_id, period, starts_at, variation, evaluations)
    SELECT flag_id, environment_id, '${into}'::"UsagePeriod", date_trunc('${into}', starts_at, 'UTC'), variation, sum(evaluations)
    FROM old GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 4, 5
    ON CONFLICT (flag_id, environment_id, period, starts_at, variation)
    DO UPDATE SET evaluations = u.evaluations + excluded.evaluations
  )
  SELECT count(*)::int AS count FROM old`;

/** Period by period, because only then can the index find them. */
const OLD_USAGE = `WITH old AS (
    DELETE FROM flag_usage WHERE ctid = ANY (ARRAY(
      SELECT o.ctid FROM unnest(enum_range(NULL::"UsagePeriod")) AS p (period) CROSS JOIN LATERAL (
        SELECT u.ctid FROM flag_usage u WHERE u.period = p.period AND u.starts_at < $1
        LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) AS o
      LIMIT ${BATCH}))
    RETURNING 1
  )
  SELECT count(*)::int AS count FROM old`;

const OLD_BATCHES = `WITH old AS (
    DELETE FROM usage_batches WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM usage_batches WHERE received_at < $1 ORDER BY received_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))
    RETURNING 1
  )
  SELECT count(*)::int AS count FROM old`;

/** Pairs of a flag and an environment one of which was deleted. Every flag with usage has a row in flag_last_evaluations. */
const GONE = `SELECT l.flag_id, l.environment_id FROM flag_last_evaluations l
  WHERE NOT EXISTS (SELECT FROM flags f WHERE f.id = l.flag_id)
    OR NOT EXISTS (SELECT FROM environments e WHERE e.id = l.environment_id)
  LIMIT ${BATCH}`;

const USAGE_OF_GONE = `WITH old AS (
    DELETE FROM flag_usage WHERE ctid = ANY (ARRAY(
      SELECT u.ctid FROM unnest($1::text[], $2::text[]) AS g (flag_id, environment_id)
      JOIN flag_usage u ON u.flag_id = g.flag_id AND u.environment_id = g.environment_id
      LIMIT ${BATCH} FOR UPDATE OF u SKIP LOCKED))
    RETURNING 1
  )
  SELECT count(*)::int AS count FROM old`;

/** Those with usage that was locked, or has arrived since, stay for the next time. */
const LAST_OF_GONE = `DELETE FROM flag_last_evaluations l USING unnest($1::text[], $2::text[]) AS g (flag_id, environment_id)
  WHERE l.flag_id = g.flag_id AND l.environment_id = g.environment_id
    AND NOT EXISTS (SELECT FROM flag_usage u WHERE u.flag_id = l.flag_id AND u.environment_id = l.environment_id)`;
