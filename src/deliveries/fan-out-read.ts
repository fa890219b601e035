/** What a fan-out has to know: the event, and the integrations that it matches. */

import type { DeliverableEvent } from '../integrations/delivered-event.ts';
import { coalesce } from '../platform/coalesce.ts';
import type { Sql } from '../platform/db.ts';

export type FannedEvent = DeliverableEvent;

interface MatchingIntegration {
  id: string;
  provider: string;
  settings: never;
  secrets: string;
}

interface Row {
  event: Omit<DeliverableEvent, 'occurredAt'>;
  occurredAt: Date;
  integrations: MatchingIntegration[];
}

/**
 * Reads an event with the enabled integrations that match it. An integration that names environments also gets the
 * events that belong to none, since these concern all of them. Null when the event is gone. Events that are asked for
 * together share a statement.
 */
export function readForFanOut(
  sql: Sql,
  eventId: string,
): Promise<{ event: FannedEvent; integrations: MatchingIntegration[] } | null> {
  return read(sql, eventId);
}

const read = coalesce(async (sql: Sql, eventIds: string[]) => {
  const { rows } = await sql.query<Row>({
    name: 'read-for-fan-out',
    text: `SELECT json_build_object('id', e.id, 'sequence', e.sequence, 'type', e.type, 'flagId', e.flag_id,
          'flagKey', e.flag_key, 'actor', e.actor, 'comment', e.comment, 'payload', e.payload,
          'project', json_build_object('id', p.id, 'key', p.key, 'name', p.name),
          'environment', CASE WHEN n.id IS NOT NULL THEN
            json_build_object('id', n.id, 'key', n.key, 'name', n.name) END) AS event,
        e.occurred_at AS "occurredAt",
        (SELECT coalesce(json_agg(json_build_object('id', i.id, 'provider', i.provider, 'settings', i.settings,
            'secrets', i.secrets)), '[]')
          FROM integrations i
          WHERE i.project_id = e.project_id AND i.enabled AND i.deleted_at IS NULL
            AND (i.event_types = '{}' OR e.type = ANY (i.event_types))
            AND (i.environment_ids = '{}' OR e.environment_id IS NULL OR e.environment_id = ANY (i.environment_ids))
        ) AS integrations
      FROM events e JOIN projects p ON p.id = e.project_id LEFT JOIN environments n ON n.id = e.environment_id
      WHERE e.id = ANY ($1::text[])`,
    values: [eventIds],
  });
  const found = new Map(
    rows.map(({ event, occurredAt, integrations }) => [
      event.id,
      { event: { ...event, occurredAt }, integrations },
    ]),
  );
  return eventIds.map((id) => found.get(id) ?? null);
});
