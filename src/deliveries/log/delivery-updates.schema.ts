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
      'Deliveries as their status changes. States in between may be left out when they follow each other closely, the last one never.',
    args: {
      projectKey: t.arg.string({ required: true, description: 'The key of the project.' }),
      integrationId: t.arg.id({ description: 'Only deliveries to this integration; left out: to all.' }),
    },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ projectKey }) => ({ projectKey }),
      open: (app, _viewer, { projectKey, integrationId }: DeliveriesArguments, signal) =>
        watchDeliveries(app, projectKey, integrationId ?? null, signal),
    }),
    // An error in place of a delivery's last state would be all that its subscribers ever hear of it.
    resolve: (query, { id }: ChangedDelivery, _args, { app }) =>
      retryWhileUnavailable(
        () => app.database.prisma.delivery.findUniqueOrThrow({ ...query, where: { id } }),
        app.stopping,
      ),
  }),
);
