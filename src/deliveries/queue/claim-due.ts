/**
 * Queues: what is due for one target of one integration. Claiming takes as many deliveries as the limits of their
 * integrations allow; the others stay queued, without a job and without an attempt. This is decided in the database
 * (`claim_deliveries`), so that it holds for all workers together and survives their restarts.
 */

import { CIRCUIT_OPENS_AFTER, PROBE_EVERY_SECONDS } from '../../integrations/circuit.ts';
import { providers } from '../../integrations/providers/registry.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { type Claim, type ClaimRow, LEASE_MS, toClaim } from '../claim.ts';
import { PRIORITY } from '../priority.ts';
import { type FannedOut, queueArguments } from '../states/create.ts';

export interface Queue {
  integrationId: string;
  target: string;
  /** In whose line its claim waits. */
  projectId: string;
}

/** A queue in which deliveries are left. */
export interface WaitingQueue extends Queue {
  /** When the next delivery may be claimed, as far as can be known now. */
  nextClaimAt: Date;
}

interface ClaimRequest {
  /** What is to be queued before, in the same transaction; left out: nothing. */
  created?: FannedOut[];
  /** Deliveries that have come due. */
  due: string[];
  /** Queues to claim from again. */
  queues: Queue[];
  now: Date;
  /** How many requests this worker can still start. */
  room: number;
  /** How many requests of each project it has under way. */
  underWay: Record<string, number>;
}

export interface Claimed {
  claims: Claim[];
  waiting: WaitingQueue[];
}

/** Concurrent requests to one integration, unless its provider says otherwise. */
export const DEFAULT_IN_FLIGHT = 10;

const limits = Object.values(providers).map(
  ({ name, limits: { inFlight = DEFAULT_IN_FLIGHT, inFlightPerTarget, perSecond } }) => ({
    provider: name,
    inFlight,
    inFlightPerTarget,
    perSecond,
  }),
);

/** Larger bodies are read when their request is built: many deliveries are claimed at once. */
const MAX_CLAIMED_BODY_BYTES = 64 * 1024;

type Row = Queue & { nextClaimAt: Date | null; deliveryId: string | null };

const CLAIM_RESULT = `project_id AS "projectId", integration_id AS "integrationId", target,
      next_claim_at AS "nextClaimAt", delivery_id AS "deliveryId"`;

/**
 * Claims as many deliveries as the limits allow. Those of `due` that may not go yet are queued afterwards; one that is not
 * due yet is left alone.
 */
export async function claimDue(
  sql: Sql,
  { created = [], due, queues, now, room, underWay }: ClaimRequest,
): Promise<Claimed> {
  const claim = [
    due,
    queues.map(({ integrationId }) => integrationId),
    queues.map(({ target }) => target),
    now,
    new Date(now.getTime() + LEASE_MS),
    room,
    JSON.stringify(underWay),
    JSON.stringify(limits),
    CIRCUIT_OPENS_AFTER,
    PROBE_EVERY_SECONDS,
    PRIORITY.manual,
    Object.values(PRIORITY),
    [PRIORITY.manual, PRIORITY.retry],
  ];
  const { rows } = await sql.query<Row>(
    created.length > 0
      ? {
          name: 'queue-and-claim',
          text: `SELECT ${CLAIM_RESULT} FROM queue_and_claim($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
            opens_after => $13, probe_seconds => $14, manual_priority => $15, priorities => $16,
            priorities_when_open => $17)`,
          values: [...queueArguments(created), ...claim],
        }
      : {
          name: 'claim-due',
          text: `SELECT ${CLAIM_RESULT} FROM claim_deliveries($1, $2, $3, $4, $5, $6, $7, $8, opens_after => $9,
            probe_seconds => $10, manual_priority => $11, priorities => $12, priorities_when_open => $13)`,
          values: claim,
        },
  );
  const waiting = rows.flatMap(({ projectId, integrationId, target, nextClaimAt }) =>
    nextClaimAt ? [{ projectId, integrationId, target, nextClaimAt }] : [],
  );
  return {
    claims: await readClaims(
      sql,
      rows.flatMap(({ deliveryId }) => deliveryId ?? []),
    ),
    waiting,
  };
}

/**
 * The claimed deliveries, in a statement of their own: the one that claims takes its snapshot before it has its locks, and
 * would not see the event of a delivery that was created while it waited.
 */
export async function readClaims(
  sql: Sql,
  deliveryIds: string[],
  earlyAfter: Date | null = null,
): Promise<Claim[]> {
  if (deliveryIds.length === 0) return [];
  const { rows } = await sql.query<ClaimRow>({
    name: 'read-claims',
    text: `SELECT d.id AS "deliveryId", d.claim, d.target, d.trigger, d.scheduled_count AS "scheduledCount",
        CASE WHEN d.trigger = 'MANUAL' OR (d.trigger = 'RETRY' AND d.next_attempt_at > $2::timestamptz) THEN d.next_attempt_at END AS "plannedAt",
        CASE WHEN octet_length(d.request_body) <= ${MAX_CLAIMED_BODY_BYTES} THEN d.request_body END AS "requestBody",
        octet_length(d.request_body) AS "bodyBytes", d.content_type AS "contentType",
        json_build_object('id', i.id, 'provider', i.provider, 'settings', i.settings, 'secrets', i.secrets,
          'enabled', i.enabled) AS integration,
        json_build_object('id', e.id, 'sequence', e.sequence, 'type', e.type, 'occurredAt', e.occurred_at, 'actor', e.actor,
          'project', json_build_object('id', p.id, 'key', p.key, 'name', p.name)) AS event
      FROM deliveries d
      JOIN integrations i ON i.id = d.integration_id
      JOIN events e ON e.id = d.event_id
      JOIN projects p ON p.id = d.project_id
      WHERE d.id = ANY ($1) AND d.status = 'SENDING'`,
    values: [deliveryIds, earlyAfter],
  });
  return rows.map(toClaim);
}

/**
 * Deliveries whose planned time has come, the earliest first. A planned retry has no job: adding one means a notification,
 * and Postgres commits those one at a time. Those that are retried by hand are due at once and have a job.
 */
export async function readDue(
  sql: Sql,
  now: Date,
  limit: number,
): Promise<{ deliveryId: string; projectId: string }[]> {
  const { rows } = await sql.query<{ deliveryId: string; projectId: string }>({
    name: 'read-due',
    text: `SELECT id AS "deliveryId", project_id AS "projectId" FROM deliveries
      WHERE status = 'PENDING' AND queued_at IS NULL AND next_attempt_at <= $1 AND trigger <> 'MANUAL'
      ORDER BY next_attempt_at LIMIT $2`,
    values: [now, limit],
  });
  return rows;
}

/** The queues in which deliveries wait. */
export function readQueues(sql: Sql): Promise<Queue[]> {
  return query(sql)
    .selectFrom('deliveries')
    .select(['projectId', 'integrationId', 'target'])
    .distinct()
    .where('status', '=', 'PENDING')
    .where('queuedAt', 'is not', null)
    .execute();
}
