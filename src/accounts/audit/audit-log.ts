/** Reading the audit log in pages. */

import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import type { AuditEntry, Prisma } from '../../../generated/prisma/client.ts';
import type { AuditAction, AuditSubject } from '../../../generated/prisma/enums.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { distinct } from '../../platform/input/distinct.ts';
import { isId } from '../../platform/input/ids.ts';

interface Page {
  first?: number | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  after?: string | null | undefined;
}

/** An entry as lists read it: the values before and after may be large. */
export type ShownEntry = Omit<AuditEntry, 'before' | 'after'>;

/** Which entries; what is left out or null says nothing. */
export interface AuditFilter {
  actions?: AuditAction[] | null | undefined;
  subjects?: AuditSubject[] | null | undefined;
  subjectId?: string | null | undefined;
  actorId?: string | null | undefined;
  occurredAfter?: Date | null | undefined;
  occurredBefore?: Date | null | undefined;
}

const PAGE_SIZE = { defaultSize: 20, maxSize: 100 };

/**
 * A page of the entries that match, newest first, of one project or, where it is undefined, of all and of the instance.
 * The cursor of an entry is its id: ids are in the order in which entries were written. It is compared and not looked up,
 * so that one from elsewhere tells nothing.
 */
export function auditConnection(
  { database }: App,
  args: Page,
  filter: AuditFilter | null | undefined,
  projectId?: string,
) {
  return resolveCursorConnection(
    { args, ...PAGE_SIZE, toCursor: ({ id }: ShownEntry) => id },
    ({ before, after, limit, inverted }: ResolveCursorConnectionArgs): Promise<ShownEntry[]> =>
      database.prisma.auditEntry.findMany({
        omit: { before: true, after: true },
        where: {
          ...whereOf(filter ?? {}),
          ...(projectId === undefined ? {} : { projectId }),
          id: {
            ...(after ? { lt: checkCursor(after, 'after') } : {}),
            ...(before ? { gt: checkCursor(before, 'before') } : {}),
          },
        },
        orderBy: { id: inverted ? 'asc' : 'desc' },
        take: limit,
      }),
  );
}

function whereOf(filter: AuditFilter): Prisma.AuditEntryWhereInput {
  const { actions, subjects, subjectId, actorId, occurredAfter, occurredBefore } = filter;
  return {
    ...(actions ? { action: { in: distinct(actions) } } : {}),
    ...(subjects ? { subject: { in: distinct(subjects) } } : {}),
    ...(subjectId ? { subjectId } : {}),
    ...(actorId ? { actor: { path: ['id'], equals: actorId } } : {}),
    occurredAt: {
      ...(occurredAfter ? { gt: occurredAfter } : {}),
      ...(occurredBefore ? { lt: occurredBefore } : {}),
    },
  };
}

function checkCursor(cursor: string, path: string): string {
  if (isId('aud', cursor)) return cursor;
  throw new InvalidInputError([
    { path, message: 'is not a cursor of this connection; send one that it gave' },
  ]);
}
