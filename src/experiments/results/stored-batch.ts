/** Totals in the database, each under the id that its sender gave it. */

import type { Sql } from '../../platform/postgres/db.ts';
import type { ExperimentResults } from './results.ts';
import type { Totals } from './totals.ts';

export interface Batch {
  experimentId: string;
  batchId: string;
  occurredAt: Date;
  totals: Totals[];
  results: ExperimentResults;
  /** The event that it made, if any. */
  eventId: string | null;
}

/** The batch of that id. Only under the lock of its experiment: otherwise somebody else may be recording it. */
export async function findBatch(sql: Sql, experimentId: string, batchId: string): Promise<Batch | null> {
  const { rows } = await sql.query<Batch>({
    name: 'find-batch',
    text: `SELECT experiment_id AS "experimentId", batch_id AS "batchId", occurred_at AS "occurredAt", totals, results,
        event_id AS "eventId"
      FROM experiment_batches WHERE experiment_id = $1 AND batch_id = $2`,
    values: [experimentId, batchId],
  });
  return rows[0] ?? null;
}

export async function insertBatch(sql: Sql, batch: Batch, now: Date): Promise<void> {
  await sql.query({
    name: 'insert-batch',
    text: `INSERT INTO experiment_batches (experiment_id, batch_id, occurred_at, totals, results, event_id, recorded_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      // A list would be taken for one of Postgres's own.
      batch.experimentId,
      batch.batchId,
      batch.occurredAt,
      JSON.stringify(batch.totals),
      batch.results,
      batch.eventId,
      now,
    ],
  });
}
