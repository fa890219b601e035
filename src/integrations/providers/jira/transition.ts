/** Moves an issue to a status, by whatever transition leads there. */

import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { jsonOf, quoted, record, statusText } from '../../contract/api-verdict.ts';
import type { Conversation } from '../../contract/conversation.ts';
import type { ConversationContext } from '../../contract/provider.ts';
import type { Verdict } from '../../contract/verdict.ts';
import type { OutgoingEvent } from '../../event/outgoing-event.ts';
import { fieldErrorsOf, isSuccess, jiraFailure, wordsOf } from './failures.ts';
import { toIssue } from './requests.ts';
import type { JiraSecrets, JiraSettings } from './settings.ts';
import { newLifecycleOf, statusFor } from './targets.ts';

type Context = ConversationContext<JiraSettings, JiraSecrets>;

interface Offer {
  id: string;
  name: string;
  /** The name of the status that it leads to. */
  to: string;
}

/** A conflict means that somebody moved the issue at the same moment: it is looked at once more. */
const TRIES = 2;

export function* moveIssue(event: OutgoingEvent, context: Context, issueKey: string): Conversation {
  const { settings, flag, now } = context;
  const status = statusFor(settings, event);
  if (status === null) return { skipped: 'The settings no longer ask for a transition.' };
  if (flag && flag.lifecycle !== newLifecycleOf(event)) {
    return { skipped: `The flag is ${flag.lifecycle.toLowerCase()} by now.` };
  }
  if (flag && !flag.jiraIssues.includes(issueKey)) {
    return { skipped: `The flag is no longer linked to ${issueKey}.` };
  }
  const asked = { issueKey, permission: 'Transition issues' };
  for (let left = TRIES; ; left -= 1) {
    const issue = yield toIssue(context, 'GET', issueKey, '?fields=status');
    if (!isSuccess(issue)) return jiraFailure(issue, asked, now);
    const present = statusIn(issue);
    if (isSame(present, status)) return 'ok';
    const listed = yield toIssue(context, 'GET', issueKey, '/transitions');
    if (!isSuccess(listed)) return jiraFailure(listed, asked, now);
    const offers = offersIn(listed);
    if (!offers) {
      const reason = `The answer ${statusText(listed)} has no list of transitions in it that can be read.`;
      return { failed: 'transient', reason };
    }
    const chosen = chooseOffer(offers, status);
    if (!chosen) return { skipped: whyNot(issueKey, status, present, offers) };
    const body = { transition: { id: chosen.id } };
    const answer = yield toIssue(context, 'POST', issueKey, '/transitions', body);
    if (isSuccess(answer)) return 'ok';
    if (answer.status !== 409) return refusal(answer, asked, now);
    if (left === 1) {
      const reason = `Jira answered ${statusText(answer)} twice: somebody else is moving the issue${quoted(wordsOf(answer))}`;
      return { failed: 'transient', reason };
    }
  }
}

/** By where it leads, else by its own name. */
function chooseOffer(offers: Offer[], status: string): Offer | undefined {
  return offers.find(({ to }) => isSame(to, status)) ?? offers.find(({ name }) => isSame(name, status));
}

/** A workflow that wants more than a status is nothing that another attempt, or another key, would mend. */
function refusal(answer: OutboundResponse, asked: { issueKey: string }, now: Date): Verdict {
  if (answer.status === 400 && Object.keys(fieldErrorsOf(answer)).length > 0) {
    const skipped = `The workflow of ${asked.issueKey} asks for fields that only people can fill in${quoted(wordsOf(answer))}`;
    return { skipped };
  }
  return jiraFailure(answer, asked, now);
}

function whyNot(issueKey: string, status: string, present: string, offers: Offer[]): string {
  const beginning = `${issueKey} cannot be moved from "${present}" to "${status}"`;
  if (offers.length === 0) {
    return `${beginning}: Jira offers no transition at all, as for accounts without the permission Transition issues.`;
  }
  const names = offers.map(({ name, to }) => (isSame(name, to) ? `"${to}"` : `"${name}" to "${to}"`));
  return `${beginning}: from there Jira offers ${names.join(', ')}.`;
}

function statusIn(response: OutboundResponse): string {
  return textOf(record(record(record(jsonOf(response))['fields'])['status'])['name']);
}

/** Null: it cannot be told which there are, as when the answer is cut off. */
function offersIn(response: OutboundResponse): Offer[] | null {
  const { transitions } = record(jsonOf(response));
  if (!Array.isArray(transitions)) return null;
  return transitions
    .map(record)
    .map(({ id, name, to }) => ({ id: textOf(id), name: textOf(name), to: textOf(record(to)['name']) }))
    .filter(({ id }) => id !== '');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isSame(left: string, right: string): boolean {
  return left.trim().toLowerCase() === right.trim().toLowerCase();
}
