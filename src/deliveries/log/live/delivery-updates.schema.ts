import { mayReadProject } from '../../../access/permissions.ts';
import { builder } from '../../../graphql/builder.ts';
import { whileAllowed } from '../../../graphql/live-access.ts';
import { retryWhileUnavailable } from '../../../platform/postgres/retry.ts';
import { DeliveryType } from '../delivery.schema.ts';
import { DeliveryFilterInput } from '../delivery-filter.schema.ts';
import type { ChangedDelivery } from './changed-deliveries.ts';
import { type Watched, watchDeliveries } from './watch-deliveries.ts';

builder.subscriptionField('deliveryUpdated', (t) =>
  t.prismaField({
    type: DeliveryType,
    description:
      'Deliveries of a project whenever they change. Intermediate states may be omitted when they follow each other closely; the last state never is. With a filter: those that match after the change, and once more those that were sent, of the last 1,000, when they match no longer.',
    args: {
      projectKey: t.arg.string({ required: true, description: 'Key of the project.' }),
      integrationId: t.arg.id({
        description: 'Only deliveries to this integration, `intg_…`. Default: to all.',
      }),
      filter: t.arg({
        type: DeliveryFilterInput,
        description: 'Filter, as of the list of deliveries. Default: all deliveries.',
      }),
    },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ projectKey }) => ({ projectKey }),
      open: (app, _viewer, watched: Watched, { signal }) => watchDeliveries(app, watched, signal),
    }),
    // Without the retry a subscriber might get an error instead of the last state of a delivery, and nothing after it.
    resolve: (query, { id }: ChangedDelivery, _args, { app }) =>
      retryWhileUnavailable(
        () => app.database.prisma.delivery.findUniqueOrThrow({ ...query, where: { id } }),
        app.stopping,
      ),
  }),
);
