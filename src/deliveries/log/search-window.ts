/** Where a search for a text ends: no index helps with it, so that it looks at a limited number of deliveries. */

import type { Prisma } from '../../../generated/prisma/client.ts';
import type { App } from '../../platform/app.ts';
import { type DeliveryFilter, matching } from './delivery-filter.ts';

/** The newest deliveries that match the other conditions. */
export const MAX_SEARCHED = 10_000;

/** The oldest delivery that is searched, of those `among` which the list is. Null when all are, or there is no text. */
export async function oldestSearched(
  { database }: App,
  filter: DeliveryFilter,
  projectId: string,
  among: Prisma.DeliveryWhereInput = {},
): Promise<string | null> {
  if (!filter.text) return null;
  const oldest = await database.prisma.delivery.findFirst({
    where: { AND: [among, matching({ ...filter, text: null }, projectId)] },
    orderBy: { id: 'desc' },
    skip: MAX_SEARCHED - 1,
    select: { id: true },
  });
  return oldest?.id ?? null;
}
