/** Parts for judging the responses of JSON APIs. */

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

/** The error message of an API, as the end of a sentence; a full stop when there is none. */
export function quoted(message: string | null | undefined): string {
  const text = message?.replaceAll(/\s+/g, ' ').trim();
  return text ? `: ${shorten(text, MAX_QUOTE_LENGTH)}` : '.';
}

/** The parsed body; undefined when it is not JSON, or only the beginning of it. */
export function jsonOf({ body }: Pick<OutboundResponse, 'body'>): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** `value` when it is an object, else an empty one: for reading unvalidated JSON. */
export function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** `value` when it is a list, else an empty one. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/**
 * The failure for a status that the provider does not treat specially: transient for 408, 425, 429 and 5xx, otherwise
 * permanent, because another attempt would get the same response. `message` is the API's own error message.
 */
export function failureOf(
  response: OutboundResponse,
  product: string,
  message: string | null,
  now: Date,
): Failure {
  const { status, headers } = response;
  if (status >= 300 && status < 400) {
    const reason = `${product} answered ${statusText(response)}. Redirects are not followed: set the final base URL.`;
    return { failed: 'permanent', reason };
  }
  const reason = `${product} answered ${statusText(response)}${quoted(message)}`;
  if (status < 500 && ![408, 425, 429].includes(status)) return { failed: 'permanent', reason };
  const retryAfter = status === 429 || status === 503 ? parseRetryAfter(headers, now) : undefined;
  return { failed: 'transient', reason, ...(retryAfter === undefined ? {} : { retryAfter }) };
}
