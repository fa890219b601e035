/**
 * Deletes what a project may have millions of. Each statement deletes a small batch in a transaction of its own, so that others
 * hardly wait for its locks, and skips rows that are locked: those go with the project's row.
 */

import type { App } from '../../platform/app.ts';

const BATCH = 500;
/** Go with the project's row: processes that have its flags in memory look for the newest event that they know. */
const NEWEST_EVENTS = 500;

/** A stop of the process ends it between two batches. */
export async function deleteManyRows(
  { database: { pool }, stopping }: Pick<App, 'database' | 'stopping'>,
  { id, lastSequence }: { id: string; lastSequence: number },
): Promise<void> {
  async function empty(statement: string, ...values: unknown[]): Promise<void> {
    for (let isMore = true; isMore; ) {
      stopping.throwIfAborted();
      const { rowCount } = await pool.query(statement, [id, BATCH, ...values]);
      isMore = rowCount === BATCH;
    }
  }

  // In the order in which nothing that stays refers to what goes.
  await empty(batchOf('deliveries', "AND status = 'PENDING'"));
  await empty(batchOf('deliveries'));
  await empty(batchOf('recoveries'));
  await empty(batchOf('events', 'AND sequence <= $3'), lastSequence - NEWEST_EVENTS);
}

// ARRAY(…) is evaluated once. Behind IN the subquery might run for every row and delete more than a batch.
const batchOf = (table: 'deliveries' | 'recoveries' | 'events', condition = '') =>
  `DELETE FROM ${table} WHERE id = ANY (ARRAY(
    SELECT id FROM ${table} WHERE project_id = $1 ${condition} LIMIT $2 FOR UPDATE SKIP LOCKED))`;
