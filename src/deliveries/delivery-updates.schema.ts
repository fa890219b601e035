import { builder } from '../builder.ts';
import { findProjectId } from '../projects/projects.ts';
import { DeliveryType } from './delivery.schema.ts';
import { type DeliveryUpdate, watchDeliveries } from './delivery-updates.ts';

builder.subscriptionField('deliveryUpdated', (t) =>
  t.prismaField({
    type: DeliveryType,
    description:
      'Deliveries as their status changes. States in between may be left out when they follow each other closely, the last one never.',
    args: {
      projectKey: t.arg.string({ required: true, description: 'The key of the project.' }),
      integrationId: t.arg.id({ description: 'Only deliveries to this integration; left out: to all.' }),
    },
    subscribe: async (_root, { projectKey, integrationId }, { app }) =>
      watchDeliveries(app, await findProjectId(app.database.pool, projectKey), integrationId ?? null),
    resolve: (query, update, _args, { app }) =>
      app.database.prisma.delivery.findUniqueOrThrow({
        ...query,
        where: { id: (update as DeliveryUpdate).id },
      }),
  }),
);
