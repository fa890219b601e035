/** A list of deliveries in pages, with their number. */

import type { Prisma } from '../../../generated/prisma/client.ts';
import { connectionOf, MAX_COUNTED } from '../../graphql/connection-of.ts';
import type { App } from '../../platform/app.ts';
import { shown } from '../../platform/input/limits.ts';
import { DeliveryType } from './delivery.schema.ts';

/** Of a field that reads so many rows. */
const COUNT_COST = 500;

export const DeliveryConnection = connectionOf('Delivery', DeliveryType, 'deliveries', 'A delivery', {
  description: `Number of deliveries that match, on all pages together. ${shown(MAX_COUNTED)} stands for that number or more.`,
  complexity: COUNT_COST,
});

/** The `totalCount` of such a list. */
export function countDeliveries({ database }: App, where: Prisma.DeliveryWhereInput): Promise<number> {
  return database.prisma.delivery.count({ where, take: MAX_COUNTED });
}
