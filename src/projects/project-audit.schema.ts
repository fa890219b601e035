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
        'What was done to how it is set up, newest entry first: integrations, environments, roles, client keys. For its admins.',
      args: { filter: t.arg({ type: AuditFilterInput, description: 'Which; left out: all.' }) },
      resolve: ({ id }, { filter, ...page }, { app }) => auditConnection(app, page, filter, id),
    },
    AuditEntryConnection,
  ),
);
