/** The meaning of Jira's error responses, and what users can do about them. */

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

/** What the request was about, for the error message. */
export interface RequestSubject {
  /** Such as `WEB-1`. */
  issueKey?: string;
  /** Name of the permission in Jira that the request needs. */
  permission?: string;
}

export function isSuccess({ status }: Pick<OutboundResponse, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** The failure for a response that is not a success. */
export function jiraFailure(
  response: OutboundResponse,
  { issueKey, permission }: RequestSubject,
  now: Date,
): Failure {
  const { status } = response;
  const words = quoted(wordsOf(response));
  const answered = `Jira answered ${statusText(response)}`;
  const permanent = (reason: string): Failure => ({ failed: 'permanent', reason });
  if (status === 401) {
    return permanent(
      `${answered}: check the e-mail address and the API token. Tokens expire after at most a year; create a new one at id.atlassian.com > Security > API tokens. A token with scopes needs read:jira-work, write:jira-work and read:jira-user, and the integration needs cloudId${words}`,
    );
  }
  if (status === 403) {
    const missing = permission ? `the permission ${permission}` : 'a permission';
    return permanent(`${answered}: give the account ${missing}${placeOf(issueKey)}${words}`);
  }
  if (status === 404) {
    const what = issueKey ? `the Jira issue ${issueKey} does not exist` : 'the resource does not exist';
    const failure = permanent(
      `${answered}: ${what}, or the account may not see it, because it lacks the permission Browse projects${placeOf(issueKey)}${words}`,
    );
    // A wrong key does not affect the deliveries for other Jira issues.
    return issueKey ? { ...failure, onlyThis: true } : failure;
  }
  if (status === 413) {
    return permanent(
      `${answered}: it is too large, or the Jira issue has the maximum number of these${words}`,
    );
  }
  if (status === 429) {
    const limit = headerOf(response, 'RateLimit-Reason');
    const retryAfter = parseRetryAfter(response.headers, now);
    const reason = `${answered}${limit ? ` (${limit})` : ''}: too many requests${words}`;
    return { failed: 'transient', reason, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  return failureOf(response, 'Jira', wordsOf(response), now);
}

/** Jira's own error messages, including those about single fields. */
export function wordsOf(response: OutboundResponse): string {
  const body = record(jsonOf(response));
  const texts = [...list(body['errorMessages']), body['message'], body['error_description'], body['error']];
  const said = texts.filter((text): text is string => typeof text === 'string' && text !== '');
  return [...said, ...Object.entries(fieldErrorsOf(response)).map((entry) => entry.join(': '))].join('; ');
}

/** Jira's error messages about single fields. */
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
