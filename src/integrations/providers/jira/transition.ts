/** Moves a Jira issue to a status, with the transition that leads to it. */

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

interface Transition {
  id: string;
  name: string;
  /** Name of the status that it leads to. */
  to: string;
}

/** A conflict means that somebody else moved the Jira issue at the same time; its status is then read again. */
const MAX_TRIES = 2;

export function* moveIssue(event: OutgoingEvent, context: Context, issueKey: string): Conversation {
  const { settings, flag, now } = context;
  const status = statusFor(settings, event);
  if (status === null) return { skipped: 'The settings no longer have a status for this lifecycle.' };
  if (flag && flag.lifecycle !== newLifecycleOf(event)) {
    return { skipped: `The lifecycle of the flag has changed again: it is ${flag.lifecycle} now.` };
  }
  if (flag && !flag.jiraIssues.includes(issueKey)) {
    return { skipped: `The flag is no longer linked to ${issueKey}.` };
  }
  const subject = { issueKey, permission: 'Transition issues' };
  for (let left = MAX_TRIES; ; left -= 1) {
    const issue = yield toIssue(context, 'GET', issueKey, '?fields=status');
    if (!isSuccess(issue)) return jiraFailure(issue, subject, now);
    const present = statusIn(issue);
    if (isSame(present, status)) return 'ok';
    const listed = yield toIssue(context, 'GET', issueKey, '/transitions');
    if (!isSuccess(listed)) return jiraFailure(listed, subject, now);
    const transitions = transitionsIn(listed);
    if (!transitions) {
      const reason = `The answer ${statusText(listed)} contains no readable list of transitions.`;
      return { failed: 'transient', reason };
    }
    const chosen = chooseTransition(transitions, status);
    if (!chosen) return { skipped: whyNot(issueKey, status, present, transitions) };
    const body = { transition: { id: chosen.id } };
    const answer = yield toIssue(context, 'POST', issueKey, '/transitions', body);
    if (isSuccess(answer)) return 'ok';
    if (answer.status !== 409) return rejection(answer, subject, now);
    if (left === 1) {
      const reason = `Jira answered ${statusText(answer)} twice: somebody else is moving the Jira issue${quoted(wordsOf(answer))}`;
      return { failed: 'transient', reason };
    }
  }
}

/** By the status that it leads to, else by its own name. */
function chooseTransition(transitions: Transition[], status: string): Transition | undefined {
  return (
    transitions.find(({ to }) => isSame(to, status)) ?? transitions.find(({ name }) => isSame(name, status))
  );
}

/** A workflow that requires further fields cannot be satisfied by another attempt, so the delivery is skipped. */
function rejection(answer: OutboundResponse, subject: { issueKey: string }, now: Date): Verdict {
  if (answer.status === 400 && Object.keys(fieldErrorsOf(answer)).length > 0) {
    const skipped = `The workflow of ${subject.issueKey} requires fields that GoGreen cannot fill in${quoted(wordsOf(answer))}`;
    return { skipped };
  }
  return jiraFailure(answer, subject, now);
}

function whyNot(issueKey: string, status: string, present: string, transitions: Transition[]): string {
  const beginning = `${issueKey} cannot be moved from "${present}" to "${status}"`;
  if (transitions.length === 0) {
    return `${beginning}: Jira offers no transition at all, as for accounts without the permission Transition issues.`;
  }
  const names = transitions.map(({ name, to }) => (isSame(name, to) ? `"${to}"` : `"${name}" to "${to}"`));
  return `${beginning}: from there Jira offers ${names.join(', ')}.`;
}

function statusIn(response: OutboundResponse): string {
  return textOf(record(record(record(jsonOf(response))['fields'])['status'])['name']);
}

/** Null when the list cannot be read, for example because the response was cut off. */
function transitionsIn(response: OutboundResponse): Transition[] | null {
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
