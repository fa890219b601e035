import { z } from 'zod';
import { defineJob } from '../platform/jobs/jobs.ts';

/** Makes the next attempt of a delivery. */
export const deliverJob = defineJob(
  'deliver',
  z.object({ deliveryId: z.string() }),
  ({ deliveryId }) => deliveryId,
);

/** Queues the next batch of a recovery, and adds itself again until the recovery is complete. */
export const recoverJob = defineJob(
  'recover',
  z.object({ recoveryId: z.string() }),
  ({ recoveryId }) => recoveryId,
);

/**
 * Disables an integration and appends the event about it. `disabledReason` is given when its receiver is gone; where it
 * is null, the integration is disabled only if it has failed for days. The two have different keys, so that a failure
 * after the receiver's answer does not replace the job with the reason.
 */
export const disableIntegrationJob = defineJob(
  'disable-integration',
  z.object({ integrationId: z.string(), disabledReason: z.string().nullable() }),
  ({ integrationId, disabledReason }) => (disabledReason === null ? integrationId : `${integrationId}:gone`),
);

/** Deletes the deliveries that RETENTION_DAYS no longer keeps. */
export const pruneJob = defineJob('prune', z.object({}), () => 'hourly');

/** Counts what happened to deliveries in the minutes that are over. */
export const rollUpJob = defineJob('roll-up', z.object({}), () => 'minute');
