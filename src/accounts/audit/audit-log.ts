/** Reading the audit log in pages. */

import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay';
import type { RawBuilder } from 'kysely';
import type { AuditEntry } from '../../../generated/prisma/client.ts';
import type { AuditAction, AuditSubject } from '../../../generated/prisma/enums.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { distinct } from '../../platform/input/distinct.ts';
import { isId } from '../../platform/input/ids.ts';
import { any, query, sql } from '../../platform/postgres/query.ts';

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
    ({ before, after, limit, inverted }: ResolveCursorConnectionArgs): Promise<ShownEntry[]> => {
      const { actions, subjects, subjectId, actorId, occurredAfter, occurredBefore } = filter ?? {};
      return (
        query(database.pool)
          .selectFrom('auditEntries')
          .select(['id', 'projectId', 'occurredAt', 'actor', 'action', 'subject', 'subjectId', 'subjectName'])
          .$if(projectId !== undefined, (entries) => entries.where('projectId', '=', projectId ?? null))
          .$if(actions != null, (entries) =>
            entries.where('action', ...oneOf(distinct(actions ?? [], 'filter.actions'))),
          )
          .$if(subjects != null, (entries) =>
            entries.where('subject', ...oneOf(distinct(subjects ?? [], 'filter.subjects'))),
          )
          .$if(Boolean(subjectId), (entries) => entries.where('subjectId', '=', subjectId ?? ''))
          // The same operator as in the index; Prisma would compare JSON values, which no index helps with.
          .$if(Boolean(actorId), (entries) => entries.where(sql`actor ->> 'id'`, '=', actorId))
          .$if(occurredAfter != null, (entries) => entries.where('occurredAt', '>', occurredAfter ?? null))
          .$if(occurredBefore != null, (entries) => entries.where('occurredAt', '<', occurredBefore ?? null))
          .$if(Boolean(after), (entries) => entries.where('id', '<', checkCursor(after ?? '', 'after')))
          .$if(Boolean(before), (entries) => entries.where('id', '>', checkCursor(before ?? '', 'before')))
          .orderBy('id', inverted ? 'asc' : 'desc')
          .limit(limit)
          .execute()
      );
    },
  );
}

/** One value is compared as itself: only then is what an index finds in its order. */
function oneOf<Value extends string>(values: Value[]): ['=', Value | RawBuilder<Value>] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? ['=', only] : ['=', any(values)];
}

function checkCursor(cursor: string, path: string): string {
  if (isId('aud', cursor)) return cursor;
  throw new InvalidInputError([
    { path, message: 'is not a cursor of this connection; send one that it gave' },
  ]);
}
