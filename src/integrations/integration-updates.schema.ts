import { mayReadProject } from '../access/permissions.ts';
import { builder } from '../graphql/builder.ts';
import { whileAllowed } from '../graphql/live-access.ts';
import { retryWhileUnavailable } from '../platform/postgres/retry.ts';
import { IntegrationInterface } from './integration.schema.ts';
import { watchIntegrations } from './watch-integrations.ts';

builder.subscriptionField('integrationUpdated', (t) =>
  t.prismaField({
    type: IntegrationInterface,
    description:
      'Integrations of a project whenever their settings or their health change, when they are created, and once more when they are deleted. Intermediate states may be omitted; the last state never is.',
    args: { projectKey: t.arg.string({ required: true, description: 'Key of the project.' }) },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ projectKey }) => ({ projectKey }),
      open: (app, _viewer, { projectKey }: { projectKey: string }, { signal }) =>
        watchIntegrations(app, projectKey, signal),
    }),
    resolve: (query, id: string, _args, { app }) =>
      retryWhileUnavailable(
        () => app.database.prisma.integration.findUniqueOrThrow({ ...query, where: { id } }),
        app.stopping,
      ),
  }),
);
