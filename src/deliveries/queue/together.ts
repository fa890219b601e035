/**
 * Deliveries that become one message, where a target takes one message at a time: those of a burst, which is what one user
 * changed within a few seconds; and earlier ones that failed and wait for their retry, because people who read a channel
 * take its last message for what is true now.
 */

import type { Pool } from 'pg';
import { CIRCUIT_OPENS_AFTER } from '../../integrations/circuit.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { type Claim, LEASE_MS } from '../claim.ts';
import { PRIORITY } from '../priority.ts';
import { readClaims } from './claim-due.ts';

const WINDOW = `interval '10 seconds'`;
/** More events than this within the window are a burst, those that were sent already included. */
const MORE_THAN = 5;
/** The most events in one message; the others get a message of their own. */
const MAX_DIGEST_EVENTS = 30;

/**
 * Claims, beside a claimed delivery, those of its target that are sent with it. Each has a claim and a lease of its own.
 *
 * Of the same burst: events of the same actor, all within ten seconds, if these are more than five. None of them is claimed
 * while the circuit is open: a probe must not use up the attempts of other deliveries.
 *
 * Earlier ones that failed before: sent later by themselves, they would come after this one. If the request fails, they keep
 * their own retry, as if they had not been sent along.
 */
export function claimTogether(pool: Pool, claimed: Claim, now: Date): Promise<Claim[]> {
  const { integration, target, event } = claimed;
  return transaction(pool, async (tx) => {
    await tx.query('SELECT lock_queues(ARRAY[$1::text])', [integration.id]);
    const { rows } = await tx.query<{ id: string }>({
      name: 'claim-together',
      text: `WITH near AS MATERIALIZED (
          SELECT id, sequence, occurred_at FROM events
          WHERE fanned_out AND occurred_at BETWEEN $3::timestamptz - ${WINDOW} AND $3::timestamptz + ${WINDOW}
            AND project_id = $4 AND actor ->> 'id' = $5 AND sequence IS NOT NULL
        ), delivery AS (
          SELECT d.id, n.sequence, n.occurred_at,
            d.status = 'PENDING' AND d.queued_at IS NOT NULL AND d.trigger IN ('FIRST', 'RETRY', 'REPLAY')
              AND d.request_body IS NOT NULL AS is_queued,
            count(*) OVER (ORDER BY n.occurred_at RANGE BETWEEN CURRENT ROW AND ${WINDOW} FOLLOWING) AS size
          FROM near n JOIN deliveries d ON d.event_id = n.id AND d.integration_id = $1 AND d.target = $2
        ), burst AS (
          SELECT occurred_at AS began FROM delivery WHERE size > ${MORE_THAN} AND occurred_at <= $3
          ORDER BY size DESC, occurred_at LIMIT 1
        ), earlier AS (
          -- What is planned and what is queued have an index each.
          SELECT d.id, d.sequence FROM deliveries d
          WHERE d.integration_id = $1 AND d.target = $2 AND d.sequence < $8 AND d.priority = ${PRIORITY.retry}
            AND d.trigger = 'RETRY' AND d.status = 'PENDING' AND d.queued_at IS NULL AND d.request_body IS NOT NULL
          UNION ALL
          SELECT d.id, d.sequence FROM deliveries d
          WHERE d.integration_id = $1 AND d.target = $2 AND d.sequence < $8 AND d.priority = ${PRIORITY.retry}
            AND d.trigger = 'RETRY' AND d.status = 'PENDING' AND d.queued_at IS NOT NULL AND d.request_body IS NOT NULL
        ), others AS (
          SELECT d.id, d.sequence FROM delivery d JOIN burst b ON d.occurred_at BETWEEN b.began AND b.began + ${WINDOW}
          WHERE d.is_queued AND EXISTS (
            SELECT FROM integrations i WHERE i.id = $1 AND i.enabled AND i.consecutive_failures < $7)
          UNION SELECT id, sequence FROM earlier
          ORDER BY sequence LIMIT ${MAX_DIGEST_EVENTS - 1}
        )
        SELECT take_deliveries(ARRAY(SELECT id FROM others), $6) AS id`,
      values: [
        integration.id,
        target,
        event.occurredAt,
        event.project.id,
        (event.actor as { id?: string } | null)?.id ?? '',
        new Date(now.getTime() + LEASE_MS),
        CIRCUIT_OPENS_AFTER,
        event.sequence,
      ],
    });
    return readClaims(
      tx,
      rows.map(({ id }) => id),
      now,
    );
  });
}
