/** The only way into the log. */

import type { EventType } from '../../generated/prisma/enums.ts';
import type { Actor } from '../accounts/viewer.ts';
import { addJob, jobKey } from '../jobs.ts';
import type { Transaction } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';

/** An event before it has its place in the log. The payload is what its type needs; the log does not look into it. */
export interface NewEvent {
  projectId: string;
  type: EventType;
  occurredAt: Date;
  environmentId: string | null;
  flagId: string | null;
  flagKey: string | null;
  actor: Actor;
  comment: string | null;
  payload: object;
}

/**
 * Appends an event in the caller's transaction and schedules its fan-out.
 *
 * The sequence comes from a counter on the project row, which stays locked until the commit: so sequences have no gaps,
 * and become visible in their order, which the tail relies on. Call this last, to hold that lock for the shortest time.
 */
export async function appendEvent(
  tx: Transaction,
  event: NewEvent,
): Promise<{ id: string; sequence: number }> {
  const id = newId('evt');
  await addJob(tx, 'fan-out', { eventId: id }, { key: jobKey('fan-out', id) });
  const { rows } = await tx.query<{ sequence: number }>({
    name: 'append-event',
    text: `WITH counter AS (
        UPDATE projects SET last_sequence = last_sequence + 1 WHERE id = $2 RETURNING last_sequence
      )
      INSERT INTO events (id, project_id, sequence, type, occurred_at, environment_id, flag_id, flag_key, actor, comment, payload)
      SELECT $1, $2, last_sequence, $3::"EventType", $4, $5, $6, $7, $8, $9, $10 FROM counter
      RETURNING sequence`,
    values: [
      id,
      event.projectId,
      event.type,
      event.occurredAt,
      event.environmentId,
      event.flagId,
      event.flagKey,
      event.actor,
      event.comment,
      event.payload,
    ],
  });
  const [row] = rows;
  if (!row) throw new Error(`project ${event.projectId} is gone`);
  return { id, sequence: row.sequence };
}
