/** Reads an event with all that deliveries need of it: the same for fan-out, replay and attempts. */

import type { DeliverableEvent } from '../integrations/event/to-outgoing-event.ts';

/** A row of `eventColumns`. */
export interface StoredEvent {
  event: Omit<DeliverableEvent, 'occurredAt'>;
  occurredAt: Date;
}

/** SQL columns: the event `e` with its project `p` and its environment `n`, which may be null. */
export const eventColumns = `json_build_object('id', e.id, 'sequence', e.sequence, 'type', e.type, 'flagId', e.flag_id,
          'flagKey', e.flag_key, 'actor', e.actor, 'comment', e.comment, 'payload', e.payload,
          'project', json_build_object('id', p.id, 'key', p.key, 'name', p.name),
          'environment', CASE WHEN n.id IS NOT NULL THEN
            json_build_object('id', n.id, 'key', n.key, 'name', n.name) END) AS event,
        e.occurred_at AS "occurredAt"`;

export function toEvent({ event, occurredAt }: StoredEvent): DeliverableEvent {
  return { ...event, occurredAt };
}
