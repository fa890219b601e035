/** Reads for a fan-out the events of a project that are still without deliveries, and the integrations that they match. */

import type { StoredEvent } from '../../integrations/event/to-outgoing-event.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { type EventRow, eventColumn, MAX_PAGE_BYTES, toEvent } from '../stored-event.ts';

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
    text: `WITH batch AS MATERIALIZED (SELECT * FROM events_to_fan_out($1, ${MAX_EVENTS}, ${MAX_PAGE_BYTES}))
      SELECT b.project_id AS "projectId", b.asked_ids AS "askedIds", b.integration_ids AS "integrationIds", ${eventColumn},
        -- With the first event of each project, once for all of its events.
        CASE WHEN row_number() OVER (PARTITION BY b.project_id ORDER BY b.sequence) = 1 THEN (
          SELECT json_agg(json_build_object('id', i.id, 'provider', i.provider, 'settings', i.settings))
          FROM integrations i
          WHERE i.id IN (SELECT unnest(o.integration_ids) FROM batch o WHERE o.project_id = b.project_id)
        ) END AS integrations
      FROM batch b JOIN events e ON e.id = b.event_id JOIN projects p ON p.id = e.project_id
      LEFT JOIN environments n ON n.id = e.environment_id
      ORDER BY b.project_id, b.sequence`,
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
