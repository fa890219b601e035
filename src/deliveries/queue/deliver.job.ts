/**
 * Claims a delivery that is due. The job does not wait for the attempt, or a slow receiver would occupy one of the
 * concurrent jobs. From here on the lease on the row, not the job, keeps the delivery from being lost. Throws when Postgres
 * is unavailable; the job is then retried.
 */

import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import type { deliverJob } from '../jobs.ts';
import type { Sender } from './sender.ts';

export function deliver(sender: Sender, { deliveryId }: PayloadOf<typeof deliverJob>): Promise<void> {
  return sender.claimDelivery(deliveryId);
}
