/** The next batch of a replay: creates missing deliveries and makes ended ones pending again. */

import { toOutgoingEvent } from '../../integrations/event/to-outgoing-event.ts';
import { providerNamed } from '../../integrations/providers/registry.ts';
import type { App } from '../../platform/app.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { renderOrPostpone, targetsOf } from '../attempts/render.ts';
import { replayDeliveries } from '../states/replay.ts';
import type { ReplayFilter } from './recovery-filter.ts';
import { keptSince, type ReplayedEvent, readReplayed, replayedStatuses } from './replay-read.ts';
import type { Batch, Recovery } from './stored-recovery.ts';

const BATCH = 200;

type ReplayIntegration = Parameters<typeof renderOrPostpone>[2] & { enabled: boolean };

export async function replayBatch(app: App, tx: Transaction, recovery: Recovery): Promise<Batch> {
  const { projectId, cursor } = recovery;
  const stored = recovery.filter as ReplayFilter;
  const integration = await query(tx)
    .selectFrom('integrations')
    .select(['id', 'provider', 'settings', 'enabled'])
    .where('id', '=', recovery.integrationId)
    .executeTakeFirst();
  // New deliveries would only be cancelled.
  if (!integration?.enabled) return { queued: 0, cursor, status: 'CANCELLED', queues: [] };
  const provider = providerNamed(integration.provider);
  const filter = { ...stored, afterSequence: cursor === null ? stored.afterSequence : Number(cursor) };
  const replay = {
    projectId,
    integrationId: integration.id,
    filter,
    targets: targetsOf(provider, provider.settings.parse(integration.settings)),
    keptSince: keptSince(app.now(), app.retentionDays),
  };
  const { events, isLast } = await readReplayed(tx, replay, BATCH);
  const targets = await queue(app, tx, recovery, integration, events);
  return {
    queued: targets.length,
    cursor: events.at(-1)?.event.sequence?.toString() ?? cursor,
    status: isLast ? 'COMPLETED' : 'RUNNING',
    queues: [...new Set(targets)].map((target) => ({ projectId, integrationId: integration.id, target })),
  };
}

async function queue(
  app: App,
  tx: Transaction,
  recovery: Recovery,
  integration: ReplayIntegration,
  events: ReplayedEvent[],
): Promise<string[]> {
  const missing = events.flatMap(({ event, isFannedOut, missing: targets, made }) => {
    if (targets.length === 0 && made === null) return [];
    const rendered = renderOrPostpone(app, toOutgoingEvent(event, app.publicUrl), integration);
    return rendered
      .filter(({ target, body }) =>
        made ? !made.includes(target) : targets.includes(target) || body === null,
      )
      .map((delivery) => ({ ...delivery, eventId: event.id, sequence: event.sequence, isFannedOut }));
  });
  return replayDeliveries(tx, {
    recovery: { id: recovery.id, projectId: recovery.projectId, integrationId: integration.id },
    missing,
    ended: events.flatMap(({ ended }) => ended),
    statuses: replayedStatuses(recovery.filter as ReplayFilter),
    now: app.now(),
  });
}
