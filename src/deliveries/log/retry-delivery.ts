import { z } from 'zod';
import { notFound } from '../../access/not-found.ts';
import type { App } from '../../platform/app.ts';
import { ConflictError } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { addJob } from '../../platform/jobs/jobs.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { deliverJob } from '../jobs.ts';
import { PRIORITY } from '../priority.ts';
import { retryByHand } from '../states/retry.ts';

interface Row {
  status: string;
  projectId: string;
  enabled: boolean;
  deleted: boolean;
}

/**
 * Makes one attempt at once, outside the schedule: for a delivery that failed, was cancelled, or is pending. A planned
 * retry stays planned.
 */
export async function retryDelivery(app: App, input: unknown): Promise<{ deliveryId: string }> {
  const { deliveryId } = parseInput(z.object({ deliveryId: reference }), input);
  const projectId = await transaction(app.database.pool, async (tx) => {
    const { rows } = await tx.query<Row>(
      `SELECT d.status, d.project_id AS "projectId", i.enabled, i.deleted_at IS NOT NULL AS deleted FROM deliveries d
       JOIN integrations i ON i.id = d.integration_id WHERE d.id = $1 FOR UPDATE OF d`,
      [deliveryId],
    );
    const [delivery] = rows;
    if (!delivery) throw notFound('dlv', deliveryId);
    const conflict = conflictOf(delivery);
    if (conflict) throw new ConflictError(conflict);
    await retryByHand(tx, deliveryId);
    await addJob(tx, deliverJob, { deliveryId }, { priority: PRIORITY.manual });
    return delivery.projectId;
  });
  app.doorbell.publish('deliveries', projectId);
  return { deliveryId };
}

function conflictOf({ status, enabled, deleted }: Row): string | null {
  if (status === 'DELIVERED')
    return 'This delivery was delivered already. To send its event again, use replayEvents with include: ALL.';
  if (status === 'SENDING') return 'An attempt of this delivery is being made right now. Wait for its end.';
  if (deleted) return 'Its integration was deleted, so it cannot be retried.';
  if (!enabled) return 'Its integration is disabled. Enable it with updateIntegration, then retry.';
  return null;
}
