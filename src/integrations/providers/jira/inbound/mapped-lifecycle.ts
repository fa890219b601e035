/** What a status of Jira means for the lifecycle of flags, by an integration's settings. Pure. */

import type { FlagLifecycle } from '../../../../flags/flag.ts';
import { handlesIssue, type JiraSettings } from '../settings.ts';
import type { StatusChange } from './status-change.ts';
import type { StoredJiraWebhook } from './stored-jira-webhook.ts';

/** Jira gives up after its fifth attempt, an hour or so later: what is older was kept by somebody to be sent again. */
const MAX_AGE_HOURS = 24;

type Status = Pick<StatusChange, 'statusId' | 'statusName'>;

/** Why a webhook is none of this integration's business, as a sentence; null when it may be. */
export function reasonToIgnore(
  { integration, issueKey, occurredAt, receivedAt }: StoredJiraWebhook,
  settings: JiraSettings,
): string | null {
  if (!integration.enabled) return 'The integration was disabled or deleted before this was looked at.';
  if (!handlesIssue(settings, issueKey)) {
    return `${issueKey} is of a Jira project that the integration does not handle: it is set to ${settings.projectKeys.join(', ')}.`;
  }
  const ageMs = receivedAt.getTime() - occurredAt.getTime();
  return ageMs > MAX_AGE_HOURS * 3_600_000
    ? `It was more than ${MAX_AGE_HOURS} hours old when it came, which Jira's own attempts never are.`
    : null;
}

/** The lifecycle that flags come to by this status; null when none is set. */
export function lifecycleFor(reached: Status, { lifecycles }: JiraSettings): FlagLifecycle | null {
  return lifecycles.find(({ status }) => isStatus(status, reached))?.lifecycle ?? null;
}

/** Whether the integration itself moves issues to this status for flags at that lifecycle: the issue is where it should be. */
export function isAskedFor(reached: Status, present: FlagLifecycle, { transitions }: JiraSettings): boolean {
  return transitions.some(({ lifecycle, status }) => lifecycle === present && isStatus(status, reached));
}

function isStatus(asked: string, { statusId, statusName }: Status): boolean {
  return asked === statusId || asked.toLowerCase() === statusName.trim().toLowerCase();
}
