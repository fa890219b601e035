import { EventEmitter } from 'node:events';
import { type RunnerOptions, runOnce, type WorkerEvents } from 'graphile-worker';
import { createTaskList } from '#src/app/tasks.ts';
import { createSender, type Sender } from '#src/deliveries/queue/sender.ts';
import type { App } from '#src/platform/app.ts';
import { createWorkerLogger } from '#src/platform/jobs/worker-logger.ts';

/**
 * Runs the jobs that are due by this process's clock, and those that they cause, until there is none left. They run one
 * after the other through graphile-worker itself. Fails when one of them throws: deliveries fail without throwing.
 */
export async function runJobs(
  { app }: { app: App },
  { concurrency = 1, sender = createSender(app) }: { concurrency?: number; sender?: Sender } = {},
): Promise<void> {
  const events: WorkerEvents = new EventEmitter();
  const errors: unknown[] = [];
  events.on('job:error', ({ error }) => errors.push(error));
  const options: RunnerOptions = {
    pgPool: app.database.pool,
    taskList: createTaskList(app, sender),
    noHandleSignals: true,
    logger: createWorkerLogger(app.log),
    events,
    // A job that is not completed in a batch is deleted without anybody waiting for that, the end of the run included.
    preset: {
      worker: {
        useNodeTime: true,
        concurrentJobs: concurrency,
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  };
  // Postgres counts microseconds and this clock milliseconds: a job of this very moment may be due only in the next one.
  // And what is sent outlives its job: what the end of it adds comes after the run.
  for (let round = 0; round === 0 || (round < 20 && (await isOneDueNow(app))); round += 1) {
    await runOnce(options);
    await sender.claimPlanned();
    await sender.idle();
  }
  await sender.stop();
  if (errors.length > 0)
    throw new AggregateError(errors, `${errors.length} jobs failed: ${errors.join('; ')}`);
}

async function isOneDueNow({ database }: App): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `SELECT FROM graphile_worker.jobs WHERE locked_at IS NULL AND attempts < max_attempts
       AND run_at <= $1::timestamptz + interval '2 milliseconds' LIMIT 1`,
    [new Date()],
  );
  return rowCount !== 0;
}

export interface Job {
  task: string;
  key: string | null;
  runAt: Date;
  locked: boolean;
  attempts: number;
  payload: unknown;
}

/** The jobs that there are, those due first coming first. */
export async function readJobs({ app }: { app: App }): Promise<Job[]> {
  const { rows } = await app.database.pool.query<Job>(
    `SELECT t.identifier AS task, j.key, j.run_at AS "runAt", j.locked_at IS NOT NULL AS locked, j.attempts, j.payload
     FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
     ORDER BY j.run_at, j.id`,
  );
  return rows;
}
