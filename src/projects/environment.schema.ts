import { isOfClientKey, openToClientKeys } from '../access/client-keys.ts';
import { canReadProject } from '../access/visible-projects.ts';
import { builder } from '../graphql/builder.ts';

export const EnvironmentType = builder.prismaNode('Environment', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `env_…`.', extensions: openToClientKeys },
  authScopes: ({ projectId, id: environmentId }, { viewer }) =>
    canReadProject(viewer, projectId) || isOfClientKey(viewer, { projectId, environmentId }),
  description: 'A place where flags behave in their own way, such as production.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description: 'The name for programs, unique in the project; never changes.',
      extensions: openToClientKeys,
    }),
    name: t.exposeString('name', { description: 'The name for people.', extensions: openToClientKeys }),
    requiresApproval: t.exposeBoolean('requiresApproval', {
      description: 'Whether changes of flags there ask for an approval first.',
    }),
    minimumApprovals: t.exposeInt('minimumApprovals', {
      description: 'How many must approve a change request there before it can be applied.',
    }),
    project: t.relation('project', { description: 'The project.' }),
  }),
});
