/** The mutations on projects and environments. */

import { mayConfigureEnvironments, mayCreateProjects } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { createEnvironment, createProject, updateEnvironment } from './projects.ts';

const CreateProjectPayload = builder.objectRef<{ projectId: string }>('CreateProjectPayload').implement({
  description: 'The project was made.',
});
const CreateEnvironmentPayload = builder
  .objectRef<{ projectId: string; environmentId: string }>('CreateEnvironmentPayload')
  .implement({ description: 'The environment was added.' });
const UpdateEnvironmentPayload = builder
  .objectRef<{ projectId: string; environmentId: string }>('UpdateEnvironmentPayload')
  .implement({ description: 'The environment is as asked for.' });

for (const payload of [CreateProjectPayload, CreateEnvironmentPayload, UpdateEnvironmentPayload]) {
  builder.objectField(payload as typeof CreateProjectPayload, 'project', (t) =>
    t.prismaField({
      type: 'Project',
      description: 'The project.',
      resolve: (query, { projectId }, _args, { app }) =>
        app.database.prisma.project.findUniqueOrThrow({ ...query, where: { id: projectId } }),
    }),
  );
}

for (const payload of [CreateEnvironmentPayload, UpdateEnvironmentPayload]) {
  builder.objectField(payload, 'environment', (t) =>
    t.prismaField({
      type: 'Environment',
      description: 'The environment.',
      resolve: (query, { environmentId }, _args, { app }) =>
        app.database.prisma.environment.findUniqueOrThrow({ ...query, where: { id: environmentId } }),
    }),
  );
}

const NewEnvironmentInput = builder.inputType('NewEnvironmentInput', {
  description: 'An environment of a new project.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'The key: `^[a-z0-9][a-z0-9._-]{0,99}$`.' }),
    name: t.string({ required: true, description: 'The name for people, 1 to 200 characters.' }),
  }),
});

commandField('createProject', {
  may: mayCreateProjects,
  description: 'Makes a project.',
  input: builder.inputType('CreateProjectInput', {
    description: 'A new project.',
    fields: (t) => ({
      key: t.string({ required: true, description: 'The key: `^[a-z0-9][a-z0-9._-]{0,99}$`, unique.' }),
      name: t.string({ required: true, description: 'The name for people, 1 to 200 characters.' }),
      environments: t.field({
        type: [NewEnvironmentInput],
        description: 'Its environments, 1 to 50. Left out: development and production.',
      }),
    }),
  }),
  payload: CreateProjectPayload,
  run: (app, actor, input) => createProject(app, actor, input),
});

commandField('createEnvironment', {
  may: mayConfigureEnvironments,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Adds an environment to a project. Flags behave there as new flags do: they are off.',
  input: builder.inputType('CreateEnvironmentInput', {
    description: 'A new environment.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      key: t.string({
        required: true,
        description: 'The key: `^[a-z0-9][a-z0-9._-]{0,99}$`, unique in the project.',
      }),
      name: t.string({ required: true, description: 'The name for people, 1 to 200 characters.' }),
      requiresApproval: t.boolean({
        description: 'Whether changes of flags there ask for an approval; default false.',
      }),
      minimumApprovals: t.int({
        description: 'How many must approve a change request before it can be applied, 1 to 10; default 1.',
      }),
    }),
  }),
  payload: CreateEnvironmentPayload,
  run: (app, actor, input) => createEnvironment(app, actor, input),
});

commandField('updateEnvironment', {
  may: mayConfigureEnvironments,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Changes an environment. What is left out or null stays as it is.',
  input: builder.inputType('UpdateEnvironmentInput', {
    description: 'What to change of an environment.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      key: t.string({ required: true, description: 'The key of the environment.' }),
      name: t.string({ description: 'The new name for people, 1 to 200 characters.' }),
      requiresApproval: t.boolean({ description: 'Whether changes of flags there ask for an approval.' }),
      minimumApprovals: t.int({
        description:
          'How many must approve a change request before it can be applied, 1 to 10. Counts for those that are open, too.',
      }),
    }),
  }),
  payload: UpdateEnvironmentPayload,
  run: (app, actor, input) => updateEnvironment(app, actor, input),
});
