import { AuditEntryConnection, AuditFilter, auditWhere, newestFirst } from '../accounts/audit-log.schema.ts';
import { mayReadAudit } from '../accounts/permissions.ts';
import { builder } from '../builder.ts';
import { ProjectType } from './project.schema.ts';

builder.prismaObjectField(ProjectType, 'auditLog', (t) =>
  t.prismaConnection(
    {
      type: 'AuditEntry',
      cursor: 'id',
      authScopes: ({ id }) => ({ mayIn: { permission: mayReadAudit, projectId: id } }),
      description:
        'What was done to how it is set up, newest entry first: integrations, environments, roles, client keys. For its admins.',
      args: { filter: t.arg({ type: AuditFilter, description: 'Which; left out: all.' }) },
      resolve: (query, { id }, { filter }, { app }) =>
        app.database.prisma.auditEntry.findMany({
          ...query,
          where: { ...auditWhere(filter), projectId: id },
          orderBy: newestFirst,
        }),
    },
    AuditEntryConnection,
  ),
);
