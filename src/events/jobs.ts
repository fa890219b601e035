import { z } from 'zod';
import { defineJob } from '../platform/jobs/jobs.ts';

/** Creates one delivery for each integration that the event matches. Older jobs name no project. */
export const fanOutJob = defineJob(
  'fan-out',
  z.object({ eventId: z.string(), projectId: z.string().optional() }),
  ({ eventId }) => eventId,
);
