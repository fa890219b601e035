/** What Jira's refusals mean, and what people can do about them. */

import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { parseRetryAfter } from '../../../platform/egress/retry-after.ts';
import {
  type Failure,
  failureOf,
  jsonOf,
  list,
  quoted,
  record,
  statusText,
} from '../../contract/api-verdict.ts';

/** What was asked for, to say what may be missing. */
export interface Asked {
  /** Such as `WEB-1`. */
  issueKey?: string;
  /** The permission that it takes in Jira, by its name there. */
  permission?: string;
}

export function isSuccess({ status }: Pick<OutboundResponse, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** The failure that an answer is which is no success. */
export function jiraFailure(response: OutboundResponse, { issueKey, permission }: Asked, now: Date): Failure {
  const { status } = response;
  const words = quoted(wordsOf(response));
  const answered = `Jira answered ${statusText(response)}`;
  const never = (reason: string): Failure => ({ failed: 'permanent', reason });
  if (status === 401) {
    return never(
      `${answered}: check the e-mail address and the API token. Tokens expire after a year at most; make a new one at id.atlassian.com > Security > API tokens. One with scopes needs read:jira-work, write:jira-work and read:jira-user, and the integration cloudId${words}`,
    );
  }
  if (status === 403) {
    const missing = permission ? `the permission ${permission}` : 'a permission';
    return never(`${answered}: give the account ${missing}${placeOf(issueKey)}${words}`);
  }
  if (status === 404) {
    const what = issueKey ? `the issue ${issueKey} does not exist` : 'what was asked for does not exist';
    const failure = never(
      `${answered}: ${what}, or the account may not see it, for which it needs the permission Browse projects${placeOf(issueKey)}${words}`,
    );
    // A mistyped key says nothing about the other issues.
    return issueKey ? { ...failure, onlyThis: true } : failure;
  }
  if (status === 413) {
    return never(`${answered}: it is too large, or the issue has as many of these as Jira allows${words}`);
  }
  if (status === 429) {
    const limit = headerOf(response, 'RateLimit-Reason');
    const retryAfter = parseRetryAfter(response.headers, now);
    const reason = `${answered}${limit ? ` (${limit})` : ''}: too many requests for now${words}`;
    return { failed: 'transient', reason, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  return failureOf(response, 'Jira', wordsOf(response), now);
}

/** What Jira says in its own words: the messages, and those about single fields. */
export function wordsOf(response: OutboundResponse): string {
  const body = record(jsonOf(response));
  const texts = [...list(body['errorMessages']), body['message'], body['error_description'], body['error']];
  const said = texts.filter((text): text is string => typeof text === 'string' && text !== '');
  return [...said, ...Object.entries(fieldErrorsOf(response)).map((entry) => entry.join(': '))].join('; ');
}

/** What Jira says about single fields. */
export function fieldErrorsOf(response: OutboundResponse): Record<string, string> {
  const errors = Object.entries(record(record(jsonOf(response))['errors']));
  return Object.fromEntries(
    errors.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function placeOf(issueKey: string | undefined): string {
  return issueKey ? ` in the project of ${issueKey}` : '';
}

function headerOf({ headers }: OutboundResponse, name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}
