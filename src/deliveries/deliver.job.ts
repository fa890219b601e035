/**
 * Makes the next attempt of a delivery. The job itself always returns normally: attempt, status and the next job are
 * committed together, and throwing after that would run the delivery twice. It throws when Postgres cannot be reached;
 * the worker then tries the job again.
 */

import type { App } from '../context.ts';
import type { Jobs } from '../jobs.ts';
import { makeAttempt } from './attempt.ts';
import { type Claim, claimDelivery, postponeIfEarly } from './claim.ts';
import { cancelClaimed, putBack, recordAttempt } from './record.ts';
import { planNext } from './schedule.ts';

export async function deliver(
  app: App,
  { deliveryId }: Jobs['deliver'],
  signal?: AbortSignal,
): Promise<void> {
  const { pool } = app.database;
  const now = app.now();
  const claim = await claimDelivery(pool, deliveryId, now);
  if (!claim) {
    await postponeIfEarly(pool, deliveryId, now);
  } else if (claim.integration.enabled) {
    await attemptClaimed(app, claim, signal);
  } else {
    await cancelClaimed(pool, claim, now);
  }
  if (claim) app.doorbell.ring('deliveries', claim.event.project.id);
}

/** Makes and records the attempt of a claimed delivery. Answers with its number; null when it was not recorded. */
export async function attemptClaimed(app: App, claim: Claim, signal?: AbortSignal): Promise<number | null> {
  const { pool } = app.database;
  const attempt = await makeAttempt(app, claim, signal);
  if (!attempt) {
    await putBack(pool, claim, app.now());
    return null;
  }
  const { trigger, scheduledCount, plannedAt } = claim;
  const { verdict, endedAt } = attempt;
  const plan = planNext({ trigger, scheduledCount, plannedAt, verdict, endedAt });
  app.metrics.attempts.inc({ provider: claim.integration.provider, result: attempt.error?.class ?? 'ok' });
  const number = await recordAttempt(pool, claim, attempt, plan);
  if (number === null)
    app.log.warn({ deliveryId: claim.deliveryId }, 'an attempt outlived its lease; another one counts');
  return number;
}
