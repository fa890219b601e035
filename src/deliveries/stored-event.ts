/** Reads events with all that deliveries need of them: the same for fan-out, replay and attempts. */

import { withinBytes } from '../events/logged-event.ts';
import type { StoredEvent } from '../integrations/event/to-outgoing-event.ts';
import type { Sql } from '../platform/postgres/db.ts';

/** Once the events of a page say so much together, no further one is added. Parsed, they take several times that. */
export const MAX_PAGE_BYTES = 4 * 1024 * 1024;

/** SQL: the events of the subquery `page` up to the one that reaches MAX_PAGE_BYTES, each with its `bytes`. */
export const withinPageBytes = (page: string) => withinBytes(page, MAX_PAGE_BYTES);

/** A row of `eventColumn`. */
export interface EventRow {
  event: Omit<StoredEvent, 'occurredAt'> & { occurredAt: string };
}

/** SQL column: the event `e` with its project `p` and its environment `n`, which may be null. */
export const eventColumn = `json_build_object('id', e.id, 'sequence', e.sequence, 'type', e.type, 'flagId', e.flag_id,
          'occurredAt', e.occurred_at, 'flagKey', e.flag_key, 'actor', e.actor, 'comment', e.comment,
          'payload', e.payload, 'project', json_build_object('id', p.id, 'key', p.key, 'name', p.name),
          'environment', CASE WHEN n.id IS NOT NULL THEN
            json_build_object('id', n.id, 'key', n.key, 'name', n.name) END) AS event`;

export function toEvent({ event }: EventRow): StoredEvent {
  return { ...event, occurredAt: new Date(event.occurredAt) };
}

/** The events of deliveries. They exist as long as these do. */
export async function readEvents(sql: Sql, eventIds: string[]): Promise<StoredEvent[]> {
  const { rows } = await sql.query<EventRow>({
    name: 'read-events',
    text: `SELECT ${eventColumn}
      FROM events e JOIN projects p ON p.id = e.project_id LEFT JOIN environments n ON n.id = e.environment_id
      WHERE e.id = ANY ($1) ORDER BY e.sequence`,
    values: [eventIds],
  });
  return rows.map(toEvent);
}
