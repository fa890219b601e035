/** How the deliveries of an event stand, without reading each of them. */

import { EventInterface } from '../../events/event.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { DeliveryStatusEnum } from './delivery.schema.ts';
import { countDeliveries, type DeliveryCount } from './delivery-counts.ts';

const DeliveryCountType = builder.objectRef<DeliveryCount>('DeliveryCount').implement({
  description: 'How many deliveries have a status.',
  fields: (t) => ({
    status: t.expose('status', { type: DeliveryStatusEnum, description: 'The status.' }),
    count: t.exposeInt('count', { description: 'Number of deliveries with this status, at least 1.' }),
  }),
});

builder.interfaceField(EventInterface, 'deliveryCounts', (t) =>
  t.field({
    type: [DeliveryCountType],
    description:
      'Numbers of the deliveries of this event by status, one entry for each status that occurs. Deliveries are kept for RETENTION_DAYS.',
    resolve: ({ id }, _args, { app }) => countDeliveries(app.database.pool, id),
  }),
);
