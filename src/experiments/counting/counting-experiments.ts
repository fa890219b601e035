import type { Sql } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import type { Design } from '../design.ts';
import { MAX_COUNTING_EXPERIMENTS } from './counted.ts';

/** An experiment that runs and counts automatically. */
export interface CountingExperiment {
  id: string;
  flagId: string;
  design: Design;
  startedAt: Date;
  unitSalt: string;
  /** Whether it takes no more units. */
  isFull: boolean;
}

/** The experiments of an environment that run and count automatically. */
export async function readCountingExperiments(
  sql: Sql,
  environmentId: string,
): Promise<CountingExperiment[]> {
  const rows = await query(sql)
    .selectFrom('experiments')
    .select(['id', 'flagId', 'design', 'startedAt', 'unitSalt', 'counted'])
    .where('environmentId', '=', environmentId)
    .where('state', '=', 'RUNNING')
    .where('counting', '=', 'AUTOMATIC')
    .orderBy('id')
    .limit(MAX_COUNTING_EXPERIMENTS)
    .execute();
  return rows.flatMap(({ startedAt, counted, ...experiment }) =>
    startedAt ? [{ ...experiment, startedAt, isFull: counted?.isFull ?? false }] : [],
  );
}
