/**
 * Lines: what is due for one target of one integration. Claiming takes as many deliveries out of them as the limits of
 * their integrations allow; the others stay in line, without a job and without an attempt, until somebody looks again.
 * The decision is made in the database (`claim_deliveries`), so that it holds for all workers together and is not
 * forgotten when they restart.
 */

import { CIRCUIT_OPENS_AFTER, PROBE_EVERY_SECONDS } from '../../integrations/circuit.ts';
import { providers } from '../../integrations/providers/registry.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { type Claim, LEASE_MS, type StoredClaim, toClaim } from '../claim.ts';
import { eventColumns } from '../stored-event.ts';

export interface Line {
  integrationId: string;
  target: string;
}

/** A line in which somebody is left. */
export interface WaitingLine extends Line {
  /** When the next one may be let go, as far as can be known now. */
  lookAgainAt: Date;
}

interface Asked {
  /** Deliveries that have come due. */
  due: string[];
  /** Lines to look at again. */
  lines: Line[];
  now: Date;
  /** How many this worker takes. */
  room: number;
}

export interface Taken {
  claims: Claim[];
  waiting: WaitingLine[];
}

/**
 * The first key of the advisory locks under which lines change, the second being the hash of the integration's id: one
 * at a time for each integration. `claim_deliveries` takes them, and whoever else claims or takes back several at once.
 */
export const LINE_LOCK = 4720;

/** Requests under way at a time to one integration, where its provider says nothing else. */
export const DEFAULT_IN_FLIGHT = 10;

const limits = {
  circuit: { opensAfter: CIRCUIT_OPENS_AFTER, probeSeconds: PROBE_EVERY_SECONDS },
  ...Object.fromEntries(
    Object.values(providers).map(
      ({ name, limits: { inFlight = DEFAULT_IN_FLIGHT, inFlightPerTarget, perSecond } }) => [
        name,
        { inFlight, inFlightPerTarget, perSecond },
      ],
    ),
  ),
};

type Row = Line & { lookAgainAt: Date | null; deliveryId: string | null };

/** Claims what may go. What is asked for but may not go yet is in line afterwards; what comes too early keeps its job. */
export async function claimDue(sql: Sql, { due, lines, now, room }: Asked): Promise<Taken> {
  const { rows } = await sql.query<Row>({
    name: 'claim-due',
    text: `SELECT integration_id AS "integrationId", target, look_again_at AS "lookAgainAt", delivery_id AS "deliveryId"
      FROM claim_deliveries($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      due,
      lines.map(({ integrationId }) => integrationId),
      lines.map(({ target }) => target),
      now,
      new Date(now.getTime() + LEASE_MS),
      room,
      limits,
    ],
  });
  const waiting = rows.flatMap(({ integrationId, target, lookAgainAt }) =>
    lookAgainAt ? [{ integrationId, target, lookAgainAt }] : [],
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
 * What was claimed, in a statement of its own: one that claims begins before it has its locks, and would not see the
 * event of a delivery that was made meanwhile.
 */
export async function readClaims(sql: Sql, deliveryIds: string[]): Promise<Claim[]> {
  if (deliveryIds.length === 0) return [];
  const { rows } = await sql.query<StoredClaim>({
    name: 'read-claims',
    text: `SELECT d.id AS "deliveryId", d.claim, d.target, d.trigger, d.scheduled_count AS "scheduledCount",
        CASE WHEN d.trigger = 'MANUAL' THEN d.next_attempt_at END AS "plannedAt",
        d.request_body AS "requestBody", d.content_type AS "contentType",
        json_build_object('id', i.id, 'provider', i.provider, 'settings', i.settings, 'secrets', i.secrets,
          'enabled', i.enabled) AS integration,
        ${eventColumns}
      FROM deliveries d
      JOIN integrations i ON i.id = d.integration_id
      JOIN events e ON e.id = d.event_id
      JOIN projects p ON p.id = d.project_id
      LEFT JOIN environments n ON n.id = e.environment_id
      WHERE d.id = ANY ($1) AND d.status = 'SENDING'`,
    values: [deliveryIds],
  });
  return rows.map(toClaim);
}

/** The lines in which somebody waits, for a worker to look at them once more. */
export async function readWaitingLines(sql: Sql): Promise<Line[]> {
  const { rows } = await sql.query<Line>(
    `SELECT DISTINCT integration_id AS "integrationId", target FROM deliveries
     WHERE status = 'PENDING' AND waiting_since IS NOT NULL`,
  );
  return rows;
}
