/** Runs the jobs. */

import type { TaskList } from 'graphile-worker';
import type { App } from './context.ts';
import { cancelDeliveries } from './deliveries/cancel-deliveries.job.ts';
import { deliver } from './deliveries/deliver.job.ts';
import { fanOut } from './deliveries/fan-out.job.ts';
import { REAP_EVERY_MS, reap } from './deliveries/reaper.ts';
import type { JobName, Jobs } from './jobs.ts';
import { startJobRunner } from './platform/job-runner.ts';

export { workerSettings } from './platform/job-runner.ts';

type Task<Name extends JobName> = (app: App, payload: Jobs[Name], signal?: AbortSignal) => Promise<void>;

/** What each job does. A job without an entry does not compile. */
const tasks: { [Name in JobName]: Task<Name> } = {
  'fan-out': fanOut,
  deliver,
  'cancel-deliveries': cancelDeliveries,
};

export interface Worker {
  /** Takes no new jobs, lets those that run finish or puts them back, then resolves. */
  stop(): Promise<void>;
}

/** Runs jobs and looks for lost ones until it is stopped. */
export async function startWorker(app: App): Promise<Worker> {
  const runner = await startJobRunner(app.config.databaseUrl ?? '', createTaskList(app), app.log);
  const stopReaping = startReaping(app);
  return {
    async stop() {
      await stopReaping();
      await runner.stop();
    },
  };
}

/** The jobs in the form that graphile-worker runs them in. */
export function createTaskList(app: App): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      (payload: unknown, helpers: { abortSignal?: AbortSignal }) =>
        (task as Task<JobName>)(app, payload as never, helpers.abortSignal),
    ]),
  );
}

/** Looks for lost work now and every few seconds, one round at a time. Answers with how to stop it. */
function startReaping(app: App): () => Promise<void> {
  let round: Promise<void> | null = null;
  const start = () => {
    // A round that takes longer than the interval is not followed by a queue of others.
    round ??= look(app).finally(() => {
      round = null;
    });
  };
  start();
  const timer = setInterval(start, REAP_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await round;
  };
}

async function look(app: App): Promise<void> {
  try {
    const jobs = await reap(app);
    if (jobs > 0) app.log.warn({ jobs }, 'found work that nobody was at');
  } catch (error) {
    app.log.warn({ err: error }, 'could not look for lost work');
  }
}
