/**
 * An integration receives the events that were appended while it was enabled. The ranges of their sequences are stored,
 * because the integration may be changed between an event and its fan-out.
 *
 * The project's row is locked, so that no event is appended between reading its newest sequence and the commit. Call these
 * last in the transaction, to hold the lock for the shortest time.
 */

import type { Transaction } from '../platform/postgres/db.ts';

/** Adds the range that begins with the next event. Earlier ranges are kept while an event has not been fanned out. */
export async function startReceiving(tx: Transaction, integrationId: string): Promise<void> {
  await change(
    tx,
    integrationId,
    `CASE WHEN EXISTS (SELECT FROM events e WHERE e.project_id = i.project_id AND NOT e.fanned_out)
       THEN active_sequences ELSE '{}' END + int4multirange(int4range(last_sequence, NULL, '()'))`,
  );
}

/** Ends the current range with the newest event of the project. */
export async function stopReceiving(tx: Transaction, integrationId: string): Promise<void> {
  await change(tx, integrationId, "active_sequences * int4multirange(int4range(NULL, last_sequence, '[]'))");
}

async function change(tx: Transaction, integrationId: string, activeSequences: string): Promise<void> {
  await tx.query(
    `WITH project AS MATERIALIZED (
       SELECT p.id, p.last_sequence FROM projects p
       WHERE p.id = (SELECT project_id FROM integrations WHERE id = $1) FOR NO KEY UPDATE
     )
     UPDATE integrations i SET active_sequences = ${activeSequences}
     FROM project WHERE i.id = $1 AND i.project_id = project.id`,
    [integrationId],
  );
}
