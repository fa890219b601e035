/** The audit log of the instance, page by page, and what every audit log can be asked for. */

import type { Prisma } from '../../generated/prisma/client.ts';
import { builder } from '../builder.ts';
import { AuditActionEnum, AuditEntryType, AuditSubjectEnum } from './audit-entry.schema.ts';
import { mayReadInstanceAudit } from './permissions.ts';

export const AuditFilter = builder.inputType('AuditFilter', {
  description: 'Which entries; all conditions must hold.',
  fields: (t) => ({
    actions: t.field({ type: [AuditActionEnum], description: 'Entries of these actions.' }),
    subjects: t.field({ type: [AuditSubjectEnum], description: 'Entries about these kinds of things.' }),
    subjectId: t.id({ description: 'Entries about the thing of this id.' }),
    actorId: t.id({ description: 'Entries of what this user did.' }),
    occurredAfter: t.field({ type: 'DateTime', description: 'Entries of later than this time.' }),
    occurredBefore: t.field({ type: 'DateTime', description: 'Entries of earlier than this time.' }),
  }),
});

export const AuditEntryConnection = builder.connectionObject(
  { type: AuditEntryType, name: 'AuditEntryConnection', description: 'A page of an audit log.' },
  { name: 'AuditEntryEdge', description: 'An entry on a page.' },
);

/** Newest first. Ids are in the order in which the entries were written, and an index has them so for each project. */
export const newestFirst = { id: 'desc' } as const;

builder.queryField('auditLog', (t) =>
  t.prismaConnection(
    {
      type: 'AuditEntry',
      cursor: 'id',
      authScopes: { may: mayReadInstanceAudit },
      description:
        'The audit log of the whole instance, newest entry first: what concerns the instance, and what concerns any of its projects. For owners.',
      args: { filter: t.arg({ type: AuditFilter, description: 'Which; left out: all.' }) },
      resolve: (query, _root, { filter }, { app }) =>
        app.database.prisma.auditEntry.findMany({
          ...query,
          where: auditWhere(filter),
          orderBy: newestFirst,
        }),
    },
    AuditEntryConnection,
  ),
);

export function auditWhere(
  filter: typeof AuditFilter.$inferInput | null | undefined,
): Prisma.AuditEntryWhereInput {
  return {
    ...(filter?.actions ? { action: { in: filter.actions } } : {}),
    ...(filter?.subjects ? { subject: { in: filter.subjects } } : {}),
    ...(filter?.subjectId ? { subjectId: filter.subjectId } : {}),
    ...(filter?.actorId ? { actor: { path: ['id'], equals: filter.actorId } } : {}),
    occurredAt: {
      ...(filter?.occurredAfter ? { gt: filter.occurredAfter } : {}),
      ...(filter?.occurredBefore ? { lt: filter.occurredBefore } : {}),
    },
  };
}
