/** Maps a status in Jira to the lifecycle of flags, by the settings of an integration. Pure. */

import type { FlagLifecycle } from '../../../../flags/flag.ts';
import { handlesIssue, type JiraSettings } from '../settings.ts';
import type { StatusChange } from './status-change.ts';
import type { StoredJiraWebhook } from './stored-jira-webhook.ts';

/** Jira's fifth and last attempt is about an hour later, so an older webhook was replayed by somebody else. */
const MAX_AGE_HOURS = 24;

type Status = Pick<StatusChange, 'statusId' | 'statusName'>;

/** The reason, as a sentence, why a webhook is ignored; null when it is not. */
export function reasonToIgnore(
  { integration, issueKey, occurredAt, receivedAt }: StoredJiraWebhook,
  settings: JiraSettings,
): string | null {
  if (!integration.enabled)
    return 'The integration was disabled or deleted before the webhook was processed.';
  if (!handlesIssue(settings, issueKey)) {
    return `The integration does not handle the Jira project of ${issueKey}, only ${settings.projectKeys.join(', ')}.`;
  }
  const ageMs = receivedAt.getTime() - occurredAt.getTime();
  return ageMs > MAX_AGE_HOURS * 3_600_000
    ? `The webhook was more than ${MAX_AGE_HOURS} hours old when it was received; Jira itself never sends one so late.`
    : null;
}

/** The lifecycle for this status; null when none is set. */
export function lifecycleFor(reached: Status, { lifecycles }: JiraSettings): FlagLifecycle | null {
  return lifecycles.find(({ status }) => isStatus(status, reached))?.lifecycle ?? null;
}

/** Whether the integration itself moves Jira issues to this status when a flag has this lifecycle. */
export function isOwnTransition(
  reached: Status,
  present: FlagLifecycle,
  { transitions }: JiraSettings,
): boolean {
  return transitions.some(({ lifecycle, status }) => lifecycle === present && isStatus(status, reached));
}

function isStatus(configured: string, { statusId, statusName }: Status): boolean {
  return configured === statusId || configured.toLowerCase() === statusName.trim().toLowerCase();
}
