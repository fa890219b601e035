/** Entries of the audit log as they can be read. */

import { mayReadAudit, mayReadInstanceAudit } from '../../access/permissions.ts';
import { ActorType } from '../../graphql/actor.schema.ts';
import { builder } from '../../graphql/builder.ts';

export const AuditActionEnum = builder.enumType('AuditAction', {
  description: 'What was done.',
  values: {
    CREATED: { value: 'CREATED', description: 'It was made, or a role given.' },
    CHANGED: { value: 'CHANGED', description: 'It was changed.' },
    DISABLED: { value: 'DISABLED', description: 'It was switched off, or a user deactivated.' },
    DELETED: { value: 'DELETED', description: 'It was deleted, or a role taken away.' },
    REVOKED: { value: 'REVOKED', description: 'It was made invalid.' },
    ROTATED: { value: 'ROTATED', description: 'It got a new signing secret.' },
  } as const,
});

export const AuditSubjectEnum = builder.enumType('AuditSubject', {
  description: 'The kind of thing that it was done to.',
  values: {
    PROJECT: { value: 'PROJECT', description: 'A project.' },
    ENVIRONMENT: { value: 'ENVIRONMENT', description: 'An environment.' },
    INTEGRATION: { value: 'INTEGRATION', description: 'An integration.' },
    USER: { value: 'USER', description: 'A user or a service account.' },
    ROLE: { value: 'ROLE', description: 'The role of a user in a project.' },
    ACCESS_TOKEN: { value: 'ACCESS_TOKEN', description: 'An access token.' },
    CLIENT_KEY: { value: 'CLIENT_KEY', description: 'A client key of an environment.' },
  } as const,
});

export const AuditEntryType = builder.prismaNode('AuditEntry', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `aud_…`.' },
  description: 'One thing that was done to how GoGreen itself is set up. Changes of flags are events.',
  authScopes: ({ projectId }) =>
    projectId === null ? { may: mayReadInstanceAudit } : { mayIn: { permission: mayReadAudit, projectId } },
  fields: (t) => ({
    occurredAt: t.expose('occurredAt', { type: 'DateTime', description: 'When.' }),
    actor: t.field({
      type: ActorType,
      description: 'Who did it; GoGreen itself acts in the name of the integration that it disables.',
      resolve: ({ actor }) => actor,
    }),
    action: t.expose('action', { type: AuditActionEnum, description: 'What was done.' }),
    subject: t.expose('subject', {
      type: AuditSubjectEnum,
      description: 'The kind of thing it was done to.',
    }),
    subjectId: t.exposeString('subjectId', {
      description: 'The id of that thing, which may be gone by now. Of a role: the id of the user.',
    }),
    subjectName: t.exposeString('subjectName', { description: 'Its name at that time.' }),
    before: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'What was different before, by field. Of secrets only that they are: "changed". Null: it was made.',
      resolve: ({ before }) => before,
    }),
    after: t.field({
      type: 'JSON',
      nullable: true,
      description:
        'The same fields afterwards; all of them where it was made. Of secrets only that they are: "changed". Null: it was deleted.',
      resolve: ({ after }) => after,
    }),
    project: t.prismaField({
      type: 'Project',
      nullable: true,
      description: 'The project that it concerns; null when it concerns the instance.',
      resolve: (query, { projectId }, _args, { app }) =>
        projectId === null
          ? null
          : app.database.prisma.project.findUnique({ ...query, where: { id: projectId } }),
    }),
  }),
});
