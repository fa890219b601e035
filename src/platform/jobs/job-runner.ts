/** Keeps graphile-worker running. */

import { setTimeout as delay } from 'node:timers/promises';
import { type CronItem, parseCronItems, type Runner, run, type TaskList } from 'graphile-worker';
import type { Log } from '../logger.ts';
import { openRetryingPool } from '../postgres/connections/retrying-pool.ts';
import { warnUnlessUnavailable } from '../postgres/database-unavailable.ts';
import { type Database, sessionSettings } from '../postgres/db.ts';
import { createWorkerLogger } from './worker-logger.ts';

/** Jobs are short: they start requests to receivers, but do not wait for them. */
const CONCURRENCY = 20;
/** At a stop, running jobs have this long to finish before their signal aborts. */
const GRACE_MS = 3_000;
/** The runner ends when Postgres fails while it completes a job. It is then started again. */
const RESTART_AFTER_MS = 1_000;

/**
 * Jobs are fetched and completed one by one. Batches (`localQueue`, `completeJobBatchDelay`) would be faster, but in
 * 0.18.0 the runner hangs forever when Postgres ends during a batch.
 */
const workerSettings = {
  concurrentJobs: CONCURRENCY,
  gracefulShutdownAbortTimeout: GRACE_MS,
};

export interface JobRunner {
  /** Takes no new jobs, waits for the running ones, then resolves. */
  stop(): Promise<void>;
}

/**
 * Runs jobs until it is stopped. graphile-worker's runner ends for good when it fails once to mark a job as done. Without
 * the restart the process would stay up and silently run no more jobs.
 */
export async function startJobRunner(
  { url, jobConnections }: Pick<Database, 'url' | 'jobConnections'>,
  taskList: TaskList,
  log: Log,
  cronItems: CronItem[] = [],
): Promise<JobRunner> {
  const stopping = new AbortController();
  const settings = { connectionString: url, ...sessionSettings, max: jobConnections };
  const pool = openRetryingPool(settings, log, 'the worker cannot reach Postgres', stopping.signal);
  // Only for the warning of graphile-worker, which knows no queue in front of a pool; `max` above stays the limit.
  pool.options.max = CONCURRENCY;
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
  const watched = restartUntilStopped();

  async function restartUntilStopped(): Promise<void> {
    while (runner) {
      await runner.promise.catch((error) => log.error({ err: error }, 'job runner failed'));
      if (stopping.signal.aborted) return;
      log.error('job runner ended; restarting it');
      runner = await restart();
    }
  }

  async function restart(): Promise<Runner | null> {
    for (;;) {
      await delay(RESTART_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return null;
      try {
        const started = await start();
        if (!stopping.signal.aborted) return started;
        await started.stop();
        return null;
      } catch (error) {
        warnUnlessUnavailable(log, error, 'restarting the job runner failed');
      }
    }
  }

  return {
    async stop() {
      stopping.abort();
      // `stop` fails when the runner is already ending by itself; `watched` waits for its end in both cases.
      await runner?.stop().catch((error) => log.debug({ err: error }, 'job runner was already stopping'));
      await watched;
      await pool.end();
    },
  };
}
