import { mayReadProject } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { whileAllowed } from '../../graphql/live-access.ts';
import { retryWhileUnavailable } from '../../platform/postgres/retry.ts';
import type { ChangedDelivery } from './changed-deliveries.ts';
import { DeliveryType } from './delivery.schema.ts';
import { watchDeliveries } from './watch-deliveries.ts';

interface DeliveriesArguments {
  projectKey: string;
  integrationId?: string | null | undefined;
}

builder.subscriptionField('deliveryUpdated', (t) =>
  t.prismaField({
    type: DeliveryType,
    description:
      'Deliveries of a project whenever they change. Intermediate states may be omitted when they follow each other closely; the last state never is.',
    args: {
      projectKey: t.arg.string({ required: true, description: 'Key of the project.' }),
      integrationId: t.arg.id({
        description: 'Only deliveries to this integration, `intg_…`. Default: to all.',
      }),
    },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ projectKey }) => ({ projectKey }),
      open: (app, _viewer, { projectKey, integrationId }: DeliveriesArguments, { signal }) =>
        watchDeliveries(app, projectKey, integrationId ?? null, signal),
    }),
    // Without the retry a subscriber might get an error instead of the last state of a delivery, and nothing after it.
    resolve: (query, { id }: ChangedDelivery, _args, { app }) =>
      retryWhileUnavailable(
        () => app.database.prisma.delivery.findUniqueOrThrow({ ...query, where: { id } }),
        app.stopping,
      ),
  }),
);
