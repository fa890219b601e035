/** Reads for a fan-out the events of a project that are still without deliveries, and the integrations that they match. */

import type { StoredEvent } from '../../integrations/event/to-outgoing-event.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { type EventRow, eventColumn, toEvent, withinPageBytes } from '../stored-event.ts';

/** Events that are fanned out together. */
const MAX_EVENTS = 50;

interface MatchingIntegration {
  id: string;
  provider: string;
  settings: never;
}

export interface FanOutBatch {
  projectId: string;
  /** In the order of their sequences. */
  events: { event: StoredEvent; integrationIds: string[] }[];
  integrations: Map<string, MatchingIntegration>;
}

interface Row extends EventRow {
  projectId: string;
  askedIds: string[];
  integrationIds: string[];
  integrations: MatchingIntegration[] | null;
}

/**
 * SQL condition: the integration `i` gets the event `e`. An integration with environments also gets events that belong to
 * no environment, since these concern all of them.
 */
export const matchesFilter = `(i.event_types = '{}' OR e.type = ANY (i.event_types))
            AND (i.environment_ids = '{}' OR e.environment_id IS NULL OR e.environment_id = ANY (i.environment_ids))`;

/**
 * The first events of the event's project that are not fanned out, up to this one, with the integrations that each matches
 * and that were enabled when it was appended. The deliveries of an integration that has been disabled since are cancelled
 * when they are claimed. Null when the event is fanned out, or was deleted. Concurrent calls share a statement.
 */
export function readForFanOut(sql: Sql, eventId: string): Promise<FanOutBatch | null> {
  return read(sql, eventId);
}

const read = coalesce(async (sql: Sql, eventIds: string[]): Promise<(FanOutBatch | null)[]> => {
  const { rows } = await sql.query<Row>({
    name: 'read-for-fan-out',
    text: `WITH asked AS (
        SELECT project_id, max(sequence) AS sequence, array_agg(id) AS ids FROM events
        WHERE id = ANY ($1::text[]) AND NOT fanned_out AND sequence IS NOT NULL GROUP BY project_id
      ), batch AS MATERIALIZED (
        SELECT a.project_id AS "projectId", a.ids AS "askedIds", ${eventColumn}, e.sequence,
          ARRAY(SELECT i.id FROM integrations i
            WHERE i.project_id = e.project_id AND e.sequence <@ i.active_sequences AND i.deleted_at IS NULL
              AND ${matchesFilter} ORDER BY i.id
          ) AS "integrationIds"
        FROM asked a
        CROSS JOIN LATERAL ${withinPageBytes(`SELECT * FROM events u
          WHERE u.project_id = a.project_id AND NOT u.fanned_out AND u.sequence <= a.sequence
          ORDER BY u.sequence LIMIT ${MAX_EVENTS}`)} e
        JOIN projects p ON p.id = e.project_id LEFT JOIN environments n ON n.id = e.environment_id
      )
      SELECT "projectId", "askedIds", event, "integrationIds",
        -- With the first event of each project, once for all of its events.
        CASE WHEN row_number() OVER (PARTITION BY "projectId" ORDER BY sequence) = 1 THEN (
          SELECT json_agg(json_build_object('id', i.id, 'provider', i.provider, 'settings', i.settings))
          FROM integrations i
          WHERE i.id IN (SELECT unnest(o."integrationIds") FROM batch o WHERE o."projectId" = batch."projectId")
        ) END AS integrations
      FROM batch ORDER BY "projectId", sequence`,
    values: [eventIds],
  });
  const batches = new Map<string, FanOutBatch>();
  const byEvent = new Map<string, FanOutBatch>();
  for (const { projectId, askedIds, integrationIds, integrations, ...stored } of rows) {
    const known = new Map(integrations?.map((integration) => [integration.id, integration]));
    const batch = batches.get(projectId) ?? { projectId, events: [], integrations: known };
    batches.set(projectId, batch);
    batch.events.push({ event: toEvent(stored), integrationIds });
    for (const id of askedIds) byEvent.set(id, batch);
  }
  return eventIds.map((id) => byEvent.get(id) ?? null);
});
