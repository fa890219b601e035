/** Runs the jobs, and requeues those that a killed worker left behind. */

import { addLostApplications } from '../approvals/applying/add-lost-applications.ts';
import { readQueues } from '../deliveries/queue/claim-due.ts';
import { pruneHourly } from '../deliveries/queue/prune.job.ts';
import { REAP_EVERY_MS, reap, unlockStuckJobs } from '../deliveries/queue/reaper.ts';
import { createSender, type Sender } from '../deliveries/queue/sender.ts';
import { addLostWebhooks } from '../integrations/providers/jira/inbound/add-lost-webhooks.ts';
import type { App } from '../platform/app.ts';
import { startJobRunner } from '../platform/jobs/job-runner.ts';
import { warnUnlessUnavailable } from '../platform/postgres/database-unavailable.ts';
import { createTaskList } from './tasks.ts';

export interface Worker {
  /** Takes no new jobs, finishes or requeues the running ones, then resolves. */
  stop(): Promise<void>;
}

/** Runs jobs and requeues abandoned ones until it is stopped. */
export async function startWorker(app: App): Promise<Worker> {
  const sender = createSender(app);
  const runner = await startJobRunner(app.database, createTaskList(app, sender), app.log, [pruneHourly]);
  const stopReaping = startReaping(app, sender);
  return {
    async stop() {
      await stopReaping();
      await Promise.all([runner.stop(), sender.stop()]);
    },
  };
}

/** Reaps now and every few seconds. Returns how to stop. */
function startReaping(app: App, sender: Sender): () => Promise<void> {
  let round: Promise<void> | null = null;
  const start = () => {
    // Skipped while the previous round runs: rounds that take longer than the interval must not pile up.
    round ??= requeueAbandoned(app, sender).finally(() => {
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

async function requeueAbandoned(app: App, sender: Sender): Promise<void> {
  try {
    const jobs = (await reap(app)) + (await addLostApplications(app)) + (await addLostWebhooks(app));
    if (jobs > 0) app.log.warn({ jobs }, 'requeued abandoned jobs');
    await unlockStuckJobs(app);
    const lines = await readQueues(app.database.pool);
    await Promise.all(lines.map((line) => sender.claimFrom(line)));
  } catch (error) {
    warnUnlessUnavailable(app.log, error, 'requeueing abandoned jobs failed');
  }
}
