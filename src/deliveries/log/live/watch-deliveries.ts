/** The subscription deliveryUpdated. */

import { notFound } from '../../../access/not-found.ts';
import type { App } from '../../../platform/app.ts';
import { warnUnlessUnavailable } from '../../../platform/postgres/database-unavailable.ts';
import { retryForever } from '../../../platform/postgres/retry.ts';
import { findProjectId } from '../../../projects/projects.ts';
import { type AskedFilter, type DeliveryFilter, matching, readFilter } from '../delivery-filter.ts';
import type { ChangedDelivery } from './changed-deliveries.ts';
import { deliveryFeedOf } from './delivery-feed.ts';

/** Of so many deliveries that were sent it is known when they match no longer. */
const MAX_SENT = 1_000;

export interface Watched {
  projectKey: string;
  integrationId?: string | null | undefined;
  filter?: AskedFilter | null | undefined;
}

/**
 * Deliveries of a project that change from now on and match; also those that were sent before and match no longer. Fails
 * with NotFoundError.
 */
export async function watchDeliveries(
  app: App,
  { projectKey, integrationId, filter: asked }: Watched,
  signal: AbortSignal,
): Promise<AsyncGenerator<ChangedDelivery, void, void>> {
  const projectId = await findProjectId(app.database.pool, projectKey);
  const filter = await readFilter(app, projectId, asked);
  for (const id of [integrationId, filter.integrationId]) await checkIntegration(app, projectId, id);
  const deliveryFeed = deliveryFeedOf(app);
  const start = await deliveryFeed.now();
  return follow(
    app,
    deliveryFeed.follow(projectId, start, signal),
    { projectId, integrationId, filter },
    signal,
  );
}

interface Wanted {
  projectId: string;
  integrationId: string | null | undefined;
  filter: DeliveryFilter;
}

async function* follow(
  app: App,
  pages: AsyncGenerator<ChangedDelivery[], void, void>,
  wanted: Wanted,
  signal: AbortSignal,
): AsyncGenerator<ChangedDelivery, void, void> {
  const { integrationId, filter } = wanted;
  const isFiltered = Object.values(filter).some((condition) => condition != null);
  const sent = new Set<string>();
  for await (const page of pages) {
    const changes = integrationId ? page.filter((change) => change.integrationId === integrationId) : page;
    if (changes.length === 0) continue;
    if (!isFiltered) {
      yield* changes;
      continue;
    }
    const matches = await findMatches(app, wanted, changes, signal);
    for (const change of changes) {
      const { id } = change;
      if (!matches.has(id) && !sent.delete(id)) continue;
      if (matches.has(id)) remember(sent, id);
      yield change;
    }
  }
}

/** The ids of those that match as they are now. */
async function findMatches(
  { database, log }: App,
  { projectId, filter }: Wanted,
  changes: ChangedDelivery[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const ids = [...new Set(changes.map(({ id }) => id))];
  const where = { AND: [{ id: { in: ids } }, matching(filter, projectId)] };
  const found = await retryForever(
    () => database.prisma.delivery.findMany({ where, select: { id: true } }),
    signal,
    (error) => warnUnlessUnavailable(log, error, 'filtering the changes of deliveries failed', { projectId }),
  );
  return new Set(found?.map(({ id }) => id));
}

function remember(sent: Set<string>, id: string): void {
  sent.delete(id);
  sent.add(id);
  const [oldest] = sent;
  if (sent.size > MAX_SENT && oldest !== undefined) sent.delete(oldest);
}

async function checkIntegration(
  { database }: App,
  projectId: string,
  id: string | null | undefined,
): Promise<void> {
  if (!id) return;
  const integration = await database.prisma.integration.findUnique({
    where: { id, projectId, deletedAt: null },
    select: { id: true },
  });
  if (!integration) throw notFound('intg', id);
}
