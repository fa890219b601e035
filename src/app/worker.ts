/** Runs the jobs. */

import type { TaskList } from 'graphile-worker';
import { addLostApplications } from '../approvals/applying/add-lost-applications.ts';
import { applyScheduledChange } from '../approvals/applying/apply-change-request.job.ts';
import { cancelDeliveries } from '../deliveries/queue/cancel-deliveries.job.ts';
import { deliver } from '../deliveries/queue/deliver.job.ts';
import { disableIntegration } from '../deliveries/queue/disable-integration.job.ts';
import { fanOut } from '../deliveries/queue/fan-out.job.ts';
import { readWaitingLines } from '../deliveries/queue/line.ts';
import { prune, pruneHourly } from '../deliveries/queue/prune.job.ts';
import { REAP_EVERY_MS, reap, unlockStuckJobs } from '../deliveries/queue/reaper.ts';
import { createSender, type Sender } from '../deliveries/queue/sender.ts';
import { recover } from '../deliveries/recoveries/recover.job.ts';
import { addLostWebhooks } from '../integrations/providers/jira/inbound/add-lost-webhooks.ts';
import { receiveJiraWebhook } from '../integrations/providers/jira/inbound/receive-jira-webhook.job.ts';
import type { App } from '../platform/app.ts';
import { startJobRunner } from '../platform/jobs/job-runner.ts';
import type { JobName, Jobs } from '../platform/jobs/jobs.ts';
import { warnUnlessAway } from '../platform/postgres/database-away.ts';

type Task<Name extends JobName> = (
  app: App,
  payload: Jobs[Name],
  running: { sender: Sender; signal: AbortSignal | undefined },
) => Promise<void>;

/** What each job does. A job without an entry does not compile. */
const tasks: { [Name in JobName]: Task<Name> } = {
  'fan-out': fanOut,
  deliver: (_app, payload, { sender }) => deliver(sender, payload),
  'cancel-deliveries': cancelDeliveries,
  recover,
  'disable-integration': disableIntegration,
  prune,
  'apply-change-request': applyScheduledChange,
  'receive-jira-webhook': receiveJiraWebhook,
};

export interface Worker {
  /** Takes no new jobs, lets those that run finish or puts them back, then resolves. */
  stop(): Promise<void>;
}

/** Runs jobs and looks for lost ones until it is stopped. */
export async function startWorker(app: App): Promise<Worker> {
  const sender = createSender(app);
  const runner = await startJobRunner(app.database.url, createTaskList(app, sender), app.log, [pruneHourly]);
  const stopReaping = startReaping(app, sender);
  return {
    async stop() {
      await stopReaping();
      await Promise.all([runner.stop(), sender.stop()]);
    },
  };
}

/** The jobs in the form that graphile-worker runs them in. */
export function createTaskList(app: App, sender: Sender): TaskList {
  return Object.fromEntries(
    Object.entries(tasks).map(([name, task]) => [
      name,
      (payload: unknown, helpers: { abortSignal?: AbortSignal }) =>
        (task as Task<JobName>)(app, payload as never, { sender, signal: helpers.abortSignal }),
    ]),
  );
}

/** Looks for lost work now and every few seconds, one round at a time. Answers with how to stop it. */
function startReaping(app: App, sender: Sender): () => Promise<void> {
  let round: Promise<void> | null = null;
  const start = () => {
    // A round that takes longer than the interval is not followed by a queue of others.
    round ??= look(app, sender).finally(() => {
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

async function look(app: App, sender: Sender): Promise<void> {
  try {
    const jobs = (await reap(app)) + (await addLostApplications(app)) + (await addLostWebhooks(app));
    if (jobs > 0) app.log.warn({ jobs }, 'found work that nobody was at');
    await unlockStuckJobs(app);
    const lines = await readWaitingLines(app.database.pool);
    await Promise.all(lines.map((line) => sender.look(line)));
  } catch (error) {
    warnUnlessAway(app.log, error, 'could not look for lost work');
  }
}
