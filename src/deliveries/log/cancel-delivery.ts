import { z } from 'zod';
import { notFound } from '../../access/not-found.ts';
import type { Actor } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import type { App } from '../../platform/app.ts';
import { ConflictError } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { cancelByHand } from '../states/cancel.ts';

/** Cancels a pending delivery: no further attempt is made. Its job, if it has one, finds it no longer pending. */
export async function cancelDelivery(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<{ deliveryId: string }> {
  const { deliveryId } = parseInput(z.object({ deliveryId: reference }), input);
  const now = app.now();
  const projectId = await transaction(app.database.pool, async (tx) => {
    const delivery = await query(tx)
      .selectFrom('deliveries')
      .innerJoin('integrations', 'integrations.id', 'deliveries.integrationId')
      .select(['deliveries.status', 'deliveries.projectId', 'integrations.name'])
      .where('deliveries.id', '=', deliveryId)
      .forUpdate('deliveries')
      .executeTakeFirst();
    if (!delivery) throw notFound('dlv', deliveryId);
    const { status, name } = delivery;
    if (status === 'SENDING')
      throw new ConflictError('An attempt of this delivery is being made right now. Wait for its end.');
    if (status !== 'PENDING')
      throw new ConflictError(`This delivery is ${status}: no further attempt is planned.`);
    await cancelByHand(tx, deliveryId, now);
    await appendAudit(tx, {
      projectId: delivery.projectId,
      actor,
      now,
      action: 'CANCELLED',
      subject: 'DELIVERY',
      subjectId: deliveryId,
      subjectName: name,
      before: { status },
      after: { status: 'CANCELLED' },
    });
    return delivery.projectId;
  });
  app.doorbell.publish('deliveries', projectId);
  return { deliveryId };
}
