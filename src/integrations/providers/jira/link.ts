/** The link on an issue, which always shows the flag as it is now. */

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

/** By Jira's OpenAPI, of the id and the title. Nothing is said of the summary, which is shown in one line. */
const MAX_LENGTH = 255;
const MAX_SUMMARY_LENGTH = 500;

type Context = ConversationContext<JiraSettings, JiraSecrets>;

/** Puts the link there or takes it away, as the flag is linked now: said twice, or late, it comes to the same. */
export function showLink(event: OutgoingEvent, context: Context, issueKey: string): Conversation {
  const { flag } = context;
  return flag?.jiraIssues.includes(issueKey)
    ? putLink(flag, event, context, issueKey)
    : removeLink(event, context, issueKey);
}

/** Jira makes the link or, by its id, replaces it. */
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
  // Either the link is gone already, or the issue cannot be seen.
  const issue = yield toIssue(context, 'GET', issueKey, '?fields=status');
  if (isSuccess(issue)) return 'ok';
  if (issue.status !== 404) return jiraFailure(issue, { issueKey }, now);
  return {
    skipped: `Jira shows no issue ${issueKey}: it was deleted, or the account lacks the permission Browse projects. A link that it may still have stays.`,
  };
}

/** Always all of it: on an update Jira empties what is left out. */
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
      // Struck through, as with issues that are done.
      status: { resolved: flag.lifecycle === 'ARCHIVED' },
    },
  };
}

/**
 * What makes the link the same one, whatever the flag and the issue are called by then. Not the key of the flag: when one
 * is deleted and another made by its key, what is left to do for the old one must not undo what was done for the new one.
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
