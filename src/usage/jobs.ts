import { z } from 'zod';
import { defineJob } from '../platform/jobs/jobs.ts';

/** Rolls up usage of flags, and deletes what is not kept. */
export const rollUpUsageJob = defineJob('roll-up-usage', z.object({}), () => 'ten-minutes');
