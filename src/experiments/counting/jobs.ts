import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.ts';

/** Counts the experiments that count automatically. */
export const countExperimentsJob = defineJob('count-experiments', z.object({}), () => 'five-minutes');
