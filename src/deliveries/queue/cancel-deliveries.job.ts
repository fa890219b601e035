import type { cancelDeliveriesJob } from '../../integrations/jobs.ts';
import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { cancelPending } from '../states/cancel.ts';

/** Each batch is a transaction of its own: a million rows in one would lock the queue for minutes. */
const BATCH = 2_000;

/** Cancels the pending deliveries of an integration that was disabled or deleted. A stop in the middle fails the job, and its retry goes on. */
export async function cancelDeliveries(
  { database, doorbell, now, stopping }: App,
  { integrationId }: PayloadOf<typeof cancelDeliveriesJob>,
): Promise<void> {
  for (;;) {
    const cancelled = await transaction(database.pool, (tx) =>
      cancelPending(tx, integrationId, now(), BATCH),
    );
    const [projectId] = cancelled;
    if (projectId) doorbell.publish('deliveries', projectId);
    if (cancelled.length < BATCH) return;
    stopping.throwIfAborted();
  }
}
