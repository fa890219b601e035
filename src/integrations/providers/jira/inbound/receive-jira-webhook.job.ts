/**
 * Acts on what Jira said, in one transaction with the note of what came of it: a job that dies half-way has changed
 * nothing, and one that is run again finds nothing to do. Throws when Postgres cannot be reached; the worker then tries
 * again.
 */

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
  lockUnread,
  type StoredJiraWebhook,
  saveConclusion,
} from './stored-jira-webhook.ts';

export async function receiveJiraWebhook(
  { database, doorbell, now }: App,
  { jiraWebhookId }: PayloadOf<typeof receiveJiraWebhookJob>,
): Promise<void> {
  const event = await transaction(database.pool, async (tx) => {
    const webhook = await lockUnread(tx, jiraWebhookId);
    // Pruned, or looked at by a job that was taken for lost.
    if (!webhook) return null;
    const { events, ...conclusion } = await act(tx, webhook, now());
    await saveConclusion(tx, webhook, conclusion);
    return events[0] ?? null;
  });
  if (event) doorbell.publish('events', event.projectId);
}

type Acted = Conclusion & { events: LoggedEvent[] };

async function act(tx: Transaction, webhook: StoredJiraWebhook, now: Date): Promise<Acted> {
  const ignored = (detail: string): Acted => ({ outcome: 'IGNORED', detail, events: [] });
  const settings: JiraSettings = jiraSettings.parse(webhook.integration.settings);
  const reason = reasonToIgnore(webhook, settings);
  if (reason !== null) return ignored(reason);
  if (await isOvertaken(tx, webhook)) {
    return ignored(`What ${webhook.issueKey} did after that has been looked at already.`);
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
