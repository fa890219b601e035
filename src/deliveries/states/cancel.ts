/** Deliveries of integrations that were disabled or deleted, and those that somebody cancels. */

import type { Sql, Transaction } from '../../platform/postgres/db.ts';
import type { Claim } from '../claim.ts';
import { entering } from './entering.ts';

/** Cancels a pending delivery. The caller holds the lock of its row. */
export async function cancelByHand(sql: Sql, deliveryId: string, now: Date): Promise<void> {
  await sql.query(
    `UPDATE deliveries SET ${entering.final({ status: `'CANCELLED'`, completedAt: '$2' })}
     WHERE id = $1 AND status = 'PENDING'`,
    [deliveryId, now],
  );
}

/** Cancels a claimed delivery. */
export async function cancelClaimed(sql: Sql, { deliveryId, claim }: Claim, now: Date): Promise<void> {
  await sql.query(
    `UPDATE deliveries SET ${entering.final({ status: `'CANCELLED'`, completedAt: '$3' })}
     WHERE id = $1 AND claim = $2 AND status = 'SENDING'`,
    [deliveryId, claim, now],
  );
}

/**
 * Cancels pending deliveries of an integration, at most `limit` of them, unless it was enabled again in the meantime. Those
 * that are being sent end by themselves. Returns the project of each.
 */
export async function cancelPending(
  tx: Transaction,
  integrationId: string,
  now: Date,
  limit: number,
): Promise<string[]> {
  // Claims change many rows at a time under the same lock: without it the two would wait for each other's rows.
  await tx.query('SELECT lock_queues(ARRAY[$1])', [integrationId]);
  const { rows } = await tx.query<{ projectId: string }>(
    `UPDATE deliveries SET ${entering.final({ status: `'CANCELLED'`, completedAt: '$2' })}
     WHERE id = ANY (ARRAY(SELECT id FROM deliveries WHERE integration_id = $1 AND status = 'PENDING' LIMIT $3))
       AND status = 'PENDING' AND NOT (SELECT enabled FROM integrations WHERE id = $1)
     RETURNING project_id AS "projectId"`,
    [integrationId, now, limit],
  );
  return rows.map(({ projectId }) => projectId);
}
