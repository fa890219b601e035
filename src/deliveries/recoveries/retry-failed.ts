/** The deliveries of a bulk retry: counts them, and queues the next batch. */

import type { Prisma } from '../../../generated/prisma/client.ts';
import type { App } from '../../platform/app.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { matching, readFilter } from '../log/delivery-filter.ts';
import { oldestSearched } from '../log/search-window.ts';
import { retryByRecovery } from '../states/retry.ts';
import type { FailedFilter } from './recovery-filter.ts';
import type { Batch, Recovery } from './stored-recovery.ts';

const BATCH = 200;

/**
 * Begins every cursor of a recovery with a filter of deliveries, or with their ids. No id is greater: a process of an earlier
 * version, which does not know those conditions, finds nothing to retry instead of too much.
 */
const GUARD = 'z';

/** The cursor of a recovery before its first batch. */
export function firstCursor(failed: FailedFilter): string | null {
  return isGuarded(failed) ? GUARD : null;
}

/** Null unless the filter has a text and there are more deliveries than are searched for it. */
export async function oldestFailedSearched(
  app: App,
  projectId: string,
  failed: FailedFilter,
): Promise<string | null> {
  if (!failed.filter?.text) return null;
  const filter = await readFilter(app, projectId, failed.filter);
  return oldestSearched(app, filter, projectId, failedBy(failed));
}

export async function countFailed(app: App, projectId: string, failed: FailedFilter): Promise<number> {
  return app.database.prisma.delivery.count({ where: await matchingFailed(app, projectId, failed) });
}

/** The ids of the next batch, those after the recovery's cursor. */
export async function readFailed(
  app: App,
  { projectId, filter, cursor }: Pick<Recovery, 'projectId' | 'filter' | 'cursor'>,
): Promise<string[]> {
  const after = cursor?.startsWith(GUARD) ? cursor.slice(GUARD.length) : (cursor ?? '');
  const page = await app.database.prisma.delivery.findMany({
    where: { AND: [await matchingFailed(app, projectId, filter as FailedFilter), { id: { gt: after } }] },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: BATCH,
  });
  return page.map(({ id }) => id);
}

/**
 * Queues one attempt of each, outside the schedule. Those that were retried in the meantime are no longer failed and are
 * skipped.
 */
export async function retryBatch(sql: Sql, recovery: Recovery, deliveryIds: string[]): Promise<Batch> {
  const last = deliveryIds.at(-1);
  const guard = isGuarded(recovery.filter as FailedFilter) ? GUARD : '';
  return {
    queued: await retryByRecovery(sql, recovery.id, deliveryIds),
    cursor: last === undefined ? recovery.cursor : `${guard}${last}`,
    status: deliveryIds.length < BATCH ? 'COMPLETED' : 'RUNNING',
    // Each has a job: it is due whatever is queued.
    queues: [],
  };
}

function isGuarded({ filter, deliveryIds }: FailedFilter): boolean {
  return filter !== undefined || deliveryIds !== undefined;
}

async function matchingFailed(
  app: App,
  projectId: string,
  failed: FailedFilter,
): Promise<Prisma.DeliveryWhereInput> {
  const { filter: asked, oldestSearched: oldest } = failed;
  const filter = await readFilter(app, projectId, asked);
  return { AND: [failedBy(failed), matching(filter, projectId), oldest ? { id: { gte: oldest } } : {}] };
}

/** `completedAt` of a failed delivery is the end of its last attempt. Test sends are never retried. */
function failedBy(failed: FailedFilter): Prisma.DeliveryWhereInput {
  const { integrationId, failedAfter, failedBefore, errorClasses, deliveryIds } = failed;
  return {
    status: 'FAILED',
    sequence: { not: null },
    integration: { enabled: true, deletedAt: null },
    completedAt: { lt: failedBefore, ...(failedAfter ? { gte: failedAfter } : {}) },
    ...(integrationId ? { integrationId } : {}),
    ...(errorClasses ? { lastErrorClass: { in: errorClasses } } : {}),
    ...(deliveryIds ? { id: { in: deliveryIds } } : {}),
  };
}
