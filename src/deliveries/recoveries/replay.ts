/** The next batch of a replay: missing deliveries are made as the fan-out makes them, those that ended opened again. */

import { toDeliveredEvent } from '../../integrations/event/to-outgoing-event.ts';
import { providerNamed } from '../../integrations/providers/registry.ts';
import type { App } from '../../platform/app.ts';
import { newId } from '../../platform/input/ids.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { renderOrPostpone, targetsOf } from '../attempts/render.ts';
import { PRIORITY } from '../priority.ts';
import type { ReplayFilter } from './recovery-filter.ts';
import { keptSince, type ReplayedEvent, readReplayed, replayedStatuses } from './replay-read.ts';
import type { Batch, Recovery } from './stored-recovery.ts';

const BATCH = 200;

type ToldIntegration = Parameters<typeof renderOrPostpone>[2] & { enabled: boolean };

export async function replayBatch(app: App, sql: Sql, recovery: Recovery): Promise<Batch> {
  const { projectId, cursor } = recovery;
  const stored = recovery.filter as ReplayFilter;
  const { rows } = await sql.query<ToldIntegration>(
    'SELECT id, provider, settings, secrets, enabled FROM integrations WHERE id = $1',
    [recovery.integrationId],
  );
  const [integration] = rows;
  // What was made for it now would only be cancelled.
  if (!integration?.enabled) return { queued: 0, cursor, status: 'CANCELLED' };
  const provider = providerNamed(integration.provider);
  const filter = { ...stored, afterSequence: cursor === null ? stored.afterSequence : Number(cursor) };
  const replay = {
    ...{ projectId, integrationId: integration.id, filter },
    targets: targetsOf(provider, provider.settings.parse(integration.settings)),
    keptSince: keptSince(app.now(), app.retentionDays),
  };
  const events = await readReplayed(sql, replay, BATCH);
  return {
    queued: await queue(app, sql, recovery, integration, events),
    cursor: events.at(-1)?.event.sequence?.toString() ?? cursor,
    status: events.length < BATCH ? 'COMPLETED' : 'RUNNING',
  };
}

async function queue(
  app: App,
  sql: Sql,
  recovery: Recovery,
  integration: ToldIntegration,
  events: ReplayedEvent[],
): Promise<number> {
  const made = events.flatMap(({ event, isFannedOut, missing, made: known }) => {
    if (missing.length === 0 && known === null) return [];
    const rendered = renderOrPostpone(app, toDeliveredEvent(event, app.publicUrl), integration);
    return rendered
      .filter(({ target, requestBody }) =>
        known ? !known.includes(target) : missing.includes(target) || requestBody === '',
      )
      .map((delivery) => ({ ...delivery, id: newId('dlv'), eventId: event.id, isFannedOut }));
  });
  const { rows } = await sql.query<{ queued: number }>({
    name: 'replay-events',
    text: `WITH made AS (
        INSERT INTO deliveries (id, project_id, event_id, integration_id, target, request_body, content_type,
          trigger, priority, recovery_id, next_attempt_at, created_at, updated_at)
        SELECT id, $1, event_id, $2, target, request_body, content_type,
          -- An event that is still to be fanned out must not wait behind replays because one of them came across it.
          CASE WHEN is_fanned_out THEN 'REPLAY' ELSE 'FIRST' END::"AttemptTrigger",
          CASE WHEN is_fanned_out THEN ${PRIORITY.replay} ELSE ${PRIORITY.first} END, $3, $4, $4, clock_timestamp()
        FROM unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[])
          AS d (id, event_id, target, request_body, content_type, is_fanned_out)
        ON CONFLICT DO NOTHING
        RETURNING id
      ), locked AS (
        SELECT id FROM deliveries WHERE id = ANY ($11::text[]) AND status = ANY ($12::"DeliveryStatus"[])
        ORDER BY id FOR UPDATE
      ), opened AS (
        UPDATE deliveries d SET status = 'PENDING', trigger = 'REPLAY', priority = ${PRIORITY.replay}, recovery_id = $3,
          scheduled_count = 0, next_attempt_at = $4, waiting_since = NULL, completed_at = NULL,
          updated_at = clock_timestamp()
        FROM locked WHERE d.id = locked.id
        RETURNING d.id
      ), asked AS (
        SELECT id FROM made UNION ALL SELECT id FROM opened
      )
      SELECT count(*)::int AS queued, schedule_deliveries(array_agg(id)) FROM asked`,
    values: [
      recovery.projectId,
      integration.id,
      recovery.id,
      app.now(),
      made.map(({ id }) => id),
      made.map(({ eventId }) => eventId),
      made.map(({ target }) => target),
      made.map(({ requestBody }) => requestBody),
      made.map(({ contentType }) => contentType),
      made.map(({ isFannedOut }) => isFannedOut),
      events.flatMap(({ ended }) => ended),
      replayedStatuses(recovery.filter as ReplayFilter),
    ],
  });
  return rows[0]?.queued ?? 0;
}
