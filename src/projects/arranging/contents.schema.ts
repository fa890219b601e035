import { builder } from '../../graphql/builder.ts';
import { shown } from '../../platform/input/limits.ts';
import { EnvironmentType } from '../environment.schema.ts';
import { ProjectType } from '../project.schema.ts';
import {
  type EnvironmentContents,
  MAX_COUNTED,
  type ProjectContents,
  readContents,
  readEnvironmentContents,
} from './contents.ts';

const NUMBER = `${shown(MAX_COUNTED)} stands for that number or more.`;
/** Of a field that counts up to so many rows of several tables. */
const COST = { field: 200, multiplier: 1 };

const ProjectContentsType = builder.objectRef<ProjectContents>('ProjectContents').implement({
  description: `How much a project has, which is what deleteProject deletes. ${NUMBER}`,
  fields: (t) => ({
    flags: t.exposeInt('flags', { description: 'Number of flags.' }),
    events: t.exposeInt('events', { description: 'Number of events, test events included.' }),
    integrations: t.exposeInt('integrations', { description: 'Number of integrations.' }),
    deliveries: t.exposeInt('deliveries', { description: 'Number of deliveries.' }),
    changeRequests: t.exposeInt('changeRequests', { description: 'Number of change requests.' }),
    experiments: t.exposeInt('experiments', { description: 'Number of experiments.' }),
  }),
});

builder.prismaObjectField(ProjectType, 'contents', (t) =>
  t.field({
    type: ProjectContentsType,
    description: 'How much the project has. Counted when it is asked for.',
    complexity: COST,
    resolve: ({ id }, _args, { app }) => readContents(app.database.pool, id),
  }),
);

const EnvironmentContentsType = builder.objectRef<EnvironmentContents>('EnvironmentContents').implement({
  description: `What belongs to one environment only, which is what deleteEnvironment deletes. ${NUMBER}`,
  fields: (t) => ({
    clientKeys: t.exposeInt('clientKeys', { description: 'Number of client keys that are not revoked.' }),
    serverKeys: t.exposeInt('serverKeys', { description: 'Number of server keys that are not revoked.' }),
    changeRequests: t.exposeInt('changeRequests', { description: 'Number of change requests.' }),
    experiments: t.exposeInt('experiments', { description: 'Number of experiments.' }),
  }),
});

builder.prismaObjectField(EnvironmentType, 'contents', (t) =>
  t.field({
    type: EnvironmentContentsType,
    description: 'What belongs to the environment only. Counted when it is asked for.',
    complexity: COST,
    resolve: ({ id }, _args, { app }) => readEnvironmentContents(app.database.pool, id),
  }),
);
