/** Runs the jobs, and requeues those that a killed worker left behind. */

import { addLostApplications } from '../approvals/applying/add-lost-applications.ts';
import { readQueues } from '../deliveries/queue/claim-due.ts';
import { fanOutAtOnce } from '../deliveries/queue/fan-out.job.ts';
import { pruneHourly } from '../deliveries/queue/prune.job.ts';
import { REAP_EVERY_MS, reap, unlockStuckJobs } from '../deliveries/queue/reaper.ts';
import { createSender, type Sender } from '../deliveries/queue/sender.ts';
import { rollUpEveryMinute } from '../deliveries/statistics/roll-up.job.ts';
import { onAppended } from '../events/announce.ts';
import { addLostWebhooks } from '../integrations/providers/jira/inbound/add-lost-webhooks.ts';
import { providers } from '../integrations/providers/registry.ts';
import type { App } from '../platform/app.ts';
import { outboundErrorClasses } from '../platform/egress/outcome.ts';
import { startJobRunner } from '../platform/jobs/job-runner.ts';
import { inShare } from '../platform/postgres/connections/connection-queue.ts';
import { warnUnlessUnavailable } from '../platform/postgres/database-unavailable.ts';
import { createTaskList } from './tasks.ts';

/** A planned retry comes at most this much after its time. */
const CLAIM_PLANNED_EVERY_MS = 1_000;

/** Fan-outs at a time that do not wait for their jobs: as many as there are jobs at a time. */
const MAX_FAN_OUTS = 20;

export interface Worker {
  /** Takes no new jobs, finishes or requeues the running ones, then resolves. */
  stop(): Promise<void>;
}

/** Runs jobs and requeues abandoned ones until it is stopped. */
export async function startWorker(app: App): Promise<Worker> {
  const sender = createSender(app);
  countFromZero(app);
  const runner = await startJobRunner(app.database, createTaskList(app, sender), app.log, [
    pruneHourly,
    rollUpEveryMinute,
  ]);
  const fanOuts = startFanOuts(app, sender);
  const stops = [
    startRounds(() => requeueAbandoned(app, sender), REAP_EVERY_MS),
    startRounds(() => claimPlanned(app, sender), CLAIM_PLANNED_EVERY_MS),
  ];
  return {
    async stop() {
      await Promise.all(stops.map((stop) => stop()));
      await Promise.all([fanOuts.stop(), runner.stop(), sender.stop()]);
    },
  };
}

/** A counter that is absent until something is counted hides its first increase from rates and alerts. */
function countFromZero({ metrics }: App): void {
  for (const provider of Object.keys(providers))
    for (const result of ['ok', ...outboundErrorClasses]) metrics.attempts.inc({ provider, result }, 0);
  for (const provider of Object.keys(providers))
    for (const status of ['DELIVERED', 'FAILED', 'CANCELLED'])
      metrics.deliveries.inc({ provider, status }, 0);
}

/** Does something now and at this interval. Returns how to stop. */
function startRounds(work: () => Promise<void>, everyMs: number): () => Promise<void> {
  let round: Promise<void> | null = null;
  const start = () => {
    // Skipped while the previous round runs: rounds that take longer than the interval must not pile up.
    round ??= work().finally(() => {
      round = null;
    });
  };
  start();
  const timer = setInterval(start, everyMs);
  return async () => {
    clearInterval(timer);
    await round;
  };
}

/** Changes of flags in this process need not wait for their jobs. */
function startFanOuts(app: App, sender: Sender): Worker {
  const waiting: { eventId: string; projectId: string }[] = [];
  const running = new Set<Promise<void>>();
  const begin = () => {
    for (let next = waiting.shift(); next; next = running.size < MAX_FAN_OUTS ? waiting.shift() : undefined) {
      const done = fanOutEvent(app, sender, next).finally(() => {
        running.delete(done);
        if (waiting.length > 0) begin();
      });
      running.add(done);
    }
  };
  const stopListening = onAppended(app, ({ id: eventId, projectId }) => {
    waiting.push({ eventId, projectId });
    if (running.size < MAX_FAN_OUTS) begin();
  });
  return {
    async stop() {
      stopListening();
      // Those that have not begun keep their jobs.
      waiting.length = 0;
      await Promise.all(running);
    },
  };
}

async function fanOutEvent(
  app: App,
  sender: Sender,
  event: { eventId: string; projectId: string },
): Promise<void> {
  try {
    await inShare('jobs', () => fanOutAtOnce(app, event, { sender }));
  } catch (error) {
    warnUnlessUnavailable(app.log, error, 'an event was not fanned out at once; its job will do it', event);
  }
}

async function claimPlanned(app: App, sender: Sender): Promise<void> {
  try {
    await sender.claimPlanned();
  } catch (error) {
    warnUnlessUnavailable(app.log, error, 'claiming planned retries failed');
  }
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
