/** Makes results of what experiments count, every five minutes, and deletes what is not needed for that any more. */

import type { CronItem } from 'graphile-worker';
import { announce } from '../../events/announce.ts';
import type { App } from '../../platform/app.ts';
import type { PayloadOf } from '../../platform/jobs/jobs.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { lockExperiment } from '../stored-experiment.ts';
import { countExperiment } from './count-experiment.ts';
import { SETTLED_AFTER_MS } from './counted.ts';
import { countExperimentsJob } from './jobs.ts';
import { dropConcluded, dropUnexposed, settleEvents } from './settle-units.ts';

/** One of the workers adds the job, with a lower priority than all deliveries. */
export const countExperimentsEveryFiveMinutes: CronItem = {
  task: countExperimentsJob.name,
  match: '*/5 * * * *',
  options: { jobKey: countExperimentsJob.key({}), priority: 100 },
};

export async function countExperiments(
  app: App,
  _payload: PayloadOf<typeof countExperimentsJob>,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const { pool } = app.database;
  const settledBefore = new Date(app.now().getTime() - SETTLED_AFTER_MS);
  await settleEvents(pool, settledBefore, signal);
  const running = await query(pool)
    .selectFrom('experiments')
    .select('id')
    .where('state', '=', 'RUNNING')
    .where('counting', '=', 'AUTOMATIC')
    .orderBy('id')
    .execute();
  // One that cannot be counted, such as one that somebody has locked, does not keep the others from it.
  const failures: unknown[] = [];
  for (const { id } of running)
    if (!signal?.aborted) await countOne(app, id).catch((error: unknown) => failures.push(error));
  await dropUnexposed(pool, settledBefore, signal);
  await dropConcluded(pool, signal);
  if (failures.length > 0) throw failures[0];
}

async function countOne(app: App, id: string): Promise<void> {
  const event = await transaction(app.database.pool, async (tx) => {
    const experiment = await lockExperiment(tx, id);
    // It may have been concluded in the meantime.
    if (experiment.state !== 'RUNNING') return null;
    return (await countExperiment(tx, experiment, app.now())).event;
  });
  if (event) announce(app, event);
}
