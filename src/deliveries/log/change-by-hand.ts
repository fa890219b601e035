/** What the commands on one delivery share: a lock, a change, and an entry in the audit log. */

import { z } from 'zod';
import type { AuditAction, DeliveryStatus } from '../../../generated/prisma/enums.ts';
import { notFound } from '../../access/not-found.ts';
import type { Actor } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import type { App } from '../../platform/app.ts';
import { ConflictError } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { type Transaction, transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';

export interface LockedDelivery {
  status: DeliveryStatus;
  /** Of its integration. */
  enabled: boolean;
  deletedAt: Date | null;
}

interface ChangeByHand {
  action: AuditAction;
  /** The status that the audit log shows after it. */
  becomes: DeliveryStatus;
  /** Why the delivery cannot be changed so, as sentences; null when it can. */
  conflictOf(delivery: LockedDelivery): string | null;
  change(tx: Transaction, deliveryId: string, now: Date): Promise<unknown>;
}

export const ATTEMPT_UNDER_WAY = 'An attempt of this delivery is being made right now. Wait for its end.';

/** Changes the delivery that `deliveryId` names. Fails with ConflictError where its state does not allow that. */
export async function changeByHand(
  app: App,
  actor: Actor,
  input: unknown,
  { action, becomes, conflictOf, change }: ChangeByHand,
): Promise<{ deliveryId: string }> {
  const { deliveryId } = parseInput(z.object({ deliveryId: reference }), input);
  const now = app.now();
  const projectId = await transaction(app.database.pool, async (tx) => {
    const delivery = await query(tx)
      .selectFrom('deliveries')
      .innerJoin('integrations', 'integrations.id', 'deliveries.integrationId')
      .select([
        'deliveries.status',
        'deliveries.projectId',
        'integrations.name',
        'integrations.enabled',
        'integrations.deletedAt',
      ])
      .where('deliveries.id', '=', deliveryId)
      .forUpdate('deliveries')
      .executeTakeFirst();
    if (!delivery) throw notFound('dlv', deliveryId);
    const conflict = conflictOf(delivery);
    if (conflict) throw new ConflictError(conflict);
    await change(tx, deliveryId, now);
    await appendAudit(tx, {
      projectId: delivery.projectId,
      actor,
      now,
      action,
      subject: 'DELIVERY',
      subjectId: deliveryId,
      subjectName: delivery.name,
      before: { status: delivery.status },
      after: { status: becomes },
    });
    return delivery.projectId;
  });
  app.doorbell.publish('deliveries', projectId);
  return { deliveryId };
}
