/** Totals in the database, each under the id that its sender gave it. */

import type { Sql } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
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

/**
 * The batch of that id; undefined when there is none. Only under the lock of its experiment: otherwise somebody else may be
 * recording it.
 */
export function findBatch(sql: Sql, experimentId: string, batchId: string): Promise<Batch | undefined> {
  return query(sql)
    .selectFrom('experimentBatches')
    .select(['experimentId', 'batchId', 'occurredAt', 'totals', 'results', 'eventId'])
    .where('experimentId', '=', experimentId)
    .where('batchId', '=', batchId)
    .executeTakeFirst();
}

/** Writes the batch over the one of the same id, whose event stays when this one has none. */
export async function replaceBatch(sql: Sql, batch: Batch, now: Date): Promise<void> {
  const { experimentId, batchId, occurredAt, results, eventId } = batch;
  const values = { occurredAt, totals: JSON.stringify(batch.totals), results, recordedAt: now };
  await query(sql)
    .insertInto('experimentBatches')
    .values({ experimentId, batchId, eventId, ...values })
    .onConflict((known) =>
      known
        .columns(['experimentId', 'batchId'])
        .doUpdateSet(eventId === null ? values : { ...values, eventId }),
    )
    .execute();
}

export async function insertBatch(
  sql: Sql,
  { experimentId, batchId, occurredAt, totals, results, eventId }: Batch,
  now: Date,
): Promise<void> {
  await query(sql)
    .insertInto('experimentBatches')
    .values({
      experimentId,
      batchId,
      occurredAt,
      totals: JSON.stringify(totals),
      results,
      eventId,
      recordedAt: now,
    })
    .execute();
}
