/** The audit log of the instance, and what every audit log can be asked for. */

import { mayReadInstanceAudit } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { AuditActionEnum, AuditEntryType, AuditSubjectEnum } from './audit-entry.schema.ts';
import { auditConnection } from './audit-log.ts';

export const AuditFilterInput = builder.inputType('AuditFilter', {
  description: 'Which entries; all conditions must hold.',
  fields: (t) => ({
    actions: t.field({ type: [AuditActionEnum], description: 'Entries of these actions.' }),
    subjects: t.field({ type: [AuditSubjectEnum], description: 'Entries about these kinds of things.' }),
    subjectId: t.id({ description: 'Entries about the thing of this id.' }),
    actorId: t.id({ description: 'Entries of what this user did, or this integration for itself.' }),
    occurredAfter: t.field({ type: 'DateTime', description: 'Entries of later than this time.' }),
    occurredBefore: t.field({ type: 'DateTime', description: 'Entries of earlier than this time.' }),
  }),
});

export const AuditEntryConnection = builder.connectionObject(
  { type: AuditEntryType, name: 'AuditEntryConnection', description: 'A page of an audit log.' },
  { name: 'AuditEntryEdge', description: 'An entry on a page.' },
);

builder.queryField('auditLog', (t) =>
  t.connection(
    {
      type: AuditEntryType,
      authScopes: { may: mayReadInstanceAudit },
      description:
        'The audit log of the whole instance, newest entry first: what concerns the instance, and what concerns any of its projects. For owners.',
      args: { filter: t.arg({ type: AuditFilterInput, description: 'Which; left out: all.' }) },
      resolve: (_root, { filter, ...page }, { app }) => auditConnection(app, page, filter),
    },
    AuditEntryConnection,
  ),
);
