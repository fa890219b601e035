/** Entries of the audit log as they can be read. */

import type { AuditEntry } from '../../../generated/prisma/client.ts';
import type { AuditAction, AuditSubject } from '../../../generated/prisma/enums.ts';
import { mayReadAudit, mayReadInstanceAudit } from '../../access/permissions.ts';
import { ActorType } from '../../graphql/actor.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { largeRead } from '../../graphql/large-reads.ts';

export const AuditActionEnum = describedEnum<AuditAction>('AuditAction', 'Kind of action.', {
  CREATED: 'The object was created, or a role given.',
  CHANGED: 'The object was changed.',
  DISABLED: 'The object was disabled, or a user deactivated.',
  DELETED: 'The object was deleted, or a role removed.',
  REVOKED: 'The token or client key was revoked, or the session ended.',
  RETRIED: 'The delivery was retried by hand.',
  CANCELLED: 'The recovery was cancelled.',
  ROTATED: 'The integration got a new signing secret.',
  SIGNED_IN: 'The user signed in to the dashboard, which started the session.',
});

export const AuditSubjectEnum = describedEnum<AuditSubject>(
  'AuditSubject',
  'Kind of object that an audit entry is about.',
  {
    PROJECT: 'A project.',
    ENVIRONMENT: 'An environment.',
    INTEGRATION: 'An integration.',
    USER: 'A user or a service account.',
    ROLE: 'The role of a user in a project.',
    ACCESS_TOKEN: 'An access token.',
    CLIENT_KEY: 'A client key of an environment.',
    SERVER_KEY: 'A server key of an environment.',
    DELIVERY: 'A delivery. Its name is that of its integration.',
    RECOVERY: 'A bulk retry or a replay. Its name is its kind.',
    EXPERIMENT: 'The design of an experiment. Its start, results and conclusion are events instead.',
    SESSION: 'A session of the dashboard. Its name is the address or network that it was started from.',
  },
);

const readValues = largeRead<Pick<AuditEntry, 'before' | 'after'>>({
  name: 'read-audited-values',
  from: 'audit_entries a ON a.id = w.key',
  columns: { before: 'a.before', after: 'a.after' },
});

export const AuditEntryType = builder.prismaNode('AuditEntry', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `aud_…`.' },
  description:
    'Entry of the audit log: one change of the configuration of GoGreen itself. Changes of flags are events instead.',
  // All but the values before and after, which may be large. None of these is exposed: Prisma would read each entry again
  // that a connection has read already.
  select: {
    id: true,
    projectId: true,
    occurredAt: true,
    actor: true,
    action: true,
    subject: true,
    subjectId: true,
    subjectName: true,
  },
  authScopes: ({ projectId }) =>
    projectId === null ? { may: mayReadInstanceAudit } : { mayIn: { permission: mayReadAudit, projectId } },
  fields: (t) => ({
    occurredAt: t.field({
      resolve: ({ occurredAt }) => occurredAt,
      type: 'DateTime',
      description: 'Time of the action.',
    }),
    actor: t.field({
      type: ActorType,
      description: 'Who did it. When GoGreen disables an integration, the actor is that integration.',
      resolve: ({ actor }) => actor,
    }),
    action: t.field({
      resolve: ({ action }) => action,
      type: AuditActionEnum,
      description: 'Kind of action.',
    }),
    subject: t.field({
      resolve: ({ subject }) => subject,
      type: AuditSubjectEnum,
      description: 'Kind of object.',
    }),
    subjectId: t.string({
      resolve: ({ subjectId }) => subjectId,
      description: 'Id of the object, which may have been deleted since. For a role: the id of the user.',
    }),
    subjectName: t.string({
      resolve: ({ subjectName }) => subjectName,
      description: 'Name of the object at the time of the action.',
    }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'Previous values of the fields that changed. Secrets are shown as "changed". null if the object was created.',
      resolve: async ({ id }, _args, context) => (await readValues(context, id)).before,
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'New values of the fields that changed; all fields if the object was created. Secrets are shown as "changed". null if the object was deleted.',
      resolve: async ({ id }, _args, context) => (await readValues(context, id)).after,
    }),
    project: t.prismaField({
      type: 'Project',
      nullable: true,
      description: 'Project of the object. null if the entry concerns the whole instance.',
      resolve: (query, { projectId }, _args, { app }) =>
        projectId === null
          ? null
          : app.database.prisma.project.findUnique({ ...query, where: { id: projectId } }),
    }),
  }),
});
