import { z } from 'zod';
import type { DeliveryStatus } from '../../../generated/prisma/enums.ts';
import { notFound } from '../../access/not-found.ts';
import type { Actor } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import type { App } from '../../platform/app.ts';
import { ConflictError } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { addJob } from '../../platform/jobs/jobs.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { deliverJob } from '../jobs.ts';
import { PRIORITY } from '../priority.ts';
import { retryByHand } from '../states/retry.ts';

interface Retriable {
  status: DeliveryStatus;
  enabled: boolean;
  deletedAt: Date | null;
}

/**
 * Makes one attempt at once, outside the schedule: for a delivery that failed, was cancelled, or is pending. A planned
 * retry stays planned.
 */
export async function retryDelivery(app: App, actor: Actor, input: unknown): Promise<{ deliveryId: string }> {
  const { deliveryId } = parseInput(z.object({ deliveryId: reference }), input);
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
    await retryByHand(tx, deliveryId);
    await addJob(tx, deliverJob, { deliveryId }, { priority: PRIORITY.manual });
    await appendAudit(tx, {
      projectId: delivery.projectId,
      actor,
      now: app.now(),
      action: 'RETRIED',
      subject: 'DELIVERY',
      subjectId: deliveryId,
      subjectName: delivery.name,
      before: { status: delivery.status },
      after: { status: 'PENDING' },
    });
    return delivery.projectId;
  });
  app.doorbell.publish('deliveries', projectId);
  return { deliveryId };
}

function conflictOf({ status, enabled, deletedAt }: Retriable): string | null {
  if (status === 'DELIVERED')
    return 'This delivery was delivered already. To send its event again, use replayEvents with include: ALL.';
  if (status === 'SENDING') return 'An attempt of this delivery is being made right now. Wait for its end.';
  if (deletedAt) return 'Its integration was deleted, so it cannot be retried.';
  if (!enabled) return 'Its integration is disabled. Enable it with updateIntegration, then retry.';
  return null;
}
