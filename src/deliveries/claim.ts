/** Taking a delivery for an attempt: one worker at a time, for as long as its lease lasts. */

import type { AttemptTrigger } from '../../generated/prisma/enums.ts';
import type { DeliverableEvent } from '../integrations/delivered-event.ts';
import { coalesce } from '../platform/coalesce.ts';
import type { Sql } from '../platform/db.ts';
import type { OutboundRequest } from '../platform/outbound.ts';
import { eventColumns, type StoredEvent, toEvent } from './stored-event.ts';

/** Longer than an attempt can take (10 s), short enough that a killed worker's deliveries go on within a minute. */
export const LEASE_MS = 30_000;

/** A delivery in the hands of this worker. */
export interface Claim {
  deliveryId: string;
  /** Counts the claims: recording is refused to a worker whose claim is no longer the newest. */
  claim: number;
  target: string;
  trigger: AttemptTrigger;
  scheduledCount: number;
  plannedAt: Date | null;
  requestBody: string;
  contentType: string;
  integration: {
    id: string;
    provider: string;
    settings: unknown;
    secrets: string;
    enabled: boolean;
  };
  event: DeliverableEvent;
}

type Row = Omit<Claim, 'event'> & StoredEvent;

/** Claims a delivery that is due. Null: it is not waiting, or not yet due. Those that are asked for together share a statement. */
export function claimDelivery(sql: Sql, deliveryId: string, now: Date): Promise<Claim | null> {
  return claim(sql, { deliveryId, now });
}

const claim = coalesce(async (sql: Sql, asked: { deliveryId: string; now: Date }[]) => {
  const { rows } = await sql.query<Row>({
    name: 'claim-deliveries',
    text: `WITH claimed AS (
        UPDATE deliveries d SET status = 'SENDING', claim = claim + 1, lease_until = asked.lease_until,
          updated_at = clock_timestamp()
        FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS asked (id, now, lease_until)
        WHERE d.id = asked.id AND status = 'PENDING' AND (next_attempt_at <= asked.now OR trigger = 'MANUAL')
        RETURNING d.*
      )
      SELECT c.id AS "deliveryId", c.claim, c.target, c.trigger, c.scheduled_count AS "scheduledCount",
        CASE WHEN c.trigger = 'MANUAL' THEN c.next_attempt_at END AS "plannedAt", c.request_body AS "requestBody",
        c.content_type AS "contentType",
        json_build_object('id', i.id, 'provider', i.provider, 'settings', i.settings, 'secrets', i.secrets,
          'enabled', i.enabled) AS integration,
        ${eventColumns}
      FROM claimed c
      JOIN integrations i ON i.id = c.integration_id
      JOIN events e ON e.id = c.event_id
      JOIN projects p ON p.id = c.project_id
      LEFT JOIN environments n ON n.id = e.environment_id`,
    values: [
      asked.map(({ deliveryId }) => deliveryId),
      asked.map(({ now }) => now),
      asked.map(({ now }) => new Date(now.getTime() + LEASE_MS)),
    ],
  });
  const claims = new Map(rows.map((row) => [row.deliveryId, toClaim(row)]));
  return asked.map(({ deliveryId }) => {
    const taken = claims.get(deliveryId) ?? null;
    // Asked for twice, it is given once.
    claims.delete(deliveryId);
    return taken;
  });
});

function toClaim({ event, occurredAt, ...row }: Row): Claim {
  return { ...row, event: toEvent({ event, occurredAt }) };
}

/**
 * Schedules the job of a delivery that was found too early, when this machine's clock is behind the database's. The
 * wait is counted on the database's clock, so that nobody spins until the clocks agree.
 */
export async function postponeIfEarly(sql: Sql, deliveryId: string, now: Date): Promise<void> {
  await sql.query(
    `SELECT schedule_job('deliver', json_build_object('deliveryId', id), 'deliver:' || id,
       clock_timestamp() + (next_attempt_at - $2))
     FROM deliveries WHERE id = $1 AND status = 'PENDING' AND next_attempt_at > $2`,
    [deliveryId, now],
  );
}

/** Keeps the body of a delivery that could not be rendered before, so that all attempts from now on send the same. */
export async function keepBody(
  sql: Sql,
  { deliveryId, claim }: Claim,
  { body, headers }: OutboundRequest,
): Promise<void> {
  await sql.query(
    `UPDATE deliveries SET request_body = $3, content_type = $4
     WHERE id = $1 AND claim = $2 AND status = 'SENDING' AND request_body = ''`,
    [deliveryId, claim, body, headers['Content-Type'] ?? 'application/json'],
  );
}
