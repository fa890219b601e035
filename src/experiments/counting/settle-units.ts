/** Keeps what is stored of units small. Each statement handles a small batch, and several workers may run them at once. */

import type { Pool } from '../../platform/postgres/db.ts';

const BATCH = 5_000;

/**
 * Adds events from before this time, for which no earlier exposure can arrive any more, to the values of their units, and
 * deletes them. Events of units that were not exposed before them do not count, whatever comes.
 */
export function settleEvents(pool: Pool, before: Date, signal?: AbortSignal): Promise<void> {
  return repeat(pool, SETTLE, before, signal);
}

/** Deletes units that were never exposed and whose events are from before this time. */
export function dropUnexposed(pool: Pool, before: Date, signal?: AbortSignal): Promise<void> {
  return repeat(pool, DROP_UNEXPOSED, before, signal);
}

/** Deletes the units and events of experiments that do not run any more, or were deleted. */
export async function dropConcluded(pool: Pool, signal?: AbortSignal): Promise<void> {
  for (const table of ['experiment_units', 'experiment_unit_events']) {
    const { rows } = await pool.query<{ id: string }>(storedExperiments(table));
    for (const { id } of rows)
      for (let isMore = true; isMore && !signal?.aborted; ) {
        const { rowCount } = await pool.query(
          `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
             SELECT ctid FROM ${table} WHERE experiment_id = $1 LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))`,
          [id],
        );
        isMore = rowCount === BATCH;
      }
  }
}

async function repeat(
  pool: Pool,
  statement: string,
  before: Date,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let isMore = true; isMore && !signal?.aborted; ) {
    const { rows } = await pool.query<{ count: number }>(statement, [before]);
    isMore = rows[0]?.count === BATCH;
  }
}

// The units are locked in the order in which batches of usage write them.
const SETTLE = `WITH old AS (
    SELECT experiment_id, unit, occurred_at FROM experiment_unit_events WHERE occurred_at < $1
    ORDER BY occurred_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
  ), units AS MATERIALIZED (
    SELECT u.experiment_id, u.unit, u.exposed_at FROM experiment_units u
    WHERE (u.experiment_id, u.unit) IN (SELECT experiment_id, unit FROM old)
    ORDER BY u.experiment_id, u.unit FOR UPDATE
  ), settled AS (
    DELETE FROM experiment_unit_events e USING old
    WHERE e.experiment_id = old.experiment_id AND e.unit = old.unit AND e.occurred_at = old.occurred_at
    RETURNING e.experiment_id, e.unit, e.occurred_at, e.value
  ), added AS (
    UPDATE experiment_units u SET value = u.value + s.value
    FROM (
      SELECT s.experiment_id, s.unit, sum(s.value) AS value FROM settled s
      JOIN units n ON n.experiment_id = s.experiment_id AND n.unit = s.unit AND s.occurred_at >= n.exposed_at
      GROUP BY s.experiment_id, s.unit
    ) AS s
    WHERE u.experiment_id = s.experiment_id AND u.unit = s.unit
  )
  SELECT count(*)::int AS count FROM settled`;

const DROP_UNEXPOSED = `WITH dropped AS (
    DELETE FROM experiment_units WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM experiment_units WHERE exposed_at IS NULL AND last_event_at < $1
      LIMIT ${BATCH} FOR UPDATE SKIP LOCKED))
    RETURNING 1
  )
  SELECT count(*)::int AS count FROM dropped`;

/** The experiments that have rows and do not run. From one id to the next by the index, instead of through all rows. */
const storedExperiments = (table: string) => `WITH RECURSIVE stored AS (
    (SELECT experiment_id AS id FROM ${table} ORDER BY experiment_id LIMIT 1)
    UNION ALL
    SELECT (SELECT t.experiment_id FROM ${table} t WHERE t.experiment_id > s.id ORDER BY t.experiment_id LIMIT 1)
    FROM stored s WHERE s.id IS NOT NULL
  )
  SELECT id FROM stored
  WHERE id IS NOT NULL AND NOT EXISTS (SELECT FROM experiments e WHERE e.id = stored.id AND e.state = 'RUNNING')`;
