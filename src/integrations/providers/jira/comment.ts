/** The comment that tells of a change. Jira makes a new one for each request, so a repeated delivery looks first. */

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

/** Ours may be among the newest of so many pages: fewer than a conversation may have steps. */
const MAX_PAGES = 12;
/** No more of an answer than 64 KiB is read, and a comment has some 6 KB with whoever wrote it. */
const PAGE = 8;

export function* addComment(event: OutgoingEvent, context: Context, issueKey: string): Conversation {
  const { repeated, now } = context;
  const asked = { issueKey, permission: 'Add comments' };
  if (repeated) {
    // An attempt that got no answer may have been heard all the same.
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query = `?orderBy=-created&startAt=${page * PAGE}&maxResults=${PAGE}&expand=properties`;
      const recent = yield toIssue(context, 'GET', issueKey, `/comment${query}`);
      if (!isSuccess(recent)) return jiraFailure(recent, { issueKey }, now);
      if (isAmong(event.id, recent)) return 'ok';
      if (!recent.truncated && commentsIn(recent).length < PAGE) break;
    }
  }
  const response = yield toIssue(context, 'POST', issueKey, '/comment', toComment(event));
  return isSuccess(response) ? 'ok' : jiraFailure(response, asked, now);
}

/** In its properties or, where Jira does not show them, at its end. */
function isAmong(eventId: string, response: OutboundResponse): boolean {
  // A long page is cut off and then no JSON: the id still tells.
  if (response.truncated) return response.body.includes(eventId);
  return commentsIn(response).some((comment) => JSON.stringify(comment).includes(eventId));
}

function commentsIn(response: OutboundResponse): unknown[] {
  return list(record(jsonOf(response))['comments']);
}
