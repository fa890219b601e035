/** Counts the events of a span of time in buckets, for a histogram of the log. */

import type { Pool } from 'pg';
import { InvalidInputError } from '../../platform/errors.ts';
import { query, sql } from '../../platform/postgres/query.ts';
import { checkFilter, type EventFilter } from './event-filter.ts';
import { isSearchCut, matchingEvents } from './matching-events.ts';

const HOUR_MS = 3_600_000;
/** By the name of the unit: days are those of UTC. */
export const bucketMs = { HOUR: HOUR_MS, DAY: 24 * HOUR_MS };
export type Bucket = keyof typeof bucketMs;

export const MAX_BUCKETS = 400;
/** Counting more would take longer than a page may. */
export const MAX_EVENTS = 100_000;

export interface EventCounts {
  buckets: { startsAt: Date; count: number }[];
  complete: boolean;
}

interface Asked {
  from: Date;
  to: Date;
  bucket: Bucket;
  filter?: EventFilter | null | undefined;
}

/**
 * Every bucket from the one of `from` to the last before `to`. Of more than MAX_EVENTS events only the newest are counted, and
 * a text is looked for in the newest MAX_SEARCHED of that time.
 * Fails with InvalidInputError when there would be too many buckets.
 */
export async function countByTime(pool: Pool, projectId: string, asked: Asked): Promise<EventCounts> {
  const { from, to, bucket } = asked;
  const unit = bucketMs[bucket];
  const first = Math.floor(from.getTime() / unit) * unit;
  const length = Math.ceil((to.getTime() - first) / unit);
  if (!(length > 0 && length <= MAX_BUCKETS)) {
    const message = `must be after from, with at most ${MAX_BUCKETS} buckets between them; choose a shorter time or longer buckets`;
    throw new InvalidInputError([{ path: 'to', message }]);
  }
  const filter = during(new Date(first), to, checkFilter(asked.filter ?? {}));
  const inSpan = matchingEvents(pool, { projectId, filter })
    .select(sql<Date>`date_trunc(${bucket.toLowerCase()}, event.occurred_at, 'UTC')`.as('startsAt'))
    .orderBy('event.occurredAt', 'desc')
    .limit(MAX_EVENTS)
    .as('found');
  const rows = await query(pool)
    .selectFrom(inSpan)
    .select(['found.startsAt', ({ fn }) => fn.countAll<string>().as('count')])
    .groupBy('found.startsAt')
    .execute();
  const counts = new Map(rows.map(({ startsAt, count }) => [startsAt.getTime(), Number(count)]));
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    buckets: Array.from({ length }, (_, index) => {
      const startsAt = first + index * unit;
      return { startsAt: new Date(startsAt), count: counts.get(startsAt) ?? 0 };
    }),
    complete: total < MAX_EVENTS && !(await isSearchCut(pool, projectId, filter)),
  };
}

/** The filter for events of a span of time, with its start and without its end. Times are stored in milliseconds. */
function during(start: Date, end: Date, filter: EventFilter): EventFilter {
  const { occurredAfter, occurredBefore } = filter;
  const justBefore = new Date(start.getTime() - 1);
  return {
    ...filter,
    occurredAfter: occurredAfter && occurredAfter > justBefore ? occurredAfter : justBefore,
    occurredBefore: occurredBefore && occurredBefore < end ? occurredBefore : end,
  };
}
