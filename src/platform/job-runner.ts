/** Keeps graphile-worker running. */

import { setTimeout as delay } from 'node:timers/promises';
import { type Runner, run, type TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from './logger.ts';
import { openPool } from './pool.ts';
import { createWorkerLogger } from './worker-logger.ts';

const CONCURRENCY = 50;
/** At a stop, jobs that run get this long before they are told to give up. */
const GRACE_MS = 3_000;
/** After giving up, which it does when Postgres fails it at the wrong moment, the runner is started again. */
const RESTART_AFTER_MS = 1_000;

/** How jobs are fetched and completed: in batches, which gives several times the jobs per second. */
export const workerSettings = {
  concurrentJobs: CONCURRENCY,
  gracefulShutdownAbortTimeout: GRACE_MS,
  localQueue: { size: CONCURRENCY + 1 },
  completeJobBatchDelay: 50,
  failJobBatchDelay: 50,
};

export interface JobRunner {
  /** Takes no new jobs, waits for those that run, then resolves. */
  stop(): Promise<void>;
}

/**
 * Runs jobs until it is stopped. graphile-worker ends its runner for good when it cannot mark jobs as done, be it for a
 * moment only; a process that lives on without one would work on nothing any more, and nobody would notice.
 */
export async function startJobRunner(databaseUrl: string, taskList: TaskList, log: Log): Promise<JobRunner> {
  const stopping = new AbortController();
  const pool = openPool(
    { connectionString: databaseUrl, max: CONCURRENCY + 2 },
    log,
    'the worker lost a Postgres connection',
  );
  let runner: Runner | null = await launch(pool, taskList, log);
  const watched = watch();

  async function watch(): Promise<void> {
    while (runner) {
      await runner.promise.catch((error) => log.error({ err: error }, 'the job runner ended with an error'));
      if (stopping.signal.aborted) return;
      log.error('the job runner gave up; it is started again');
      runner = await relaunch();
    }
  }

  async function relaunch(): Promise<Runner | null> {
    for (;;) {
      await delay(RESTART_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return null;
      try {
        const started = await launch(pool, taskList, log);
        if (!stopping.signal.aborted) return started;
        await started.stop();
        return null;
      } catch (error) {
        log.warn({ err: error }, 'the job runner could not be started again yet');
      }
    }
  }

  return {
    async stop() {
      stopping.abort();
      // It refuses when it is stopping by itself already; `watched` waits for its end in both cases.
      await runner?.stop().catch((error) => log.debug({ err: error }, 'the job runner was stopping already'));
      await watched;
      await pool.end();
    },
  };
}

function launch(pgPool: pg.Pool, taskList: TaskList, log: Log): Promise<Runner> {
  return run({
    pgPool,
    taskList,
    noHandleSignals: true,
    logger: createWorkerLogger(log),
    preset: { worker: workerSettings },
  });
}
