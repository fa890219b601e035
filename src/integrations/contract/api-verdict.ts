/** What the providers' JSON APIs have in common in how they answer. */

import { STATUS_CODES } from 'node:http';
import type { OutboundResponse } from '../../platform/egress/outbound.ts';
import { parseRetryAfter } from '../../platform/egress/retry-after.ts';
import type { Verdict } from './provider.ts';
import { shorten } from './shorten.ts';

export type Failure = Extract<Verdict, { failed: unknown }>;

const MAX_QUOTE_LENGTH = 300;

/** `403 Forbidden`. */
export function statusText({ status }: Pick<OutboundResponse, 'status'>): string {
  return [status, STATUS_CODES[status]].filter(Boolean).join(' ');
}

/** What an API says in its own words, as the end of a sentence; a full stop when it says nothing. */
export function quoted(words: string | null | undefined): string {
  const text = words?.replaceAll(/\s+/g, ' ').trim();
  return text ? `: ${shorten(text, MAX_QUOTE_LENGTH)}` : '.';
}

/** The body as JSON; undefined when it is not JSON or not whole. */
export function jsonOf({ body }: Pick<OutboundResponse, 'body'>): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** `value` when it is an object with string keys, else an empty one: for reading what others send. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** `value` when it is a list, else an empty one. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * The failure that a status means where no provider says otherwise: overloaded or broken for now (408, 425, 429 and
 * 5xx) is tried again, all else would be answered alike. `words` are the API's own.
 */
export function failureOf(
  response: OutboundResponse,
  product: string,
  words: string | null,
  now: Date,
): Failure {
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    const reason = `${product} answered ${statusText(response)}. Redirects are not followed: set the final base URL.`;
    return { failed: 'permanent', reason };
  }
  const reason = `${product} answered ${statusText(response)}${quoted(words)}`;
  if (status < 500 && ![408, 425, 429].includes(status)) return { failed: 'permanent', reason };
  const retryAfter = status === 429 || status === 503 ? parseRetryAfter(headers, now) : undefined;
  return { failed: 'transient', reason, ...(retryAfter === undefined ? {} : { retryAfter }) };
}
