/** What the database has to say for all processes together: what waits, and since when. */

import { CIRCUIT_OPENS_AFTER } from '../../integrations/circuit.ts';
import type { Sql } from '../../platform/postgres/db.ts';

/** Of deliveries and of jobs. Counting more would take long just when there are most of them. */
export const MAX_COUNTED = 100_000;

export interface Totals {
  /** Deliveries that have not ended, by provider: `retrying` at a later time, `queued` now, or `sending`. */
  deliveries: { provider: string; state: 'retrying' | 'queued' | 'sending'; count: number }[];
  /** Seconds since the oldest delivery could have been sent; 0 when none waits. */
  oldestDelivery: number;
  /** Seconds since the oldest event was appended that has no deliveries yet; 0 when all have. */
  fanOutLag: number;
  /** Integrations whose circuit is open, by provider. */
  openCircuits: { provider: string; count: number }[];
  /** Jobs by task: `waiting` for their time or a worker, `running`, or `failed` for good. */
  jobs: { task: string; state: 'waiting' | 'running' | 'failed'; count: number }[];
  sessions: number;
}

/** Each part reads an index of what has not ended, whatever the number of those that have. */
export async function readTotals(sql: Sql): Promise<Totals> {
  const { rows } = await sql.query<Totals>({
    name: 'read-totals',
    text: TOTALS,
    values: [CIRCUIT_OPENS_AFTER],
  });
  return rows[0] as Totals;
}

const some = (state: string, condition: string) =>
  `(SELECT integration_id, '${state}' AS state FROM deliveries WHERE ${condition} LIMIT ${MAX_COUNTED})`;

const listed = (rows: string) => `coalesce((SELECT json_agg(r) FROM (${rows}) AS r), '[]')`;

const secondsSince = (time: string) => `greatest(0, extract(epoch FROM now() - ${time}))::float8`;

const TOTALS = `SELECT
  ${listed(`SELECT i.provider, d.state, count(*)::int AS count FROM (
      ${some('retrying', "status = 'PENDING' AND queued_at IS NULL")} UNION ALL
      ${some('queued', "status = 'PENDING' AND queued_at IS NOT NULL")} UNION ALL
      ${some('sending', "status = 'SENDING'")}) AS d
    JOIN integrations i ON i.id = d.integration_id GROUP BY 1, 2`)} AS deliveries,
  coalesce(${secondsSince(`least(
    (SELECT min(next_attempt_at) FROM deliveries WHERE status = 'PENDING' AND queued_at IS NULL),
    (SELECT min(queued_at) FROM deliveries WHERE status = 'PENDING' AND queued_at IS NOT NULL))`)}, 0) AS "oldestDelivery",
  coalesce(${secondsSince('(SELECT min(occurred_at) FROM events WHERE NOT fanned_out AND sequence IS NOT NULL)')}, 0) AS "fanOutLag",
  ${listed(`SELECT provider, count(*)::int AS count FROM integrations
    WHERE enabled AND deleted_at IS NULL AND consecutive_failures >= $1 GROUP BY 1`)} AS "openCircuits",
  ${listed(`SELECT task_identifier AS task,
      CASE WHEN locked_at IS NOT NULL THEN 'running' WHEN attempts >= max_attempts THEN 'failed' ELSE 'waiting' END AS state,
      count(*)::int AS count
    FROM (SELECT * FROM graphile_worker.jobs LIMIT ${MAX_COUNTED}) AS job GROUP BY 1, 2`)} AS jobs,
  (SELECT count(*)::int FROM sessions WHERE revoked_at IS NULL AND expires_at > now()) AS sessions`;
