import { mayConfigureProject } from '../access/permissions.ts';
import { MAX_ATTRIBUTE_LENGTH } from '../flags/limits.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { ProjectType } from '../projects/project.schema.ts';
import { setTargetingKey } from './targeting-key.ts';

builder.prismaObjectField(ProjectType, 'targetingKey', (t) =>
  t.exposeString('targetingKey', {
    description:
      'Attribute of evaluation contexts that `targetingKey`, which OpenFeature uses for who is asking, stands for: where a context lacks one of the two, the other is taken. `targetingKey` itself unless it was set.',
  }),
);

commandField('setTargetingKey', {
  may: mayConfigureProject,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Sets the attribute that the targeting key of OpenFeature stands for in a project, such as `userId` when rollouts are by `userId`. It applies to all flags at once; SDKs read them again.',
  input: builder.inputType('SetTargetingKeyInput', {
    description: 'Attribute for the targeting key.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      targetingKey: t.string({
        required: true,
        description: `Name of the attribute, 1 to ${MAX_ATTRIBUTE_LENGTH} characters. \`targetingKey\`: none stands for it.`,
      }),
    }),
  }),
  payload: builder.objectRef<{ projectId: string }>('SetTargetingKeyPayload').implement({
    description: 'Result of setting the attribute for the targeting key.',
    fields: (t) => ({
      project: t.prismaField({
        type: ProjectType,
        description: 'The project.',
        resolve: (query, { projectId }, _args, { app }) =>
          app.database.prisma.project.findUniqueOrThrow({ ...query, where: { id: projectId } }),
      }),
    }),
  }),
  run: setTargetingKey,
});
