/** The words for what the API names by constants. */

import type { AttemptErrorClass, AttemptTrigger, DeliveryStatus, EventType } from '../../gql/graphql.ts';
import { eventWord } from '../../shell/event-words.ts';

export const STATUSES = [
  'PENDING',
  'SENDING',
  'DELIVERED',
  'FAILED',
  'CANCELLED',
] as const satisfies DeliveryStatus[];

export const ERROR_CLASSES = [
  'HTTP',
  'TIMEOUT',
  'REFUSED',
  'DNS',
  'TLS',
  'BLOCKED',
  'PROXY',
  'TOO_LARGE',
  'TOO_OLD',
  'ABORTED',
  'INTERNAL',
  'SKIPPED',
] as const satisfies AttemptErrorClass[];

/** Short enough for a cell of a table. */
export const ERROR_WORDS: Record<AttemptErrorClass, string> = {
  HTTP: 'rejected',
  TIMEOUT: 'timeout',
  REFUSED: 'no connection',
  DNS: 'unknown host',
  TLS: 'TLS failed',
  BLOCKED: 'address blocked',
  PROXY: 'proxy failed',
  TOO_LARGE: 'too large',
  TOO_OLD: 'too old',
  ABORTED: 'aborted',
  INTERNAL: 'internal error',
  SKIPPED: 'nothing to do',
};

/** What the class means, and what can be done about it. */
export const ERROR_HELP: Record<AttemptErrorClass, string> = {
  HTTP: 'The receiver answered, but not with what counts as success.',
  TIMEOUT: 'There was no complete answer in time. The receiver may have got the request all the same.',
  REFUSED: 'The connection was refused or lost.',
  DNS: 'The name of the host could not be resolved. Check its spelling in the URL of the integration.',
  TLS: 'No secure connection could be made, for example because of the certificate of the receiver.',
  BLOCKED: 'The address is not one that this instance may call. EGRESS_ALLOW says which it may.',
  PROXY: 'The egress proxy of this instance could not be reached or made no connection. Nothing was sent.',
  TOO_LARGE: 'The body is larger than the receiver accepts. Nothing was sent.',
  TOO_OLD: 'The event is older than the receiver accepts. Nothing was sent.',
  ABORTED: 'The request was aborted, as when a process stops.',
  INTERNAL: 'GoGreen could not make the request or read the answer.',
  SKIPPED: 'There was nothing to do for this event, so the delivery ended without a failure.',
};

export const TRIGGER_WORDS: Record<AttemptTrigger, string> = {
  FIRST: 'first attempt',
  RETRY: 'retry after a failure',
  MANUAL: 'retried by hand',
  TEST: 'test',
  REPLAY: 'replay',
};

/** FLAG_UPDATED as "flag updated". */
export function lower(constant: string): string {
  return constant.toLowerCase().replaceAll('_', ' ');
}

/** What happened to a flag, in one word; to anything else in two. */
export function shortEvent(type: EventType): string {
  return eventWord(type).replace(/^flag /, '');
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** A count that the API bounds. */
export function total(number: number): string {
  return number >= 10_000 ? '10,000 or more' : number.toLocaleString('en');
}
