/** The only place that writes to the event log. */

import type { EventType } from '../../generated/prisma/enums.ts';
import type { Actor } from '../access/viewer.ts';
import { newId } from '../platform/input/ids.ts';
import { jobArguments } from '../platform/jobs/jobs.ts';
import type { Transaction } from '../platform/postgres/db.ts';
import { fanOutJob } from './jobs.ts';
import { environmentJson, type LoggedEvent, type StoredEnvironment, toEnvironment } from './logged-event.ts';

/** An event before it is appended. The log does not interpret the payload, which depends on the type. */
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
 * Appends an event in the caller's transaction and schedules its fan-out. Returns the event as it is in the log.
 *
 * The sequence comes from a counter on the project row, which stays locked until the commit: so sequences have no gaps and
 * become visible in their order, which the tail relies on. Call this last, to hold the lock for the shortest time; for
 * the same reason the job is scheduled before the counter is taken. It is one statement because round trips are most of
 * the cost of a command.
 */
export async function appendEvent(tx: Transaction, event: NewEvent): Promise<LoggedEvent> {
  const id = newId('evt');
  const { rows } = await tx.query<{ sequence: number; environment: StoredEnvironment | null }>({
    name: 'append-event',
    text: `WITH job AS MATERIALIZED (
        SELECT schedule_job($11, $12::json, $13) AS id
      ), counter AS (
        UPDATE projects SET last_sequence = last_sequence + 1
        WHERE id = $2 AND (SELECT id FROM job) IS NOT NULL RETURNING last_sequence
      ), event AS (
        INSERT INTO events (id, project_id, sequence, type, occurred_at, environment_id, flag_id, flag_key, actor, comment, payload)
        SELECT $1, $2, last_sequence, $3::"EventType", $4, $5, $6, $7, $8, $9, $10 FROM counter
        RETURNING sequence
      )
      SELECT sequence, (SELECT ${environmentJson('n')} FROM environments n WHERE n.id = $5) AS environment
      FROM event`,
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
      ...jobArguments(fanOutJob, { eventId: id, projectId: event.projectId }),
    ],
  });
  const [row] = rows;
  if (!row) throw new Error(`project ${event.projectId} does not exist`);
  const { sequence, environment } = row;
  const { actor, payload, ...rest } = event as NewEvent & Pick<LoggedEvent, 'actor' | 'payload'>;
  return { ...rest, id, sequence, actor, payload, fannedOut: false, environment: toEnvironment(environment) };
}
