/**
 * Takes a delivery that has come due in hand. It does not wait for its end: a slow receiver would keep a place among the
 * jobs that others need. From here on the lease on its row, not the job, is what keeps the delivery from being lost.
 * Throws when Postgres cannot be reached; the worker then tries the job again.
 */

import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import type { deliverJob } from '../jobs.ts';
import type { Sender } from './sender.ts';

export function deliver(sender: Sender, { deliveryId }: PayloadOf<typeof deliverJob>): Promise<void> {
  return sender.claimDelivery(deliveryId);
}
