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
 * Creates and reopens deliveries, queued. Returns the target of each that it did that to. Large bodies make several
 * statements of it: give it a transaction.
 */
export async function replayDeliveries(tx: Transaction, replayed: Replayed): Promise<string[]> {
  const chunks = chunkByBody(replayed.missing);
  const last = chunks.pop() ?? [];
  const targets: string[] = [];
  for (const missing of chunks)
    targets.push(...(await queueReplayed(tx, { ...replayed, missing, ended: [] })));
  targets.push(...(await queueReplayed(tx, { ...replayed, missing: last })));
  return targets;
}

async function queueReplayed(
  sql: Sql,
  { recovery, missing, ended, statuses, now }: Replayed,
): Promise<string[]> {
  const { rows } = await sql.query<{ target: string }>({
    name: 'replay-events',
    text: `WITH created AS (
        INSERT INTO deliveries (id, project_id, event_id, sequence, integration_id, target, request_body, content_type,
          trigger, priority, recovery_id, next_attempt_at, queued_at, created_at, updated_at)
        SELECT id, $1, event_id, sequence, $2, target, request_body, content_type,
          -- An event that is still to be fanned out must not wait behind replays because one of them found it first.
          CASE WHEN is_fanned_out THEN 'REPLAY' ELSE 'FIRST' END::"AttemptTrigger",
          CASE WHEN is_fanned_out THEN ${PRIORITY.replay} ELSE ${PRIORITY.first} END, $3, $4, $4, $4, clock_timestamp()
        FROM json_to_recordset($5) AS d (id text, event_id text, target text, request_body text, content_type text,
          is_fanned_out boolean, sequence int)
        ON CONFLICT DO NOTHING
        RETURNING target
      ), locked AS (
        SELECT id FROM deliveries WHERE id = ANY ($6::text[]) AND status = ANY ($7::"DeliveryStatus"[])
        ORDER BY id FOR UPDATE
      ), reopened AS (
        UPDATE deliveries d SET ${entering.queued({ now: '$4' })}, trigger = 'REPLAY',
          priority = ${PRIORITY.replay}, recovery_id = $3, scheduled_count = 0
        FROM locked WHERE d.id = locked.id
        RETURNING d.target
      )
      SELECT target FROM created UNION ALL SELECT target FROM reopened`,
    values: [
      recovery.projectId,
      recovery.integrationId,
      recovery.id,
      now,
      JSON.stringify(
        missing.map(({ eventId, target, body, isFannedOut, sequence }) => ({
          id: newId('dlv'),
          event_id: eventId,
          target,
          request_body: body?.body,
          content_type: body?.contentType,
          is_fanned_out: isFannedOut,
          sequence,
        })),
      ),
      ended,
      statuses,
    ],
  });
  return rows.map(({ target }) => target);
}
