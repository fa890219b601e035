/** Records an attempt: its row, the delivery's state, the next job and the integration's health, in one statement. */

import type { Verdict } from '../../integrations/contract/verdict.ts';
import { localErrorClasses } from '../../platform/egress/outcome.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import type { FinishedAttempt } from '../attempts/finished-attempt.ts';
import type { Plan } from '../attempts/retry-schedule.ts';
import type { Claim } from '../claim.ts';
import { FAILING_DAYS } from '../disabling.ts';
import { PRIORITY } from '../priority.ts';
import { entering } from './entering.ts';

/** A success writes to the integration's row at most this often, or its deliveries would wait for each other's row lock. */
const HEALTH_EVERY_SECONDS = 10;

/** What was recorded. */
export interface Recorded {
  /** The number of the attempt; null when none was recorded. */
  number: number | null;
  /** Whether more deliveries are queued for its target. */
  hasQueued: boolean;
}

/**
 * Records an attempt and its consequences. The number is null when the claim is no longer the newest: the lease expired
 * and another worker has the delivery, so this attempt must not change its state. `failures` is what a failure adds to
 * the integration's consecutive failures: the deliveries of one digest have failed once together.
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
          ${entering.either({ status: 'outcome.status', nextAttemptAt: '$5::timestamptz', completedAt: '$8::timestamptz' })},
          attempt_count = attempt_count + 1, scheduled_count = $4, trigger = 'RETRY',
          priority = CASE WHEN priority >= ${PRIORITY.replay} THEN priority ELSE ${PRIORITY.retry} END
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
        WHERE id = (SELECT integration_id FROM delivery WHERE status <> 'DELIVERED')
          AND $12 <> ALL ('{${localErrorClasses.join(',')}}'::text[])
          AND NOT $18
        RETURNING enabled AND failing_since < $8::timestamptz - make_interval(days => ${FAILING_DAYS}) AS for_long
      )
      SELECT attempt_count AS number,
        EXISTS (SELECT FROM deliveries w WHERE w.integration_id = delivery.integration_id AND w.target = delivery.target
          AND w.status = 'PENDING' AND w.queued_at IS NOT NULL) AS "hasQueued",
        CASE WHEN status = 'PENDING' THEN
          schedule_job('deliver', json_build_object('deliveryId', id), 'deliver:' || id, next_attempt_at, priority) END,
        CASE WHEN $15 OR (SELECT for_long FROM failed) THEN
          schedule_job('disable-integration', json_build_object('integrationId', integration_id,
            'disabledReason', CASE WHEN $15 THEN $13 END),
            -- A key of its own: a later failure must not replace the job that has the receiver's reason.
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
      isOnlyThis(attempt.verdict),
    ],
  });
  const [recorded] = rows;
  return recorded ?? { number: null, hasQueued: true };
}

/** The failure says nothing about other deliveries: the integration's health does not change. */
function isOnlyThis(verdict: Verdict): boolean {
  return verdict !== 'ok' && 'failed' in verdict && verdict.onlyThis === true;
}

/** The receiver wants no more deliveries: the integration is disabled. */
function isFinal(verdict: Verdict): boolean {
  return verdict !== 'ok' && 'failed' in verdict && verdict.disable === true;
}
