import { z } from 'zod';
import { defineJob } from '../platform/jobs/jobs.ts';

/** Creates one delivery for each integration that the event matches. */
export const fanOutJob = defineJob('fan-out', z.object({ eventId: z.string() }), ({ eventId }) => eventId);
