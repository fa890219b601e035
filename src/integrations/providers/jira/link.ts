/** The link on a Jira issue, which shows the current state of the flag. */

import type { Conversation } from '../../contract/conversation.ts';
import type { ConversationContext, Links } from '../../contract/provider.ts';
import { shorten } from '../../contract/shorten.ts';
import type { CurrentFlag } from '../../event/current-flag.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { nameAndKey } from '../../messages/message-text.ts';
import { oneLine } from '../../messages/one-line.ts';
import { isSuccess, jiraFailure } from './failures.ts';
import { toIssue } from './requests.ts';
import type { JiraSecrets, JiraSettings } from './settings.ts';

/** For the id and the title, from Jira's OpenAPI. No limit is published for the summary, which is shown in one line. */
const MAX_LENGTH = 255;
const MAX_SUMMARY_LENGTH = 500;

type Context = ConversationContext<JiraSettings, JiraSecrets>;

/** Adds or removes the link, depending on whether the flag is linked now. Repeated or late deliveries have the same result. */
export function showLink(event: OutgoingEvent, context: Context, issueKey: string): Conversation {
  const { flag } = context;
  return flag?.jiraIssues.includes(issueKey)
    ? putLink(flag, event, context, issueKey)
    : removeLink(event, context, issueKey);
}

/** Jira creates the link, or replaces the one with the same global id. */
function* putLink(flag: CurrentFlag, event: OutgoingEvent, context: Context, issueKey: string): Conversation {
  const { links, now } = context;
  const response = yield toIssue(context, 'POST', issueKey, '/remotelink', toRemoteLink(flag, event, links));
  return isSuccess(response) ? 'ok' : jiraFailure(response, { issueKey, permission: 'Link issues' }, now);
}

function* removeLink(event: OutgoingEvent, context: Context, issueKey: string): Conversation {
  const { links, now } = context;
  const query = `?globalId=${encodeURIComponent(globalIdOf(event, links))}`;
  const response = yield toIssue(context, 'DELETE', issueKey, `/remotelink${query}`);
  if (isSuccess(response)) return 'ok';
  if (response.status !== 404) return jiraFailure(response, { issueKey, permission: 'Link issues' }, now);
  // Either the link has been removed already, or the account may not see the Jira issue.
  const issue = yield toIssue(context, 'GET', issueKey, '?fields=status');
  if (isSuccess(issue)) return 'ok';
  if (issue.status !== 404) return jiraFailure(issue, { issueKey }, now);
  return {
    skipped: `The Jira issue ${issueKey} was deleted, or the account lacks the permission Browse projects. If it still has the link, the link stays.`,
  };
}

/** The complete link: on an update Jira clears omitted fields. */
export function toRemoteLink(flag: CurrentFlag, event: OutgoingEvent, links: Links): Record<string, unknown> {
  return {
    globalId: globalIdOf(event, links),
    application: { type: 'com.gogreen', name: 'GoGreen' },
    relationship: 'feature flag',
    object: {
      url: flag.url,
      title: nameAndKey({ name: oneLine(flag.name), key: flag.key }, MAX_LENGTH),
      summary: shorten(summaryOf(flag), MAX_SUMMARY_LENGTH),
      icon: { url16x16: `${links.publicUrl}/icon.svg`, title: 'GoGreen' },
      // Shown struck through, like Jira issues that are done.
      status: { resolved: flag.lifecycle === 'ARCHIVED' },
    },
  };
}

/**
 * Identifies the link, independently of renamed flags and Jira issues. It contains the id and not the key of the flag: when a
 * flag is deleted and another one created with its key, late deliveries of the old flag must not change links of the new one.
 */
export function globalIdOf({ flag }: OutgoingEvent, { publicUrl }: Links): string {
  const complete = `system=${publicUrl}&flag=${flag?.id}`;
  return complete.length <= MAX_LENGTH ? complete : `flag=${flag?.id}`;
}

/** `Production: SERVE "on" · Staging: OFF: "off"`. */
function summaryOf({ lifecycle, environments }: CurrentFlag): string {
  const parts = environments.map(({ name, key, codeLine }) => `${oneLine(name) || key}: ${codeLine}`);
  return [...(lifecycle === 'ACTIVE' ? [] : [lifecycle.toLowerCase()]), ...parts].join(' · ');
}
