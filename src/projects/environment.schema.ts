import { isOfClientKey, openToClientKeys } from '../access/client-keys.ts';
import { canReadProject } from '../access/visible-projects.ts';
import { builder } from '../graphql/builder.ts';

export const EnvironmentType = builder.prismaNode('Environment', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `env_…`.', extensions: openToClientKeys },
  authScopes: ({ projectId, id: environmentId }, { viewer }) =>
    canReadProject(viewer, projectId) || isOfClientKey(viewer, { projectId, environmentId }),
  description:
    'Environment of a project, such as production. Every flag has its own state in each environment.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description: 'Key that applications use, unique in the project. It cannot be changed.',
      extensions: openToClientKeys,
    }),
    name: t.exposeString('name', { description: 'Display name.', extensions: openToClientKeys }),
    requiresApproval: t.exposeBoolean('requiresApproval', {
      description: 'Whether changes of flags in this environment require an approval.',
    }),
    minimumApprovals: t.exposeInt('minimumApprovals', {
      description: 'Number of approvals that a change request needs before it can be applied.',
    }),
    confirmChanges: t.exposeBoolean('confirmChanges', {
      description:
        'Whether a direct change of what a flag does in this environment must carry `confirm` with the key of the environment. Applying an approved change request needs no confirmation.',
    }),
    project: t.relation('project', { description: 'The project.' }),
  }),
});
