/** Reading events with their environment. */

import type { Environment, Event } from '../../generated/prisma/client.ts';
import type { Sql } from '../platform/postgres/db.ts';

export type LoggedEvent = Event & { environment: Environment | null };

/** What a Prisma read of events includes to give LoggedEvents. */
export const withEnvironment = { environment: true } as const;

/** An environment as it comes out of `environmentJson`. */
export type StoredEnvironment = Omit<Environment, 'createdAt'> & { createdAt: string };

/** SQL for the environment in the row of that name. */
export function environmentJson(row: string): string {
  return `json_build_object('id', ${row}.id, 'projectId', ${row}.project_id, 'key', ${row}.key, 'name', ${row}.name,
        'requiresApproval', ${row}.requires_approval, 'minimumApprovals', ${row}.minimum_approvals,
        'createdAt', ${row}.created_at)`;
}

export function toEnvironment(stored: StoredEnvironment | null): Environment | null {
  return stored && { ...stored, createdAt: new Date(stored.createdAt) };
}

interface Row {
  event: Omit<LoggedEvent, 'occurredAt' | 'environment'>;
  occurredAt: Date;
  environment: StoredEnvironment | null;
}

/** The events after a sequence, in order. Every live subscription reads with it. */
export async function readEventsAfter(
  sql: Sql,
  projectId: string,
  afterSequence: number,
  limit: number,
): Promise<LoggedEvent[]> {
  const { rows } = await sql.query<Row>({
    name: 'read-events-after',
    text: `SELECT json_build_object(
        'id', e.id, 'projectId', e.project_id, 'sequence', e.sequence, 'type', e.type,
        'environmentId', e.environment_id, 'flagId', e.flag_id, 'flagKey', e.flag_key,
        'actor', e.actor, 'comment', e.comment, 'payload', e.payload) AS event,
      e.occurred_at AS "occurredAt",
      CASE WHEN n.id IS NOT NULL THEN ${environmentJson('n')} END AS environment
      FROM events e LEFT JOIN environments n ON n.id = e.environment_id
      WHERE e.project_id = $1 AND e.sequence > $2 ORDER BY e.sequence LIMIT $3`,
    values: [projectId, afterSequence, limit],
  });
  return rows.map(({ event, occurredAt, environment }) => ({
    ...event,
    occurredAt,
    environment: toEnvironment(environment),
  }));
}
