/** Keeps graphile-worker running. */

import { setTimeout as delay } from 'node:timers/promises';
import { type CronItem, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import type { Log } from '../logger.ts';
import { warnUnlessAway } from '../postgres/database-away.ts';
import { openPatientPool } from '../postgres/patient-pool.ts';
import { createWorkerLogger } from './worker-logger.ts';

/** Jobs are short: what takes long, sending, goes on beside them. */
const CONCURRENCY = 20;
/** At a stop, jobs that run get this long before they are told to give up. */
const GRACE_MS = 3_000;
/** After giving up, which it does when Postgres fails it at the wrong moment, the runner is started again. */
const RESTART_AFTER_MS = 1_000;

/**
 * Jobs are fetched and completed one by one. In batches (`localQueue`, `completeJobBatchDelay`) there would be more of
 * them a second, but in 0.18.0 a Postgres that ends during a batch leaves the runner waiting for ever.
 */
const workerSettings = {
  concurrentJobs: CONCURRENCY,
  gracefulShutdownAbortTimeout: GRACE_MS,
};

export interface JobRunner {
  /** Takes no new jobs, waits for those that run, then resolves. */
  stop(): Promise<void>;
}

/**
 * Runs jobs until it is stopped. graphile-worker ends its runner for good when it cannot mark jobs as done, be it for a
 * moment only; a process that lives on without one would work on nothing any more, and nobody would notice.
 */
export async function startJobRunner(
  databaseUrl: string,
  taskList: TaskList,
  log: Log,
  cronItems: CronItem[] = [],
): Promise<JobRunner> {
  const stopping = new AbortController();
  const settings = { connectionString: databaseUrl, max: CONCURRENCY + 2 };
  const pool = openPatientPool(settings, log, 'the worker cannot reach Postgres', stopping.signal);
  const start = () =>
    run({
      pgPool: pool,
      taskList,
      parsedCronItems: parseCronItems(cronItems),
      noHandleSignals: true,
      logger: createWorkerLogger(log),
      preset: { worker: workerSettings },
    });
  let runner: Runner | null = await start();
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
        const started = await start();
        if (!stopping.signal.aborted) return started;
        await started.stop();
        return null;
      } catch (error) {
        warnUnlessAway(log, error, 'the job runner could not be started again yet');
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
