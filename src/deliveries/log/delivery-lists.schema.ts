/** The lists of deliveries: by project, integration and event. */

import type { Prisma } from '../../../generated/prisma/client.ts';
import { EventInterface } from '../../events/event.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { IntegrationInterface } from '../../integrations/integration.schema.ts';
import type { App } from '../../platform/app.ts';
import { ProjectType } from '../../projects/project.schema.ts';
import { newestFirst } from '../../projects/project-lists.ts';
import { DeliveryType } from './delivery.schema.ts';
import { countDeliveries, DeliveryConnection } from './delivery-connection.schema.ts';
import { DeliveryFilterInput } from './delivery-filter.schema.ts';
import { type AskedFilter, matching, readFilter } from './delivery-filter.ts';
import { oldestSearched } from './search-window.ts';

const filterOption = {
  type: DeliveryFilterInput,
  description: 'Filter. Default: all deliveries.',
} as const;

interface Asked {
  filter?: AskedFilter | null | undefined;
}

builder.prismaObjectField(ProjectType, 'deliveries', (t) =>
  t.prismaConnection(
    {
      type: 'Delivery',
      cursor: 'id',
      description: 'The deliveries of the project, newest first. Kept for RETENTION_DAYS.',
      args: { filter: t.arg(filterOption) },
      totalCount: ({ id }, { filter }, { app }) => count(app, id, { filter }),
      resolve: async (query, { id }, { filter, ...page }, { app }) =>
        app.database.prisma.delivery.findMany({
          ...query,
          ...newestFirst('deliveries', page, await listed(app, id, { filter })),
        }),
    },
    DeliveryConnection,
  ),
);

builder.prismaInterfaceField(IntegrationInterface, 'deliveries', (t) =>
  t.prismaConnection(
    {
      type: 'Delivery',
      cursor: 'id',
      description: 'The deliveries to this integration, newest first. Kept for RETENTION_DAYS.',
      args: { filter: t.arg(filterOption) },
      totalCount: ({ id, projectId }, { filter }, { app }) => count(app, projectId, { filter }, id),
      resolve: async (query, { id, projectId }, { filter, ...page }, { app }) =>
        app.database.prisma.delivery.findMany({
          ...query,
          ...newestFirst('deliveries', page, await listed(app, projectId, { filter }, id)),
        }),
    },
    DeliveryConnection,
  ),
);

builder.interfaceField(EventInterface, 'deliveries', (t) =>
  t.prismaField({
    type: [DeliveryType],
    description: 'The deliveries of this event, one for each target of each matching integration.',
    // The sample event of a preview is not stored.
    resolve: async (query, { id }, _args, { app }) =>
      (await app.database.prisma.event
        .findUnique({ where: { id } })
        .deliveries({ ...query, orderBy: { id: 'asc' } })) ?? [],
  }),
);

async function count(app: App, projectId: string, asked: Asked, integrationId?: string): Promise<number> {
  const where = await listed(app, projectId, asked, integrationId);
  return countDeliveries(app, where);
}

/** The deliveries that a list shows, of a project or of one integration of it. */
async function listed(app: App, projectId: string, { filter: asked }: Asked, integrationId?: string) {
  const filter = await readFilter(app, projectId, asked);
  const ofIntegration = integrationId === undefined ? {} : { integrationId };
  const oldest = await oldestSearched(app, filter, projectId, ofIntegration);
  const within: Prisma.DeliveryWhereInput = oldest === null ? {} : { id: { gte: oldest } };
  return { AND: [ofIntegration, matching(filter, projectId), within] };
}
