/** Deliveries of integrations that were disabled or deleted. */

import type { Sql } from '../../platform/postgres/db.ts';
import type { Claim } from '../claim.ts';
import { entering } from './entering.ts';

/** Cancels a claimed delivery. */
export async function cancelClaimed(sql: Sql, { deliveryId, claim }: Claim, now: Date): Promise<void> {
  await sql.query(
    `UPDATE deliveries SET ${entering.final({ status: `'CANCELLED'`, completedAt: '$3' })}
     WHERE id = $1 AND claim = $2 AND status = 'SENDING'`,
    [deliveryId, claim, now],
  );
}

/**
 * Cancels the pending deliveries of an integration, unless it was enabled again in the meantime. Those that are being
 * sent end by themselves. Returns the project, or null when there was nothing to cancel.
 */
export async function cancelPending(sql: Sql, integrationId: string, now: Date): Promise<string | null> {
  const { rows } = await sql.query<{ projectId: string }>(
    `UPDATE deliveries SET ${entering.final({ status: `'CANCELLED'`, completedAt: '$2' })}
     WHERE integration_id = $1 AND status = 'PENDING'
       AND NOT (SELECT enabled FROM integrations WHERE id = $1)
     RETURNING project_id AS "projectId"`,
    [integrationId, now],
  );
  return rows[0]?.projectId ?? null;
}
