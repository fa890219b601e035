/** The audit log of the instance, and what every audit log can be asked for. */

import { mayReadInstanceAudit } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { connectionOf } from '../../graphql/connection-of.ts';
import { LISTED } from '../../platform/input/distinct.ts';
import { AuditActionEnum, AuditEntryType, AuditSubjectEnum } from './audit-entry.schema.ts';
import { auditConnection } from './audit-log.ts';

export const AuditFilterInput = builder.inputType('AuditFilter', {
  description: 'Filter of audit entries. All conditions must match.',
  fields: (t) => ({
    actions: t.field({ type: [AuditActionEnum], description: `Entries with these actions. ${LISTED}` }),
    subjects: t.field({
      type: [AuditSubjectEnum],
      description: `Entries about these kinds of objects. ${LISTED}`,
    }),
    subjectId: t.id({ description: 'Entries about the object with this id.' }),
    actorId: t.id({
      description: 'Entries with this actor: the id of a user, or of an integration that GoGreen disabled.',
    }),
    occurredAfter: t.field({ type: 'DateTime', description: 'Entries after this time.' }),
    occurredBefore: t.field({ type: 'DateTime', description: 'Entries before this time.' }),
  }),
});

export const AuditEntryConnection = connectionOf('AuditEntry', AuditEntryType, 'an audit log', 'An entry');

builder.queryField('auditLog', (t) =>
  t.connection(
    {
      type: AuditEntryType,
      authScopes: { may: mayReadInstanceAudit },
      description:
        'Audit log of the whole instance, including all projects, newest entry first. Only for owners of this instance.',
      args: { filter: t.arg({ type: AuditFilterInput, description: 'Filter. Default: all entries.' }) },
      resolve: (_root, { filter, ...page }, { app }) => auditConnection(app, page, filter),
    },
    AuditEntryConnection,
  ),
);
