import { mayReadAudit } from '../access/permissions.ts';
import { AuditEntryType } from '../accounts/audit/audit-entry.schema.ts';
import { AuditEntryConnection, AuditFilterInput } from '../accounts/audit/audit-log.schema.ts';
import { auditConnection } from '../accounts/audit/audit-log.ts';
import { builder } from '../graphql/builder.ts';
import { ProjectType } from './project.schema.ts';

builder.prismaObjectField(ProjectType, 'auditLog', (t) =>
  t.connection(
    {
      type: AuditEntryType,
      authScopes: ({ id }) => ({ mayIn: { permission: mayReadAudit, projectId: id } }),
      description:
        'Audit log of the project, newest entry first: changes of integrations, environments, roles and client keys. Only for admins of the project.',
      args: { filter: t.arg({ type: AuditFilterInput, description: 'Filter. Default: all entries.' }) },
      resolve: ({ id }, { filter, ...page }, { app }) => auditConnection(app, page, filter, id),
    },
    AuditEntryConnection,
  ),
);
