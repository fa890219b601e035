import type { Actor } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { addJob } from '../../platform/jobs/jobs.ts';
import { deliverJob } from '../jobs.ts';
import { PRIORITY } from '../priority.ts';
import { retryByHand } from '../states/retry.ts';
import { ATTEMPT_UNDER_WAY, changeByHand, type LockedDelivery } from './change-by-hand.ts';

/**
 * Makes one attempt at once, outside the schedule: for a delivery that failed, was cancelled, or is pending. A planned
 * retry stays planned.
 */
export function retryDelivery(app: App, actor: Actor, input: unknown): Promise<{ deliveryId: string }> {
  return changeByHand(app, actor, input, {
    action: 'RETRIED',
    becomes: 'PENDING',
    conflictOf,
    async change(tx, deliveryId) {
      await retryByHand(tx, deliveryId);
      await addJob(tx, deliverJob, { deliveryId }, { priority: PRIORITY.manual });
    },
  });
}

function conflictOf({ status, enabled, deletedAt }: LockedDelivery): string | null {
  if (status === 'DELIVERED')
    return 'This delivery was delivered already. To send its event again, use replayEvents with include: ALL.';
  if (status === 'SENDING') return ATTEMPT_UNDER_WAY;
  if (deletedAt) return 'Its integration was deleted, so it cannot be retried.';
  if (!enabled) return 'Its integration is disabled. Enable it with updateIntegration, then retry.';
  return null;
}
