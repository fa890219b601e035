/** What the address of the deliveries holds, and the filter that it stands for. */

import type { DeliveryFilter } from '../../gql/graphql.ts';
import { EVENT_TYPES } from '../../shell/event-words.ts';
import { readList, readText, readTime, readWords } from '../../shell/search-params.ts';
import { ERROR_CLASSES, STATUSES } from './words.ts';

export interface DeliverySearch {
  q?: string | undefined;
  status?: string[] | undefined;
  queued?: boolean | undefined;
  integration?: string | undefined;
  type?: string[] | undefined;
  flag?: string | undefined;
  environments?: string[] | undefined;
  /** Status codes: `5xx`, `503` or `500-503`. */
  answer?: string | undefined;
  error?: string[] | undefined;
  target?: string | undefined;
  /** The last hours or days: `24h`, `7d`. In place of `from` and `to`. */
  last?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  test?: string | undefined;
  recovery?: string | undefined;
  event?: string | undefined;
  /** Opens the replay of events: the id of an integration, or `events` for a choice. */
  replay?: string | undefined;
}

export function readDeliverySearch(search: Record<string, unknown>): DeliverySearch {
  return {
    q: readText(search['q']),
    status: readWords(search['status'], STATUSES),
    queued: search['queued'] === true || undefined,
    integration: readText(search['integration']),
    type: readWords(search['type'], EVENT_TYPES),
    flag: readText(search['flag']),
    environments: readList(search['environments']),
    answer: readAnswer(readText(search['answer'])),
    error: readWords(search['error'], ERROR_CLASSES),
    target: readText(search['target']),
    last: readWords(search['last'], Object.keys(PERIODS))?.[0],
    from: readTime(search['from']),
    to: readTime(search['to']),
    test: readWords(search['test'], ['yes', 'no'])?.[0],
    recovery: readText(search['recovery']),
    event: readText(search['event']),
    replay: readText(search['replay']),
  };
}

const HOUR_MS = 3_600_000;

export const PERIODS: Record<string, { words: string; ms: number }> = {
  '1h': { words: 'last hour', ms: HOUR_MS },
  '24h': { words: 'last 24 hours', ms: 24 * HOUR_MS },
  '7d': { words: 'last 7 days', ms: 7 * 24 * HOUR_MS },
};

/** The filter of the API for what the address says; null for all deliveries. */
export function toFilter(search: DeliverySearch, now: number): DeliveryFilter | null {
  const { q, status, queued, integration, type, flag, environments, answer, error, target, test } = search;
  const period = search.last === undefined ? undefined : PERIODS[search.last];
  const from = period ? new Date(now - period.ms).toISOString() : search.from;
  const filter: DeliveryFilter = {
    ...(q !== undefined && { text: q.slice(0, 200) }),
    ...(status && { statuses: readWords(status, STATUSES) ?? null }),
    ...(queued && { isWaiting: true }),
    ...(integration !== undefined && { integrationId: integration }),
    ...(type && { eventTypes: readWords(type, EVENT_TYPES) ?? null }),
    ...(flag !== undefined && { flagKey: flag }),
    ...(environments && { environmentKeys: environments }),
    ...(answer !== undefined && { responseStatuses: answerRange(answer) }),
    ...(error && { errorClasses: readWords(error, ERROR_CLASSES) ?? null }),
    ...(target !== undefined && { targets: [target] }),
    ...(from !== undefined && { createdAfter: from }),
    ...(search.to !== undefined && period === undefined && { createdBefore: search.to }),
    ...(test !== undefined && { isTest: test === 'yes' }),
    ...(search.recovery !== undefined && { recoveryId: search.recovery }),
    ...(search.event !== undefined && { eventId: search.event }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}

const CLASS = /^([1-5])xx$/i;
const RANGE = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/;

/** The text, if it names status codes: `5xx`, `503` or `500-503`. */
export function readAnswer(text: string | undefined): string | undefined {
  const compact = text?.replaceAll(/\s/g, '').replace(/[–—]/, '-').toLowerCase() ?? '';
  if (CLASS.test(compact)) return compact;
  const [, from, to = from] = RANGE.exec(compact) ?? [];
  return from !== undefined && to !== undefined && Number(from) <= Number(to) ? compact : undefined;
}

function answerRange(answer: string): { from: number; to: number } {
  const [, hundreds] = CLASS.exec(answer) ?? [];
  if (hundreds !== undefined) return { from: Number(hundreds) * 100, to: Number(hundreds) * 100 + 99 };
  const [, from, to = from] = RANGE.exec(answer) ?? [];
  return { from: Number(from), to: Number(to) };
}
