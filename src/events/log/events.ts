/** Reading the log in pages. */

import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import { MAX_COUNTED } from '../../graphql/connection-of.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../graphql/field-cost.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { query, sql } from '../../platform/postgres/query.ts';
import { type ShownEvent, type StoredEnvironment, toEnvironment } from '../logged-event.ts';
import { type Asked, MAX_SEQUENCE, matchingEvents } from './matching-events.ts';

interface Page {
  first?: number | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  after?: string | null | undefined;
}

const PAGE_SIZE = { defaultSize: DEFAULT_PAGE_SIZE, maxSize: MAX_PAGE_SIZE };

const columns = [
  'event.id',
  'event.projectId',
  'event.sequence',
  'event.type',
  'event.occurredAt',
  'event.environmentId',
  'event.flagId',
  'event.flagKey',
  'event.actor',
  'event.comment',
  'event.fannedOut',
] as const;

/** A page of the events that match, newest first, and how many there are. The cursor of an event is its sequence. */
export async function eventConnection({ database: { pool } }: App, args: Page, asked: Asked) {
  const connection = await resolveCursorConnection(
    { args, ...PAGE_SIZE, toCursor: (event: ShownEvent) => String(event.sequence) },
    async ({ before, after, limit, inverted }: ResolveCursorConnectionArgs): Promise<ShownEvent[]> => {
      const rows = await matchingEvents(pool, asked)
        .leftJoin('environments as environment', 'environment.id', 'event.environmentId')
        .select(columns)
        .select(
          sql<StoredEnvironment | null>`CASE WHEN environment.id IS NOT NULL THEN environment_json(environment) END`.as(
            'environment',
          ),
        )
        .$if(Boolean(after), (events) =>
          events.where('event.sequence', '<', toSequence(after ?? '', 'after')),
        )
        .$if(Boolean(before), (events) =>
          events.where('event.sequence', '>', toSequence(before ?? '', 'before')),
        )
        .orderBy('event.sequence', inverted ? 'asc' : 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ environment, ...event }) => ({ ...event, environment: toEnvironment(environment) }));
    },
  );
  return { ...connection, totalCount: () => countEvents(pool, asked) };
}

/** How many events match; at most MAX_COUNTED. */
async function countEvents(pool: App['database']['pool'], asked: Asked): Promise<number> {
  const found = matchingEvents(pool, asked).select('event.id').limit(MAX_COUNTED).as('found');
  const counted = await query(pool)
    .selectFrom(found)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(counted.count);
}

function toSequence(cursor: string, path: string): number {
  if (!/^\d{1,10}$/.test(cursor) || Number(cursor) > MAX_SEQUENCE) {
    throw new InvalidInputError([
      { path, message: 'is not a cursor of this connection; send one that it gave' },
    ]);
  }
  return Number(cursor);
}
