/**
 * Processes a received webhook and stores its outcome in the same transaction: a job that is killed has changed nothing, and
 * one that runs again finds the webhook processed. Throws when Postgres cannot be reached; the worker then runs it again.
 */

import { announce } from '../../../../events/announce.ts';
import type { LoggedEvent } from '../../../../events/logged-event.ts';
import type { App } from '../../../../platform/app.ts';
import type { PayloadOf } from '../../../../platform/jobs/jobs.ts';
import { type Transaction, transaction } from '../../../../platform/postgres/db.ts';
import type { receiveJiraWebhookJob } from '../../../jobs.ts';
import { type JiraSettings, jiraSettings } from '../settings.ts';
import { concludeMoves } from './conclude-moves.ts';
import { lockLinkedFlags } from './linked-flags.ts';
import { lifecycleFor, reasonToIgnore } from './mapped-lifecycle.ts';
import { moveFlag } from './move-flag.ts';
import {
  type Conclusion,
  isOvertaken,
  lockUnprocessed,
  type StoredJiraWebhook,
  saveConclusion,
} from './stored-jira-webhook.ts';

export async function receiveJiraWebhook(
  app: App,
  { jiraWebhookId }: PayloadOf<typeof receiveJiraWebhookJob>,
): Promise<void> {
  const event = await transaction(app.database.pool, async (tx) => {
    const webhook = await lockUnprocessed(tx, jiraWebhookId);
    // Pruned, or already processed by a job that was considered lost.
    if (!webhook) return null;
    const { events, ...conclusion } = await processWebhook(tx, webhook, app.now());
    await saveConclusion(tx, webhook, conclusion);
    return events.at(-1) ?? null;
  });
  if (event) announce(app, event);
}

type Processed = Conclusion & { events: LoggedEvent[] };

async function processWebhook(tx: Transaction, webhook: StoredJiraWebhook, now: Date): Promise<Processed> {
  const ignored = (detail: string): Processed => ({ outcome: 'IGNORED', detail, events: [] });
  const settings: JiraSettings = jiraSettings.parse(webhook.integration.settings);
  const reason = reasonToIgnore(webhook, settings);
  if (reason !== null) return ignored(reason);
  if (await isOvertaken(tx, webhook)) {
    return ignored(`A later change of status of ${webhook.issueKey} has been processed already.`);
  }
  const lifecycle = lifecycleFor(webhook, settings);
  if (lifecycle === null) return ignored(`No lifecycle is set for the status "${webhook.statusName}".`);
  const flags = await lockLinkedFlags(tx, webhook);
  if (flags.length === 0) {
    return ignored(`No flag of "${webhook.project.key}" is linked to ${webhook.issueKey}.`);
  }
  const moves = [];
  for (const flag of flags) moves.push(await moveFlag(tx, flag, { webhook, settings, lifecycle, now }));
  return { ...concludeMoves(moves), events: moves.flatMap(({ event }) => event ?? []) };
}
