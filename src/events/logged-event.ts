/** Reading events with their environment. */

import type { Environment, Event } from '../../generated/prisma/client.ts';
import type { Sql } from '../platform/postgres/db.ts';

export type LoggedEvent = Event & { environment: Environment | null };

/** An event as GraphQL shows it: lists leave out what it says, which may be large. See read-payload.ts. */
export type ShownEvent = Omit<LoggedEvent, 'payload'> & Partial<Pick<LoggedEvent, 'payload'>>;

/** What a Prisma read of events selects to give ShownEvents. */
export const withoutPayload = {
  id: true,
  projectId: true,
  sequence: true,
  type: true,
  occurredAt: true,
  environmentId: true,
  flagId: true,
  flagKey: true,
  actor: true,
  comment: true,
  fannedOut: true,
  environment: true,
} as const;

/** What a Prisma read of events includes to give LoggedEvents. */
export const withEnvironment = { environment: true } as const;

/** An environment as it comes out of the SQL function `environment_json`. */
export type StoredEnvironment = Omit<Environment, 'createdAt'> & { createdAt: string };

export function toEnvironment(stored: StoredEnvironment): Environment;
export function toEnvironment(stored: StoredEnvironment | null): Environment | null;
export function toEnvironment(stored: StoredEnvironment | null): Environment | null {
  return stored && { ...stored, createdAt: new Date(stored.createdAt) };
}

interface Row {
  event: Omit<LoggedEvent, 'occurredAt' | 'environment'>;
  occurredAt: Date;
  environment: StoredEnvironment | null;
  bytes: number;
}

/**
 * SQL: the rows of `page`, a subquery with the columns `sequence` and `payload`, in the order of their sequences, each with
 * its `bytes`, without those after the one that reaches `maxBytes`, which is SQL, too.
 */
export const withinBytes = (page: string, maxBytes: number | string) => `(SELECT * FROM (
          SELECT sized.*, sum(bytes) OVER (ORDER BY sequence) - bytes AS bytes_before
          FROM (SELECT page.*, octet_length(payload::text) AS bytes FROM (${page}) AS page) AS sized
        ) AS summed WHERE bytes_before < ${maxBytes})`;

/**
 * The events after a sequence, in order, each with the bytes of what it says: at most so many, and none after those that
 * together have so many bytes. Every live subscription reads with it.
 */
export async function readEventsAfter(
  sql: Sql,
  projectId: string,
  afterSequence: number,
  limits: { events: number; bytes: number },
): Promise<{ event: LoggedEvent; bytes: number }[]> {
  const { rows } = await sql.query<Row>({
    name: 'read-events-after',
    text: `SELECT json_build_object(
        'id', e.id, 'projectId', e.project_id, 'sequence', e.sequence, 'type', e.type,
        'environmentId', e.environment_id, 'flagId', e.flag_id, 'flagKey', e.flag_key,
        'actor', e.actor, 'comment', e.comment, 'payload', e.payload) AS event,
      e.occurred_at AS "occurredAt", e.bytes,
      CASE WHEN n.id IS NOT NULL THEN environment_json(n) END AS environment
      FROM ${withinBytes('SELECT * FROM events WHERE project_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3', '$4')} AS e
      LEFT JOIN environments n ON n.id = e.environment_id ORDER BY e.sequence`,
    values: [projectId, afterSequence, limits.events, limits.bytes],
  });
  return rows.map(({ event, occurredAt, environment, bytes }) => ({
    event: { ...event, occurredAt, environment: toEnvironment(environment) },
    bytes,
  }));
}
