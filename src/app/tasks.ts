/** Every job with the function that runs it, in the form that graphile-worker takes. */

import type { TaskList } from 'graphile-worker';
import { applyScheduledChange } from '../approvals/applying/apply-change-request.job.ts';
import * as approvalJobs from '../approvals/applying/jobs.ts';
import * as deliveryJobs from '../deliveries/jobs.ts';
import { cancelDeliveries } from '../deliveries/queue/cancel-deliveries.job.ts';
import { deliver } from '../deliveries/queue/deliver.job.ts';
import { disableIntegration } from '../deliveries/queue/disable-integration.job.ts';
import { fanOut } from '../deliveries/queue/fan-out.job.ts';
import { prune } from '../deliveries/queue/prune.job.ts';
import type { Sender } from '../deliveries/queue/sender.ts';
import { recover } from '../deliveries/recoveries/recover.job.ts';
import { rollUp } from '../deliveries/statistics/roll-up.job.ts';
import * as eventJobs from '../events/jobs.ts';
import { countExperiments } from '../experiments/counting/count-experiments.job.ts';
import * as experimentJobs from '../experiments/counting/jobs.ts';
import * as integrationJobs from '../integrations/jobs.ts';
import { receiveJiraWebhook } from '../integrations/providers/jira/inbound/receive-jira-webhook.job.ts';
import type { App } from '../platform/app.ts';
import type { Job, PayloadOf } from '../platform/jobs/jobs.ts';
import { inShare } from '../platform/postgres/connections/connection-queue.ts';
import * as usageJobs from '../usage/jobs.ts';
import { rollUpUsage } from '../usage/roll-up-usage.job.ts';

const definitions = {
  ...eventJobs,
  ...integrationJobs,
  ...deliveryJobs,
  ...approvalJobs,
  ...experimentJobs,
  ...usageJobs,
};

type Payloads = { [Key in keyof typeof definitions]: PayloadOf<(typeof definitions)[Key]> };
type Handler<Payload> = (
  app: App,
  payload: Payload,
  running: { sender: Sender; signal: AbortSignal | undefined },
) => Promise<void>;

const jobs: { [Key in keyof Payloads]: Job<Payloads[Key]> } = definitions;

/** A job without a handler does not compile. */
const handlers: { [Key in keyof Payloads]: Handler<Payloads[Key]> } = {
  fanOutJob: fanOut,
  deliverJob: (_app, payload, { sender }) => deliver(sender, payload),
  cancelDeliveriesJob: cancelDeliveries,
  recoverJob: recover,
  disableIntegrationJob: disableIntegration,
  pruneJob: prune,
  rollUpJob: rollUp,
  applyChangeRequestJob: applyScheduledChange,
  receiveJiraWebhookJob: receiveJiraWebhook,
  countExperimentsJob: countExperiments,
  rollUpUsageJob: rollUpUsage,
};

/**
 * A payload that does not match, added by another version, fails its job before the handler runs. graphile-worker logs
 * the reason, retries for about four days, so that a worker of the other version can take it, and keeps the job after that.
 */
export function createTaskList(app: App, sender: Sender): TaskList {
  const createTask = <Key extends keyof Payloads>(key: Key): [name: string, task: TaskList[string]] => [
    jobs[key].name,
    (payload, { abortSignal: signal }) =>
      inShare('jobs', () => handlers[key](app, jobs[key].parse(payload), { sender, signal })),
  ];
  return Object.fromEntries((Object.keys(jobs) as (keyof Payloads)[]).map((key) => createTask(key)));
}
