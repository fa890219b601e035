/** Recording an attempt: the attempt, the delivery's status, the next job and the integration's health, in one statement. */

import type { Verdict } from '../../integrations/contract/verdict.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import type { Claim } from '../claim.ts';
import { FAILING_DAYS } from '../disabling.ts';
import { PRIORITY } from '../priority.ts';
import type { FinishedAttempt } from './finished-attempt.ts';
import type { Plan } from './retry-schedule.ts';

/** A success writes to the integration's row at most this often, or all deliveries of one would queue for its lock. */
const HEALTH_EVERY_SECONDS = 10;

/** What was recorded. */
export interface Recorded {
  /** The attempt's number; null: none was recorded. */
  number: number | null;
  /** Whether somebody is left in its line. */
  isLineWaiting: boolean;
}

/**
 * Records an attempt and what follows from it. The number is null when the claim is no longer the newest one: this
 * worker was taken for dead and another one has gone on, so what it did is not the delivery's state. `failures` is what
 * a failure adds to the integration's failures in a row: several deliveries of one request have failed once.
 */
export async function recordAttempt(
  sql: Sql,
  claim: Claim,
  attempt: FinishedAttempt,
  plan: Plan,
  failures: 0 | 1 = 1,
): Promise<Recorded> {
  const { rows } = await sql.query<Recorded>({
    name: 'record-attempt',
    text: `WITH outcome AS (
        SELECT CASE WHEN $3 = 'PENDING' AND NOT i.enabled THEN 'CANCELLED' ELSE $3 END AS status
        FROM deliveries d JOIN integrations i ON i.id = d.integration_id WHERE d.id = $1
      ), delivery AS (
        UPDATE deliveries d SET
          status = outcome.status::"DeliveryStatus", attempt_count = attempt_count + 1, scheduled_count = $4,
          next_attempt_at = CASE WHEN outcome.status = 'PENDING' THEN $5::timestamptz END,
          trigger = 'RETRY', priority = CASE WHEN priority >= ${PRIORITY.replay} THEN priority ELSE ${PRIORITY.retry} END,
          lease_until = NULL, updated_at = clock_timestamp(),
          completed_at = CASE WHEN outcome.status = 'PENDING' THEN NULL ELSE $8::timestamptz END
        FROM outcome
        WHERE d.id = $1 AND d.claim = $2 AND d.status = 'SENDING'
        RETURNING d.id, d.integration_id, d.target, d.status, d.attempt_count, d.next_attempt_at, d.priority
      ), attempt AS (
        INSERT INTO attempts (delivery_id, number, trigger, started_at, duration_ms, request, response,
          error_class, error_message, address, earlier_exchanges, next_attempt_at)
        SELECT id, attempt_count, $6::"AttemptTrigger", $7, $9, $10, $11, $12, $13, $14, $17, next_attempt_at FROM delivery
      ), succeeded AS (
        UPDATE integrations SET consecutive_failures = 0, failing_since = NULL, probe_at = NULL, last_success_at = $8
        WHERE id = (SELECT integration_id FROM delivery WHERE status = 'DELIVERED')
          AND (consecutive_failures > 0 OR last_success_at IS NULL
            OR last_success_at < $8::timestamptz - make_interval(secs => ${HEALTH_EVERY_SECONDS}))
      ), failed AS (
        UPDATE integrations SET consecutive_failures = consecutive_failures + $16, last_error_at = $8, last_error = $13,
          failing_since = coalesce(failing_since, $8)
        WHERE id = (SELECT integration_id FROM delivery WHERE status <> 'DELIVERED') AND $12 IS DISTINCT FROM 'skipped'
        RETURNING enabled AND failing_since < $8::timestamptz - make_interval(days => ${FAILING_DAYS}) AS for_long
      )
      SELECT attempt_count AS number,
        EXISTS (SELECT FROM deliveries w WHERE w.integration_id = delivery.integration_id AND w.target = delivery.target
          AND w.status = 'PENDING' AND w.waiting_since IS NOT NULL) AS "isLineWaiting",
        CASE WHEN status = 'PENDING' THEN
          schedule_job('deliver', json_build_object('deliveryId', id), 'deliver:' || id, next_attempt_at, priority) END,
        CASE WHEN $15 OR (SELECT for_long FROM failed) THEN
          schedule_job('disable-integration', json_build_object('integrationId', integration_id,
            'disabledReason', CASE WHEN $15 THEN $13 END),
            -- A key of its own: a later failure must not take the receiver's word away.
            concat_ws(':', 'disable-integration', integration_id, CASE WHEN $15 THEN 'gone' END)) END
      FROM delivery`,
    values: [
      claim.deliveryId,
      claim.claim,
      plan.status,
      plan.scheduledCount,
      plan.nextAttemptAt,
      claim.trigger,
      attempt.startedAt,
      attempt.endedAt,
      attempt.durationMs,
      attempt.request,
      attempt.response,
      attempt.error?.class ?? null,
      attempt.error?.message ?? null,
      attempt.address,
      isFinal(attempt.verdict),
      failures,
      attempt.earlierExchanges && JSON.stringify(attempt.earlierExchanges),
    ],
  });
  const [recorded] = rows;
  return recorded ?? { number: null, isLineWaiting: true };
}

/** The receiver wants no more deliveries. */
function isFinal(verdict: Verdict): boolean {
  return verdict !== 'ok' && 'failed' in verdict && verdict.disable === true;
}

/**
 * Gives a claimed delivery back without an attempt: its job runs again at once, here or elsewhere. A test send, which
 * was planned for no time, is planned now.
 */
export async function putBack(sql: Sql, { deliveryId, claim }: Claim, now: Date): Promise<void> {
  await sql.query(
    `WITH delivery AS (
       UPDATE deliveries SET status = 'PENDING', lease_until = NULL, updated_at = clock_timestamp(),
         next_attempt_at = CASE WHEN trigger = 'MANUAL' THEN next_attempt_at ELSE coalesce(next_attempt_at, $3) END
       WHERE id = $1 AND claim = $2 AND status = 'SENDING' RETURNING id, priority
     )
     SELECT schedule_job('deliver', json_build_object('deliveryId', id), 'deliver:' || id, priority := priority)
     FROM delivery`,
    [deliveryId, claim, now],
  );
}

/** Ends a claimed delivery whose integration was disabled or deleted meanwhile. */
export async function cancelClaimed(sql: Sql, { deliveryId, claim }: Claim, now: Date): Promise<void> {
  await sql.query(
    `UPDATE deliveries SET status = 'CANCELLED', lease_until = NULL, next_attempt_at = NULL,
       updated_at = clock_timestamp(), completed_at = $3
     WHERE id = $1 AND claim = $2 AND status = 'SENDING'`,
    [deliveryId, claim, now],
  );
}
