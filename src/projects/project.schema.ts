import { canReadProject, visibleProjects } from '../access/visible-projects.ts';
import { builder } from '../graphql/builder.ts';
import { connectionOf } from '../graphql/connection-of.ts';
import { idBehindCursor } from '../graphql/cursor-id.ts';
import { ORDER_OF_ENVIRONMENTS } from './read-environments.ts';

export const ProjectType = builder.prismaNode('Project', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `proj_…`.' },
  authScopes: ({ id }, { viewer }) => canReadProject(viewer, id),
  description:
    'Project: environments and flags, the log of their changes, and the integrations that are notified.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Key that applications use. It cannot be changed.' }),
    name: t.exposeString('name', { description: 'Display name.' }),
    lastSequence: t.exposeInt('lastSequence', {
      description:
        'Sequence of the newest event; 0 if there is none. Use it as `afterSequence` to subscribe from here.',
    }),
    environments: t.relation('environments', {
      description:
        'Environments of the project, in the order that was given to them; otherwise oldest first.',
      query: { orderBy: [...ORDER_OF_ENVIRONMENTS] },
    }),
  }),
});

builder.queryField('project', (t) =>
  t.prismaField({
    type: 'Project',
    nullable: true,
    description: 'A project by its key. null if there is none.',
    args: { key: t.arg.string({ required: true, description: 'The key.' }) },
    resolve: (query, _root, { key }, { app, viewer }) =>
      app.database.prisma.project.findUnique({ ...query, where: { key, AND: visibleProjects(viewer) } }),
  }),
);

const ProjectConnection = connectionOf('Project', ProjectType, 'projects', 'A project');

builder.queryField('projects', (t) =>
  t.prismaConnection(
    {
      type: 'Project',
      cursor: 'id',
      description: 'Projects that the viewer may read, oldest first.',
      resolve: (query, _root, page, { app, viewer }) => {
        const where = visibleProjects(viewer);
        const cursorId = idBehindCursor(page);
        // As a cursor that stands for nothing: Prisma would find the project wherever it is.
        if (cursorId !== null && !canReadProject(viewer, cursorId)) return [];
        return app.database.prisma.project.findMany({ ...query, where, orderBy: { id: 'asc' } });
      },
    },
    ProjectConnection,
  ),
);
