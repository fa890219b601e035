/** Runs the jobs. */

import { type Runner, run } from 'graphile-worker';
import pg from 'pg';
import type { App } from './context.ts';
import { cancelDeliveries } from './deliveries/cancel-deliveries.job.ts';
import { deliver } from './deliveries/deliver.job.ts';
import { fanOut } from './deliveries/fan-out.job.ts';
import { REAP_EVERY_MS, reap } from './deliveries/reaper.ts';
import type { JobName, Jobs } from './jobs.ts';
import { createWorkerLogger } from './platform/worker-logger.ts';

type Task<Name extends JobName> = (app: App, payload: Jobs[Name], signal?: AbortSignal) => Promise<void>;

/** What each job does. A job without an entry does not compile. */
const tasks: { [Name in JobName]: Task<Name> } = {
  'fan-out': fanOut,
  deliver,
  'cancel-deliveries': cancelDeliveries,
};

const CONCURRENCY = 50;
/** At a stop, requests in flight get this long before they are given up and put back. */
const GRACE_MS = 3_000;

export interface Worker {
  /** Takes no new jobs, lets those that run finish or puts them back, then resolves. */
  stop(): Promise<void>;
}

export async function startWorker(app: App): Promise<Worker> {
  const pool = new pg.Pool({ connectionString: app.config.databaseUrl, max: CONCURRENCY + 2 });
  // A connection that breaks is replaced; without handlers, idle or in use, the event would end the process.
  const lost = (error: Error) => app.log.warn({ err: error }, 'the worker lost a Postgres connection');
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const runner = await run({
    pgPool: pool,
    taskList: taskList(app),
    noHandleSignals: true,
    logger: createWorkerLogger(app.log),
    preset: {
      worker: {
        concurrentJobs: CONCURRENCY,
        gracefulShutdownAbortTimeout: GRACE_MS,
        // Jobs are fetched and completed in batches: several times the deliveries per second.
        localQueue: { size: CONCURRENCY + 1 },
        completeJobBatchDelay: 50,
        failJobBatchDelay: 50,
      },
    },
  });
  const stopReaping = startReaping(app);
  return {
    async stop() {
      await stopReaping();
      await stopRunner(runner);
      await pool.end();
    },
  };
}

function taskList(app: App) {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      (payload: unknown, helpers: { abortSignal?: AbortSignal }) =>
        (task as Task<JobName>)(app, payload as never, helpers.abortSignal),
    ]),
  );
}

/** Looks for lost work every few seconds, one round at a time. Answers with how to stop it. */
function startReaping(app: App): () => Promise<void> {
  let round: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    round = round.then(async () => {
      const jobs = await reap(app);
      if (jobs > 0) app.log.warn({ jobs }, 'found work that nobody was at');
    });
    round = round.catch((error) => app.log.warn({ err: error }, 'could not look for lost work'));
  }, REAP_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await round;
  };
}

async function stopRunner(runner: Runner): Promise<void> {
  await runner.stop();
  await runner.promise;
}
