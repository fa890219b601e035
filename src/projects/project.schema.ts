import { canReadProject, visibleProjects } from '../access/visible-projects.ts';
import { builder } from '../graphql/builder.ts';
import { idBehindCursor } from '../graphql/cursor-id.ts';

export const ProjectType = builder.prismaNode('Project', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `proj_…`.' },
  authScopes: ({ id }, { viewer }) => canReadProject(viewer, id),
  description: 'What belongs together: environments, flags, their log and who is told about it.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'The name for programs; never changes.' }),
    name: t.exposeString('name', { description: 'The name for people.' }),
    lastSequence: t.exposeInt('lastSequence', {
      description: 'The sequence of the newest event, 0 before the first. A subscription resumes from here.',
    }),
    environments: t.relation('environments', {
      description: 'Its environments, oldest first.',
      query: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
    }),
  }),
});

builder.queryField('project', (t) =>
  t.prismaField({
    type: 'Project',
    nullable: true,
    description: 'A project by its key; null when there is none.',
    args: { key: t.arg.string({ required: true, description: 'The key.' }) },
    resolve: (query, _root, { key }, { app, viewer }) =>
      app.database.prisma.project.findUnique({ ...query, where: { key, AND: visibleProjects(viewer) } }),
  }),
);

const ProjectConnection = builder.connectionObject(
  { type: ProjectType, name: 'ProjectConnection', description: 'A page of projects.' },
  { name: 'ProjectEdge', description: 'A project on a page.' },
);

builder.queryField('projects', (t) =>
  t.prismaConnection(
    {
      type: 'Project',
      cursor: 'id',
      description: 'The projects that you may read, oldest first.',
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
