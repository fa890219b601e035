import { newId } from '../../platform/input/ids.ts';
import type { Sql, Transaction } from '../../platform/postgres/db.ts';
import { PRIORITY } from '../priority.ts';
import { chunkByBody } from './chunk-by-body.ts';
import type { NewDelivery } from './create.ts';
import { entering } from './entering.ts';

export interface Replayed {
  recovery: { id: string; projectId: string; integrationId: string };
  /** Deliveries to create. One whose event was not fanned out yet is an ordinary first delivery. */
  missing: (Omit<NewDelivery, 'integrationId' | 'event'> & {
    eventId: string;
    sequence: number | null;
    isFannedOut: boolean;
  })[];
  /** Deliveries that have ended, to be made pending again if they are in one of the `statuses`. */
  ended: string[];
  statuses: string[];
  now: Date;
}

/**
 * Creates and reopens deliveries, with their jobs. Returns how many it did that to. Large bodies make several statements
 * of it: give it a transaction.
 */
export async function replayDeliveries(tx: Transaction, replayed: Replayed): Promise<number> {
  const chunks = chunkByBody(replayed.missing);
  const last = chunks.pop() ?? [];
  let queued = 0;
  for (const missing of chunks) queued += await queueReplayed(tx, { ...replayed, missing, ended: [] });
  return queued + (await queueReplayed(tx, { ...replayed, missing: last }));
}

async function queueReplayed(
  sql: Sql,
  { recovery, missing, ended, statuses, now }: Replayed,
): Promise<number> {
  const { rows } = await sql.query<{ queued: number }>({
    name: 'replay-events',
    text: `WITH created AS (
        INSERT INTO deliveries (id, project_id, event_id, sequence, integration_id, target, request_body, content_type,
          trigger, priority, recovery_id, next_attempt_at, created_at, updated_at)
        SELECT id, $1, event_id, sequence, $2, target, request_body, content_type,
          -- An event that is still to be fanned out must not wait behind replays because one of them found it first.
          CASE WHEN is_fanned_out THEN 'REPLAY' ELSE 'FIRST' END::"AttemptTrigger",
          CASE WHEN is_fanned_out THEN ${PRIORITY.replay} ELSE ${PRIORITY.first} END, $3, $4, $4, clock_timestamp()
        FROM unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[],
          $13::int[]) AS d (id, event_id, target, request_body, content_type, is_fanned_out, sequence)
        ON CONFLICT DO NOTHING
        RETURNING id
      ), locked AS (
        SELECT id FROM deliveries WHERE id = ANY ($11::text[]) AND status = ANY ($12::"DeliveryStatus"[])
        ORDER BY id FOR UPDATE
      ), reopened AS (
        UPDATE deliveries d SET ${entering.pending({ nextAttemptAt: '$4' })}, trigger = 'REPLAY',
          priority = ${PRIORITY.replay}, recovery_id = $3, scheduled_count = 0
        FROM locked WHERE d.id = locked.id
        RETURNING d.id
      ), replayed AS (
        SELECT id FROM created UNION ALL SELECT id FROM reopened
      )
      SELECT count(*)::int AS queued, schedule_deliveries(array_agg(id)) FROM replayed`,
    values: [
      recovery.projectId,
      recovery.integrationId,
      recovery.id,
      now,
      missing.map(() => newId('dlv')),
      missing.map(({ eventId }) => eventId),
      missing.map(({ target }) => target),
      missing.map(({ body }) => body?.body),
      missing.map(({ body }) => body?.contentType),
      missing.map(({ isFannedOut }) => isFannedOut),
      ended,
      statuses,
      missing.map(({ sequence }) => sequence),
    ],
  });
  return rows[0]?.queued ?? 0;
}
