/** Reads the flags of a project in pages. */

import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import type { RawBuilder } from 'kysely';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../graphql/field-cost.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { query, sql } from '../../platform/postgres/query.ts';
import type { ShownFlag } from '../read-flag.ts';
import { type FlagFilter, filterFlags } from './flag-filter.ts';

export const flagOrderFields = ['KEY', 'NAME', 'UPDATED', 'CREATED', 'EVALUATED'] as const;
export type FlagOrderField = (typeof flagOrderFields)[number];

export interface FlagOrder {
  field: FlagOrderField;
  direction: 'ASC' | 'DESC';
}

interface Page {
  first?: number | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  after?: string | null | undefined;
}

const PAGE_SIZE = { defaultSize: DEFAULT_PAGE_SIZE, maxSize: MAX_PAGE_SIZE };

/** A flag of a page, with what it is ordered by if that is not its own. */
type ListedFlag = ShownFlag & { evaluatedAt?: Date };

const NEVER = new Date(0);
const evaluatedAt = sql<Date>`coalesce((
  SELECT max(l.evaluated_at) FROM flag_last_evaluations l WHERE l.flag_id = flags.id), ${NEVER})`;

/** The column of each order, and how its value stands in a cursor. */
const orders = {
  KEY: { column: sql.ref('flags.key'), positionOf: ({ key }) => key },
  NAME: { column: sql.ref('flags.name'), positionOf: ({ name }) => name },
  UPDATED: { column: sql.ref('flags.updated_at'), positionOf: ({ updatedAt }) => updatedAt.toISOString() },
  CREATED: { column: sql.ref('flags.created_at'), positionOf: ({ createdAt }) => createdAt.toISOString() },
  EVALUATED: { column: evaluatedAt, positionOf: (flag) => (flag.evaluatedAt ?? NEVER).toISOString() },
} as const satisfies Record<
  FlagOrderField,
  { column: RawBuilder<unknown>; positionOf(flag: ListedFlag): string }
>;

/** A page of the flags that match, and a function that counts all of them. Flags of the same place are ordered by id. */
export async function flagConnection(
  { database: { pool } }: App,
  projectId: string,
  filter: FlagFilter,
  order: FlagOrder,
  args: Page,
) {
  const matching = filterFlags(
    query(pool).selectFrom('flags').where('flags.projectId', '=', projectId),
    filter,
  );
  const { column, positionOf } = orders[order.field];
  const connection = await resolveCursorConnection(
    {
      args,
      ...PAGE_SIZE,
      toCursor: (flag: ListedFlag) => toCursor([order.field, positionOf(flag), flag.id]),
    },
    ({ before, after, limit, inverted }: ResolveCursorConnectionArgs): Promise<ListedFlag[]> => {
      const isAscending = (order.direction === 'ASC') !== inverted;
      const direction = isAscending ? 'asc' : 'desc';
      const beyond = (cursor: string, path: 'after' | 'before') => {
        const [value, id] = readCursor(cursor, order.field, path);
        const isAfter = (path === 'after') === (order.direction === 'ASC');
        return sql<boolean>`(${column}, flags.id) ${isAfter ? sql`>` : sql`<`} (${value}, ${id})`;
      };
      return matching
        .$if(after != null, (flags) => flags.where(beyond(after ?? '', 'after')))
        .$if(before != null, (flags) => flags.where(beyond(before ?? '', 'before')))
        .select(withoutLargeColumns)
        .$if(order.field === 'EVALUATED', (flags) => flags.select(evaluatedAt.as('evaluatedAt')))
        .orderBy(column, direction)
        .orderBy('flags.id', direction)
        .limit(limit)
        .execute();
    },
  );
  const totalCount = async () => {
    const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow();
    return count;
  };
  return { ...connection, totalCount };
}

const withoutLargeColumns = [
  'flags.id',
  'flags.projectId',
  'flags.key',
  'flags.name',
  'flags.description',
  'flags.kind',
  'flags.tags',
  'flags.owner',
  'flags.lifecycle',
  'flags.jiraIssues',
  'flags.version',
  'flags.createdAt',
  'flags.updatedAt',
] as const;

type Position = [order: FlagOrderField, value: string, id: string];

function toCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** The place that a cursor stands for, which is one of the same order. */
function readCursor(cursor: string, order: FlagOrderField, path: string): [value: string, id: string] {
  const position = parse(cursor);
  if (!isPosition(position) || position[0] !== order || !isValue(order, position[1])) {
    const message = 'is not a cursor of this connection in this order; send one that it gave';
    throw new InvalidInputError([{ path, message }]);
  }
  return [position[1], position[2]];
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}

function isPosition(position: unknown): position is Position {
  return (
    Array.isArray(position) &&
    position.length === 3 &&
    // Postgres would refuse U+0000, without the name of the argument.
    position.every((part) => typeof part === 'string' && !part.includes('\0'))
  );
}

function isValue(order: FlagOrderField, value: string): boolean {
  if (order === 'KEY' || order === 'NAME') return true;
  return /^\d{4}-/.test(value) && new Date(value).toJSON() === value;
}
