/**
 * The events of the log that a list is about, as the beginning of a statement. Every condition but the text is found by an
 * index, and the text is looked for in a limited number of events, so that no list reads the whole log of a project.
 */

import type { RawBuilder } from 'kysely';
import type { Pool } from 'pg';
import { literally } from '../../platform/input/literally.ts';
import { any, query, sql } from '../../platform/postgres/query.ts';
import type { EventFilter } from './event-filter.ts';

/** What the column holds. */
export const MAX_SEQUENCE = 2 ** 31 - 1;

/** A text is looked for in the newest events, of those that match the other conditions: no index finds it. */
export const MAX_SEARCHED = 10_000;

/** Events are appended in the order in which they occurred, but for those that waited for locks, at most a few minutes. */
const DISORDER_MS = 10 * 60_000;

/** Which events: those of a project that match a filter, those of a flag, or the given ones. */
export type Asked = { projectId: string; filter: EventFilter } | { flagId: string } | { ids: string[] };

export function matchingEvents(pool: Pool, asked: Asked) {
  if ('flagId' in asked) return logged(pool).where('event.flagId', '=', asked.flagId);
  if ('ids' in asked) return logged(pool).where('event.id', '=', any(asked.ids));
  const { projectId, filter } = asked;
  const { text } = filter;
  if (!text) return indexed(pool, projectId, filter);
  const oldest = indexed(pool, projectId, filter)
    .select('event.sequence')
    .orderBy('event.sequence', 'desc')
    .offset(MAX_SEARCHED - 1)
    .limit(1);
  return indexed(pool, projectId, filter)
    .where('event.sequence', '>=', sql<number>`coalesce((${oldest}), 0)`)
    .where(
      sql`concat_ws(chr(10), event.flag_key, event.comment, event.actor ->> 'name')`,
      'ilike',
      `%${literally(text)}%`,
    );
}

/** Whether there are more events, of those that match the other conditions, than a text is looked for in. */
export async function isSearchCut(pool: Pool, projectId: string, filter: EventFilter): Promise<boolean> {
  if (!filter.text) return false;
  const tooOld = await indexed(pool, projectId, filter)
    .select('event.sequence')
    .orderBy('event.sequence', 'desc')
    .offset(MAX_SEARCHED)
    .limit(1)
    .executeTakeFirst();
  return tooOld !== undefined;
}

/** Test events are not in the log. */
function logged(pool: Pool) {
  return query(pool).selectFrom('events as event').where('event.sequence', 'is not', null);
}

function indexed(pool: Pool, projectId: string, filter: EventFilter) {
  const { types, environmentKey, flagKey, flagKeys, actorId } = filter;
  const { occurredAfter, occurredBefore, afterSequence, untilSequence } = filter;
  const environmentId = query(pool)
    .selectFrom('environments')
    .select('id')
    .where('projectId', '=', projectId)
    .where('key', '=', environmentKey ?? '');
  return (
    logged(pool)
      .where('event.projectId', '=', projectId)
      .where('event.sequence', '>', afterSequence ?? 0)
      .$if(untilSequence != null, (events) => events.where('event.sequence', '<=', untilSequence ?? 0))
      .$if(types != null, (events) => events.where('event.type', ...oneOf(types ?? [])))
      .$if(Boolean(environmentKey), (events) => events.where('event.environmentId', '=', environmentId))
      .$if(Boolean(flagKey), (events) => events.where('event.flagKey', '=', flagKey ?? ''))
      .$if(flagKeys != null, (events) => events.where('event.flagKey', ...oneOf(flagKeys ?? [])))
      // The same operator as in the index.
      .$if(Boolean(actorId), (events) => events.where(sql`event.actor ->> 'id'`, '=', actorId))
      .$if(occurredAfter != null, (events) =>
        events
          .where('event.occurredAt', '>', occurredAfter ?? null)
          .where(
            'event.sequence',
            '>',
            sql<number>`coalesce((${lastBefore(pool, projectId, occurredAfter)}), 0)`,
          ),
      )
      .$if(occurredBefore != null, (events) =>
        events
          .where('event.occurredAt', '<', occurredBefore ?? null)
          .where(
            'event.sequence',
            '<',
            sql<number>`coalesce((${firstAfter(pool, projectId, occurredBefore)}), ${MAX_SEQUENCE})`,
          ),
      )
  );
}

/** The sequence of an event that certainly comes before all that occurred after the time. */
function lastBefore(pool: Pool, projectId: string, time: Date | null | undefined) {
  return logged(pool)
    .select('event.sequence')
    .where('event.projectId', '=', projectId)
    .where('event.occurredAt', '<', new Date((time?.getTime() ?? 0) - DISORDER_MS))
    .orderBy('event.occurredAt', 'desc')
    .limit(1);
}

/** The sequence of an event that certainly comes after all that occurred before the time. */
function firstAfter(pool: Pool, projectId: string, time: Date | null | undefined) {
  return logged(pool)
    .select('event.sequence')
    .where('event.projectId', '=', projectId)
    .where('event.occurredAt', '>', new Date((time?.getTime() ?? 0) + DISORDER_MS))
    .orderBy('event.occurredAt')
    .limit(1);
}

/** One value is compared as itself: only then is what an index finds in its order. */
function oneOf<Value extends string>(values: Value[]): ['=', Value | RawBuilder<Value>] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? ['=', only] : ['=', any(values)];
}
