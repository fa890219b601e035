/** A list of deliveries in pages, with their number. */

import type { Prisma } from '../../../generated/prisma/client.ts';
import { builder } from '../../graphql/builder.ts';
import type { App } from '../../platform/app.ts';
import { shown } from '../../platform/input/limits.ts';
import { DeliveryType } from './delivery.schema.ts';

/** Counting more would take as long as reading them. */
const MAX_COUNTED = 10_000;
/** Of a field that reads so many rows. */
const COUNT_COST = 500;

type Counted = { totalCount: () => Promise<number> };

export const DeliveryConnection = builder.connectionObject(
  {
    type: DeliveryType,
    name: 'DeliveryConnection',
    description: 'A page of deliveries.',
    fields: (t) => ({
      totalCount: t.int({
        description: `Number of deliveries that match, on all pages together. ${shown(MAX_COUNTED)} stands for that number or more.`,
        complexity: COUNT_COST,
        resolve: (connection) => (connection as unknown as Counted).totalCount(),
      }),
    }),
  },
  { name: 'DeliveryEdge', description: 'A delivery on a page.' },
);

/** The `totalCount` of such a list. */
export function countDeliveries({ database }: App, where: Prisma.DeliveryWhereInput): Promise<number> {
  return database.prisma.delivery.count({ where, take: MAX_COUNTED });
}
