/** Records attempts: their rows, the deliveries' states and the integrations' health, in one statement. */

import type { Verdict } from '../../integrations/contract/verdict.ts';
import { localErrorClasses } from '../../platform/egress/outcome.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
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

interface Ended {
  claim: Claim;
  attempt: FinishedAttempt;
  plan: Plan;
  /** What a failure adds to the integration's consecutive failures: the deliveries of one digest have failed once together. */
  failures: 0 | 1;
}

/**
 * Records an attempt and its consequences. The number is null when the claim is no longer the newest: the lease expired
 * and another worker has the delivery, so this attempt must not change its state.
 *
 * Attempts that end at the same time share a statement: one commit for all.
 */
export const recordAttempt = coalesce(
  async (sql: Sql, ended: Ended[]): Promise<Recorded[]> => {
    const { rows } = await sql.query<{ id: string; claim: number; number: number; hasQueued: boolean }>({
      name: 'record-attempts',
      text: RECORD,
      values: [JSON.stringify(ended.map(toRow))],
    });
    const recorded = new Map(rows.map(({ id, claim, ...row }) => [`${id} ${claim}`, row]));
    return ended.map(
      ({ claim }) => recorded.get(`${claim.deliveryId} ${claim.claim}`) ?? { number: null, hasQueued: true },
    );
  },
  ({ claim }) => claim.event.project.id,
);

/** Columns of `ended` in the statement. */
function toRow({ claim, attempt, plan, failures }: Ended) {
  return {
    id: claim.deliveryId,
    claim: claim.claim,
    status: plan.status,
    scheduled_count: plan.scheduledCount,
    next_attempt_at: plan.nextAttemptAt,
    trigger: claim.trigger,
    started_at: attempt.startedAt,
    ended_at: attempt.endedAt,
    duration_ms: attempt.durationMs,
    request: attempt.request,
    response: attempt.response,
    response_status: attempt.response?.status,
    error_class: attempt.error?.class,
    error_message: attempt.error?.message,
    address: attempt.address,
    earlier_exchanges: attempt.earlierExchanges,
    failures,
    is_only_this: isOnlyThis(attempt.verdict),
    is_final: isFinal(attempt.verdict),
  };
}

/**
 * Locks are taken in the order of ids, so that two workers never wait for each other. An integration's health is that after
 * all of its attempts in the order in which they ended.
 */
const RECORD = `WITH ended AS MATERIALIZED (
    SELECT * FROM json_to_recordset($1) AS e (id text, claim int, status text, scheduled_count int,
      next_attempt_at timestamptz, trigger "AttemptTrigger", started_at timestamptz, ended_at timestamptz, duration_ms int,
      request json, response json, response_status int, error_class text, error_message text, address text,
      earlier_exchanges json, failures int, is_only_this boolean, is_final boolean)
  ), locked AS MATERIALIZED (
    SELECT d.id, d.claim, CASE WHEN e.status = 'PENDING' AND NOT i.enabled THEN 'CANCELLED' ELSE e.status END AS outcome
    FROM ended e JOIN deliveries d ON d.id = e.id AND d.claim = e.claim JOIN integrations i ON i.id = d.integration_id
    WHERE d.status = 'SENDING' ORDER BY d.id FOR UPDATE OF d
  ), delivery AS (
    UPDATE deliveries d SET
      ${entering.either({ status: 'l.outcome', nextAttemptAt: 'e.next_attempt_at', completedAt: 'e.ended_at' })},
      attempt_count = d.attempt_count + 1, scheduled_count = e.scheduled_count, trigger = 'RETRY',
      last_response_status = e.response_status, last_error_class = e.error_class, last_error = e.error_message,
      priority = CASE WHEN d.priority >= ${PRIORITY.replay} THEN d.priority ELSE ${PRIORITY.retry} END
    FROM locked l JOIN ended e ON e.id = l.id AND e.claim = l.claim
    WHERE d.id = l.id AND d.claim = l.claim AND d.status = 'SENDING'
    RETURNING d.id, d.claim, d.integration_id, d.target, d.status, d.attempt_count, d.next_attempt_at, e.ended_at, e.failures,
      e.error_message, e.is_final, d.status <> 'DELIVERED' AND NOT e.is_only_this
        AND coalesce(e.error_class <> ALL ('{${localErrorClasses.join(',')}}'::text[]), false) AS is_failure
  ), attempt AS (
    INSERT INTO attempts (delivery_id, number, trigger, started_at, duration_ms, request, response, error_class,
      error_message, address, earlier_exchanges, next_attempt_at)
    SELECT d.id, d.attempt_count, e.trigger, e.started_at, e.duration_ms, e.request, e.response, e.error_class,
      e.error_message, e.address, e.earlier_exchanges, d.next_attempt_at
    FROM delivery d JOIN ended e ON e.id = d.id AND e.claim = d.claim
  ), success AS (
    SELECT integration_id, max(ended_at) AS ended_at FROM delivery WHERE status = 'DELIVERED' GROUP BY integration_id
  ), failure AS (
    -- Those since the last success.
    SELECT d.integration_id, sum(d.failures)::int AS count, min(d.ended_at) AS first_at, max(d.ended_at) AS last_at,
      (array_agg(d.error_message ORDER BY d.ended_at DESC))[1] AS message
    FROM delivery d LEFT JOIN success s USING (integration_id)
    WHERE d.is_failure AND (s.ended_at IS NULL OR d.ended_at > s.ended_at) GROUP BY d.integration_id
  ), health AS (
    SELECT i.id, s.ended_at AS succeeded_at, coalesce(f.count, 0) AS failures, f.first_at, f.last_at, f.message
    FROM integrations i LEFT JOIN success s ON s.integration_id = i.id LEFT JOIN failure f ON f.integration_id = i.id
    WHERE i.id IN (SELECT integration_id FROM delivery)
      AND (f.integration_id IS NOT NULL OR (s.integration_id IS NOT NULL
        AND (i.consecutive_failures > 0 OR i.last_success_at IS NULL
          OR i.last_success_at < s.ended_at - make_interval(secs => ${HEALTH_EVERY_SECONDS}))))
    ORDER BY i.id FOR NO KEY UPDATE OF i
  ), integration AS (
    UPDATE integrations i SET
      consecutive_failures = CASE WHEN h.succeeded_at IS NULL THEN i.consecutive_failures ELSE 0 END + h.failures,
      failing_since = coalesce(CASE WHEN h.succeeded_at IS NULL THEN i.failing_since END, h.first_at),
      probe_at = CASE WHEN h.succeeded_at IS NULL THEN i.probe_at END,
      last_success_at = coalesce(h.succeeded_at, i.last_success_at),
      last_error_at = coalesce(h.last_at, i.last_error_at),
      last_error = CASE WHEN h.last_at IS NULL THEN i.last_error ELSE h.message END
    FROM health h WHERE i.id = h.id
    RETURNING i.id, h.last_at IS NOT NULL AND i.enabled
      AND i.failing_since < h.last_at - make_interval(days => ${FAILING_DAYS}) AS is_for_long
  ), disabled AS (
    -- A key of its own for the receiver's reason: a later failure must not replace that job.
    SELECT schedule_job('disable-integration', json_build_object('integrationId', integration_id, 'disabledReason', reason),
      concat_ws(':', 'disable-integration', integration_id, CASE WHEN reason IS NOT NULL THEN 'gone' END)) AS job
    FROM (
      SELECT integration_id, max(error_message) AS reason FROM delivery WHERE is_final GROUP BY integration_id
      UNION ALL
      SELECT id, NULL FROM integration WHERE is_for_long AND id NOT IN (SELECT integration_id FROM delivery WHERE is_final)
    ) AS r
  )
  SELECT id, claim, attempt_count AS number,
    EXISTS (SELECT FROM deliveries w WHERE w.integration_id = delivery.integration_id AND w.target = delivery.target
      AND w.status = 'PENDING' AND w.queued_at IS NOT NULL) AS "hasQueued",
    (SELECT count(job) FROM disabled) AS disabled
  FROM delivery`;

/** The failure says nothing about other deliveries: the integration's health does not change. */
function isOnlyThis(verdict: Verdict): boolean {
  return verdict !== 'ok' && 'failed' in verdict && verdict.onlyThis === true;
}

/** The receiver wants no more deliveries: the integration is disabled. */
function isFinal(verdict: Verdict): boolean {
  return verdict !== 'ok' && 'failed' in verdict && verdict.disable === true;
}
