/** The mutations on projects and environments. */

import { mayConfigureEnvironments, mayCreateProjects } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { commandPayloads, type PayloadFields } from '../graphql/command-payload.ts';
import { MAX_NAME_LENGTH } from '../platform/input/limits.ts';
import {
  createEnvironment,
  createProject,
  MAX_APPROVALS,
  MAX_ENVIRONMENTS,
  updateEnvironment,
} from './projects.ts';

const payload = commandPayloads<{ projectId: string }>((t) => ({
  project: t.prismaField({
    type: 'Project',
    description: 'The project.',
    resolve: (query, { projectId }, _args, { app }) =>
      app.database.prisma.project.findUniqueOrThrow({ ...query, where: { id: projectId } }),
  }),
}));

const environment: PayloadFields<{ projectId: string; environmentId: string }> = (t) => ({
  environment: t.prismaField({
    type: 'Environment',
    description: 'The environment.',
    resolve: (query, { environmentId }, _args, { app }) =>
      app.database.prisma.environment.findUniqueOrThrow({ ...query, where: { id: environmentId } }),
  }),
});

const NewEnvironmentInput = builder.inputType('NewEnvironmentInput', {
  description: 'Environment of the new project.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'The key: `^[a-z0-9][a-z0-9._-]{0,99}$`.' }),
    name: t.string({ required: true, description: `Display name, 1 to ${MAX_NAME_LENGTH} characters.` }),
  }),
});

commandField('createProject', {
  may: mayCreateProjects,
  description: 'Creates a project. Fails with ConflictError if the key is in use.',
  input: builder.inputType('CreateProjectInput', {
    description: 'Project to create.',
    fields: (t) => ({
      key: t.string({ required: true, description: 'The key: `^[a-z0-9][a-z0-9._-]{0,99}$`, unique.' }),
      name: t.string({ required: true, description: `Display name, 1 to ${MAX_NAME_LENGTH} characters.` }),
      environments: t.field({
        type: [NewEnvironmentInput],
        description: `Environments of the project, 1 to ${MAX_ENVIRONMENTS}. Default: development and production.`,
      }),
    }),
  }),
  payload: payload('CreateProjectPayload', 'Result of creating a project.'),
  run: (app, actor, input) => createProject(app, actor, input),
});

commandField('createEnvironment', {
  may: mayConfigureEnvironments,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Creates an environment in a project. All flags are off there.',
  input: builder.inputType('CreateEnvironmentInput', {
    description: 'Environment to create.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      key: t.string({
        required: true,
        description: 'The key: `^[a-z0-9][a-z0-9._-]{0,99}$`, unique in the project.',
      }),
      name: t.string({ required: true, description: `Display name, 1 to ${MAX_NAME_LENGTH} characters.` }),
      requiresApproval: t.boolean({
        description: 'Whether changes of flags in this environment require an approval. Default: false.',
      }),
      minimumApprovals: t.int({
        description: `Number of approvals that a change request needs before it can be applied, 1 to ${MAX_APPROVALS}. Default: 1.`,
      }),
      confirmChanges: t.boolean({
        description:
          'Whether direct changes of flags in this environment must carry `confirm` with its key. Default: false.',
      }),
    }),
  }),
  payload: payload('CreateEnvironmentPayload', 'Result of creating an environment.', environment),
  run: (app, actor, input) => createEnvironment(app, actor, input),
});

commandField('updateEnvironment', {
  may: mayConfigureEnvironments,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Changes an environment. Fields that are left out or null keep their values.',
  input: builder.inputType('UpdateEnvironmentInput', {
    description: 'Change of an environment.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      key: t.string({ required: true, description: 'The key of the environment.' }),
      name: t.string({ description: `Display name, 1 to ${MAX_NAME_LENGTH} characters.` }),
      requiresApproval: t.boolean({
        description: 'Whether changes of flags in this environment require an approval.',
      }),
      minimumApprovals: t.int({
        description: `Number of approvals that a change request needs before it can be applied, 1 to ${MAX_APPROVALS}. Also applies to open change requests.`,
      }),
      confirmChanges: t.boolean({
        description: 'Whether direct changes of flags in this environment must carry `confirm` with its key.',
      }),
    }),
  }),
  payload: payload('UpdateEnvironmentPayload', 'Result of changing an environment.', environment),
  run: (app, actor, input) => updateEnvironment(app, actor, input),
});
