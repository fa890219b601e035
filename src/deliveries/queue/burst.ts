/**
 * Bursts: what one person has changed within a few seconds, where a target takes one message after the other. What
 * stands in the same line is claimed together, to be told in one message.
 */

import type { Pool } from 'pg';
import { CIRCUIT_OPENS_AFTER } from '../../integrations/circuit.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { type Claim, LEASE_MS } from '../claim.ts';
import { LINE_LOCK, readClaims } from './line.ts';

const WINDOW = `interval '10 seconds'`;
/** More events than this within the window are a burst; those that were told already count as well. */
const MORE_THAN = 5;
/** What one message lists without leaving any out; the next ones get a message of their own. */
const MOST = 30;

/**
 * Claims, beside a delivery that is claimed, those that stand in its line and belong to the same burst: events of the
 * same actor, all within ten seconds. None unless they are more than five. Each has a claim and a lease of its own.
 * While the circuit is open none is taken: one that probes must not use up the attempts of the others.
 *
 * Under the lock of `claim_deliveries`, so that this and the claims of other workers take turns.
 */
export function claimBurst(pool: Pool, claimed: Claim, now: Date): Promise<Claim[]> {
  const { integration, target, event } = claimed;
  return transaction(pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [LINE_LOCK, integration.id]);
    const { rows } = await tx.query<{ id: string }>({
      name: 'claim-burst',
      text: `WITH near AS MATERIALIZED (
          SELECT id, sequence, occurred_at FROM events
          WHERE fanned_out AND occurred_at BETWEEN $3::timestamptz - ${WINDOW} AND $3::timestamptz + ${WINDOW}
            AND project_id = $4 AND actor ->> 'id' = $5 AND sequence IS NOT NULL
        ), told AS (
          SELECT d.id, n.sequence, n.occurred_at,
            d.status = 'PENDING' AND d.waiting_since IS NOT NULL AND d.trigger IN ('FIRST', 'RETRY', 'REPLAY')
              AND d.request_body <> '' AS is_in_line,
            count(*) OVER (ORDER BY n.occurred_at RANGE BETWEEN CURRENT ROW AND ${WINDOW} FOLLOWING) AS size
          FROM near n JOIN deliveries d ON d.event_id = n.id AND d.integration_id = $1 AND d.target = $2
        ), burst AS (
          SELECT occurred_at AS began FROM told WHERE size > ${MORE_THAN} AND occurred_at <= $3
          ORDER BY size DESC, occurred_at LIMIT 1
        ), others AS (
          SELECT t.id FROM told t JOIN burst b ON t.occurred_at BETWEEN b.began AND b.began + ${WINDOW}
          WHERE t.is_in_line AND EXISTS (
            SELECT FROM integrations i WHERE i.id = $1 AND i.enabled AND i.consecutive_failures < $7)
          ORDER BY t.sequence LIMIT ${MOST - 1}
        )
        UPDATE deliveries d SET status = 'SENDING', claim = d.claim + 1, lease_until = $6, waiting_since = NULL,
          updated_at = clock_timestamp()
        WHERE d.id IN (SELECT id FROM others) AND d.status = 'PENDING' RETURNING d.id`,
      values: [
        integration.id,
        target,
        event.occurredAt,
        event.project.id,
        (event.actor as { id?: string } | null)?.id ?? '',
        new Date(now.getTime() + LEASE_MS),
        CIRCUIT_OPENS_AFTER,
      ],
    });
    return readClaims(
      tx,
      rows.map(({ id }) => id),
    );
  });
}
