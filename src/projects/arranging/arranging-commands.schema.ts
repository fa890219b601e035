/** The mutations that rename, order and delete projects and environments. */

import {
  mayConfigureEnvironments,
  mayConfigureProject,
  mayDeleteProjects,
} from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { commandPayloads } from '../../graphql/command-payload.ts';
import { MAX_NAME_LENGTH } from '../../platform/input/limits.ts';
import { deleteEnvironment } from './delete-environment.ts';
import { deleteProject } from './delete-project.ts';
import { moveEnvironment } from './move-environment.ts';
import { updateProject } from './rename-project.ts';

const payload = commandPayloads<{ projectId: string }>((t) => ({
  project: t.prismaField({
    type: 'Project',
    description: 'The project.',
    resolve: (query, { projectId }, _args, { app }) =>
      app.database.prisma.project.findUniqueOrThrow({ ...query, where: { id: projectId } }),
  }),
}));

commandField('updateProject', {
  may: mayConfigureProject,
  about: ({ key }) => ({ projectKey: key }),
  description: 'Renames a project. Its key cannot be changed: applications use it.',
  input: builder.inputType('UpdateProjectInput', {
    description: 'Change of a project.',
    fields: (t) => ({
      key: t.string({ required: true, description: 'The key of the project.' }),
      name: t.string({ required: true, description: `Display name, 1 to ${MAX_NAME_LENGTH} characters.` }),
    }),
  }),
  payload: payload('UpdateProjectPayload', 'Result of changing a project.'),
  run: (app, actor, input) => updateProject(app, actor, input),
});

commandField('deleteProject', {
  may: mayDeleteProjects,
  description:
    'Deletes a project for good with its environments, flags, events, integrations, deliveries, change requests, experiments, roles, client keys and server keys; see `Project.contents`. Its audit entries stay. First all integrations are deleted, so that nothing more is delivered, but for deliveries that are being sent; then deliveries, recoveries and events go in small steps, the newest events last; then the project with everything else. Until then the project can be read with what is left, and its flags are served and can be changed. With millions of deliveries this takes minutes. If it is interrupted, what is gone stays gone: call it again, and it goes on.',
  input: builder.inputType('DeleteProjectInput', {
    description: 'Project to delete.',
    fields: (t) => ({
      key: t.string({ required: true, description: 'The key of the project.' }),
      confirm: t.string({ required: true, description: 'The key again, as a confirmation.' }),
    }),
  }),
  payload: commandPayloads<{ deletedKey: string }>((t) => ({
    deletedKey: t.exposeString('deletedKey', { description: 'Key of the project that was deleted.' }),
  }))('DeleteProjectPayload', 'Result of deleting a project.'),
  run: (app, actor, input) => deleteProject(app, actor, input),
});

commandField('moveEnvironment', {
  may: mayConfigureEnvironments,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Puts an environment at another place among those of its project. The others keep their order.',
  input: builder.inputType('MoveEnvironmentInput', {
    description: 'Environment to move.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      key: t.string({ required: true, description: 'The key of the environment.' }),
      position: t.int({ required: true, description: 'Its new place; 1 is the first.' }),
    }),
  }),
  payload: payload('MoveEnvironmentPayload', 'Result of moving an environment.'),
  run: (app, actor, input) => moveEnvironment(app, actor, input),
});

commandField('deleteEnvironment', {
  may: mayConfigureEnvironments,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Deletes an environment for good with what flags serve there, its client keys and server keys, closed change requests and experiments that do not run; see `Environment.contents`. Its events stay in the log, with `environment` null; integrations and subscribers that are limited to other environments do not get them. Fails with ConflictError if it is the only one, and while an open change request, a running experiment or an integration that is limited to it needs it.',
  input: builder.inputType('DeleteEnvironmentInput', {
    description: 'Environment to delete.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      key: t.string({ required: true, description: 'The key of the environment.' }),
      confirm: t.string({
        required: true,
        description: 'The key of the environment again, as a confirmation.',
      }),
    }),
  }),
  payload: payload<{ projectId: string; deletedKey: string }>(
    'DeleteEnvironmentPayload',
    'Result of deleting an environment.',
    (t) => ({
      deletedKey: t.exposeString('deletedKey', { description: 'Key of the environment that was deleted.' }),
    }),
  ),
  run: (app, actor, input) => deleteEnvironment(app, actor, input),
});
