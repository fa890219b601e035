/** The subscription deliveryUpdated. */

import { notFound } from '../../access/not-found.ts';
import type { App } from '../../platform/app.ts';
import { filter } from '../../platform/live/filter.ts';
import { findProjectId } from '../../projects/projects.ts';
import type { ChangedDelivery } from './changed-deliveries.ts';
import { deliveryFeedOf } from './delivery-feed.ts';

/** Deliveries of a project, or of one of its integrations, that change from now on. Fails with NotFoundError. */
export async function watchDeliveries(
  app: App,
  projectKey: string,
  integrationId: string | null,
  signal: AbortSignal,
): Promise<AsyncGenerator<ChangedDelivery, void, void>> {
  const { database } = app;
  const deliveryFeed = deliveryFeedOf(app);
  const projectId = await findProjectId(database.pool, projectKey);
  if (integrationId !== null) {
    const integration = await database.prisma.integration.findUnique({
      where: { id: integrationId, projectId, deletedAt: null },
      select: { id: true },
    });
    if (!integration) throw notFound('intg', integrationId);
  }
  const start = await deliveryFeed.now();
  return filter(
    deliveryFeed.follow(projectId, start, signal),
    (change) => integrationId === null || change.integrationId === integrationId,
  );
}
