/** Reading the log in pages. */

import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import type { Prisma } from '../../generated/prisma/client.ts';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../graphql/field-cost.ts';
import type { App } from '../platform/app.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { type ShownEvent, withoutPayload } from './logged-event.ts';

interface Page {
  first?: number | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  after?: string | null | undefined;
}

/** What the column holds. */
const MAX_SEQUENCE = 2 ** 31 - 1;
const PAGE_SIZE = { defaultSize: DEFAULT_PAGE_SIZE, maxSize: MAX_PAGE_SIZE };

/** A page of the events that match, newest first. The cursor of an event is its sequence. */
export function eventConnection({ database }: App, args: Page, where: Prisma.EventWhereInput) {
  return resolveCursorConnection(
    { args, ...PAGE_SIZE, toCursor: (event: ShownEvent) => String(event.sequence) },
    ({ before, after, limit, inverted }: ResolveCursorConnectionArgs): Promise<ShownEvent[]> =>
      database.prisma.event.findMany({
        where: {
          AND: [
            where,
            { sequence: { not: null } },
            ...(after ? [{ sequence: { lt: toSequence(after, 'after') } }] : []),
            ...(before ? [{ sequence: { gt: toSequence(before, 'before') } }] : []),
          ],
        },
        select: withoutPayload,
        orderBy: { sequence: inverted ? 'asc' : 'desc' },
        take: limit,
      }),
  );
}

function toSequence(cursor: string, path: string): number {
  if (!/^\d{1,10}$/.test(cursor) || Number(cursor) > MAX_SEQUENCE) {
    throw new InvalidInputError([
      { path, message: 'is not a cursor of this connection; send one that it gave' },
    ]);
  }
  return Number(cursor);
}
