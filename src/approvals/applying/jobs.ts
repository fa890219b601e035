import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.ts';

/** Applies a change request at its scheduled time, unless it was rescheduled meanwhile. */
export const applyChangeRequestJob = defineJob(
  'apply-change-request',
  z.object({ changeRequestId: z.string(), scheduledAt: z.string() }),
  ({ changeRequestId }) => changeRequestId,
);
