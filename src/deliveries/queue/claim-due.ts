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
  /** How many more an integration may have when its project uses much of the worker; see slow-start.ts. */
  shares?: Record<string, number>;
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

/** The columns of the SQL function `read_claims`. */
const CLAIM = `delivery_id AS "deliveryId", claim, target, trigger, scheduled_count AS "scheduledCount",
      planned_at AS "plannedAt", request_body AS "requestBody", body_bytes AS "bodyBytes", content_type AS "contentType",
      integration, event`;

interface QueueRow {
  queueProjectId: string;
  queueIntegrationId: string;
  queueTarget: string;
  nextClaimAt: Date;
}

type Row = (QueueRow & { deliveryId: null }) | ClaimRow;

/**
 * Claims as many deliveries as the limits allow. Those of `due` that may not go yet are queued afterwards; one that is not
 * due yet is left alone.
 */
export async function claimDue(
  sql: Sql,
  { created = [], due, queues, now, room, underWay, shares = {} }: ClaimRequest,
): Promise<Claimed> {
  const { rows } = await sql.query<Row>({
    name: 'claim-due',
    text: `SELECT queue_project_id AS "queueProjectId", queue_integration_id AS "queueIntegrationId",
        queue_target AS "queueTarget", next_claim_at AS "nextClaimAt", ${CLAIM}
      FROM queue_and_claim($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, opens_after => $13, probe_seconds => $14,
        manual_priority => $15, priorities => $16, priorities_when_open => $17, max_body_bytes => $18)`,
    values: [
      ...(created.length > 0
        ? queueArguments(created.toSorted((a, b) => (a.projectId < b.projectId ? -1 : 1)))
        : [[], null, null, []]),
      due,
      queues.map(({ integrationId }) => integrationId),
      queues.map(({ target }) => target),
      now,
      new Date(now.getTime() + LEASE_MS),
      room,
      JSON.stringify({ ...underWay, ...shares }),
      JSON.stringify(limits),
      CIRCUIT_OPENS_AFTER,
      PROBE_EVERY_SECONDS,
      PRIORITY.manual,
      Object.values(PRIORITY),
      [PRIORITY.manual, PRIORITY.retry],
      MAX_CLAIMED_BODY_BYTES,
    ],
  });
  const claims: Claim[] = [];
  const waiting: WaitingQueue[] = [];
  for (const row of rows) {
    if (row.deliveryId !== null) claims.push(toClaim(row));
    else
      waiting.push({
        projectId: row.queueProjectId,
        integrationId: row.queueIntegrationId,
        target: row.queueTarget,
        nextClaimAt: row.nextClaimAt,
      });
  }
  return { claims, waiting };
}

/** Deliveries that were claimed in the same transaction. Retries that are planned for later than `earlyAfter` are early. */
export async function readClaims(sql: Sql, deliveryIds: string[], earlyAfter: Date): Promise<Claim[]> {
  if (deliveryIds.length === 0) return [];
  const { rows } = await sql.query<ClaimRow>({
    name: 'read-claims',
    text: `SELECT ${CLAIM} FROM read_claims($1, $2, $3)`,
    values: [deliveryIds, earlyAfter, MAX_CLAIMED_BODY_BYTES],
  });
  return rows.map(toClaim);
}

export interface DueDelivery {
  deliveryId: string;
  projectId: string;
  integrationId: string;
}

/**
 * Deliveries whose planned time has come, the earliest first. A planned retry has no job: adding one means a notification,
 * and Postgres commits those one at a time. Those that are retried by hand are due at once and have a job.
 */
export async function readDue(sql: Sql, now: Date, limit: number): Promise<DueDelivery[]> {
  const { rows } = await sql.query<DueDelivery>({
    name: 'read-due',
    text: `SELECT id AS "deliveryId", project_id AS "projectId", integration_id AS "integrationId" FROM deliveries
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
