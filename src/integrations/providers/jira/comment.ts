/** The comment about a change. Jira creates a new one for each request, so a repeated delivery first searches for it. */

import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { jsonOf, list, record } from '../../contract/api-verdict.ts';
import type { Conversation } from '../../contract/conversation.ts';
import type { ConversationContext } from '../../contract/provider.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { toComment } from './comment-body.ts';
import { isSuccess, jiraFailure } from './failures.ts';
import { toIssue } from './requests.ts';
import type { JiraSecrets, JiraSettings } from './settings.ts';

type Context = ConversationContext<JiraSettings, JiraSecrets>;

/** How many pages of comments are searched, newest first. Fewer than the steps that a multi-step delivery may have. */
const MAX_PAGES = 12;
/** Only 64 KiB of a response are read, and a comment with its author has some 6 KB. */
const PAGE = 8;

export function* addComment(event: OutgoingEvent, context: Context, issueKey: string): Conversation {
  const { repeated, now } = context;
  const subject = { issueKey, permission: 'Add comments' };
  if (repeated) {
    // An attempt without a response may have added the comment nevertheless.
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = `?orderBy=-created&startAt=${page * PAGE}&maxResults=${PAGE}&expand=properties`;
      const recent = yield toIssue(context, 'GET', issueKey, `/comment${query}`);
      if (!isSuccess(recent)) return jiraFailure(recent, { issueKey }, now);
      if (isAmong(event.id, recent)) return 'ok';
      if (!recent.truncated && commentsIn(recent).length < PAGE) break;
    }
  }
  const response = yield toIssue(context, 'POST', issueKey, '/comment', toComment(event));
  return isSuccess(response) ? 'ok' : jiraFailure(response, subject, now);
}

/** The id is in the properties of the comment and, in case Jira does not show them, in its footer. */
function isAmong(eventId: string, response: OutboundResponse): boolean {
  // A page that was cut off is not JSON, so the text is searched for the id.
  if (response.truncated) return response.body.includes(eventId);
  return commentsIn(response).some((comment) => JSON.stringify(comment).includes(eventId));
}

function commentsIn(response: OutboundResponse): unknown[] {
  return list(record(jsonOf(response))['comments']);
}
