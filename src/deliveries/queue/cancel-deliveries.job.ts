import type { cancelDeliveriesJob } from '../../integrations/jobs.ts';
import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { cancelPending } from '../states/cancel.ts';

/** Cancels the pending deliveries of an integration that was disabled or deleted. */
export async function cancelDeliveries(
  { database, doorbell, now }: App,
  { integrationId }: PayloadOf<typeof cancelDeliveriesJob>,
): Promise<void> {
  const projectId = await cancelPending(database.pool, integrationId, now());
  if (projectId) doorbell.publish('deliveries', projectId);
}
