/** Reads for a fan-out the event and the integrations that it matches. */

import type { StoredEvent } from '../../integrations/event/to-outgoing-event.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { type EventRow, eventColumn, toEvent } from '../stored-event.ts';

interface MatchingIntegration {
  id: string;
  provider: string;
  settings: never;
  secrets: string;
}

interface Row extends EventRow {
  integrations: MatchingIntegration[];
}

/**
 * SQL condition: the integration `i` gets the event `e`. An integration with environments also gets events that belong to
 * no environment, since these concern all of them.
 */
export const matchesFilter = `(i.event_types = '{}' OR e.type = ANY (i.event_types))
            AND (i.environment_ids = '{}' OR e.environment_id IS NULL OR e.environment_id = ANY (i.environment_ids))`;

/**
 * The event with the integrations that it matches and that were enabled when it was appended. The deliveries of one that
 * has been disabled since are cancelled when they are claimed. Null when the event was deleted. Concurrent calls share a
 * statement.
 */
export function readForFanOut(
  sql: Sql,
  eventId: string,
): Promise<{ event: StoredEvent; integrations: MatchingIntegration[] } | null> {
  return read(sql, eventId);
}

const read = coalesce(async (sql: Sql, eventIds: string[]) => {
  const { rows } = await sql.query<Row>({
    name: 'read-for-fan-out',
    text: `SELECT ${eventColumn},
        (SELECT coalesce(json_agg(json_build_object('id', i.id, 'provider', i.provider, 'settings', i.settings,
            'secrets', i.secrets)), '[]')
          FROM integrations i
          WHERE i.project_id = e.project_id AND e.sequence <@ i.active_sequences AND i.deleted_at IS NULL
            AND ${matchesFilter}
        ) AS integrations
      FROM events e JOIN projects p ON p.id = e.project_id LEFT JOIN environments n ON n.id = e.environment_id
      WHERE e.id = ANY ($1::text[])`,
    values: [eventIds],
  });
  const found = new Map(
    rows.map(({ integrations, ...stored }) => [stored.event.id, { event: toEvent(stored), integrations }]),
  );
  return eventIds.map((id) => found.get(id) ?? null);
});
