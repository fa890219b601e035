/** Makes the attempt of a claimed delivery and records it. */

import type { App } from '../../platform/app.ts';
import { warnUnlessUnavailable } from '../../platform/postgres/database-unavailable.ts';
import { retryForever } from '../../platform/postgres/retry.ts';
import { type Claim, isEarly, LEASE_MS } from '../claim.ts';
import type { Digest } from '../queue/digest.ts';
import { type Recorded, recordAttempt } from '../states/record-attempt.ts';
import { releaseClaimed } from '../states/release.ts';
import { makeAttempt } from './attempt.ts';
import type { FinishedAttempt } from './finished-attempt.ts';
import { earliestRetry, planNext } from './retry-schedule.ts';

export interface Attempted extends Recorded {
  /** Null when it was aborted. */
  attempt: FinishedAttempt | null;
}

/**
 * Makes and records the attempt of a claimed delivery. While Postgres is unavailable, recording is retried until the lease
 * expires: the receiver has the request already and would get it again after that.
 *
 * The deliveries of a digest share the request. Each gets its own attempt and its own retries. Those that only came along
 * with a newer message have no attempt when that failed: their own retry is still to come.
 */
export async function attemptClaimed(
  app: App,
  claim: Claim,
  signal?: AbortSignal,
  digest?: Digest | null,
): Promise<Attempted> {
  const { pool } = app.database;
  const lease = AbortSignal.timeout(LEASE_MS);
  const keep = <Result>({ deliveryId }: Claim, work: () => Promise<Result>) =>
    retryForever(work, lease, (error) =>
      warnUnlessUnavailable(app.log, error, 'an attempt could not be recorded yet', { deliveryId }),
    );
  const claims = [claim, ...(digest?.others ?? [])];
  const attempt = await makeAttempt(app, claim, signal, digest?.body);
  if (!attempt) {
    for (const each of claims) await keep(each, () => releaseClaimed(pool, each, app.now()));
    return { attempt: null, number: null, hasQueued: false };
  }
  const { verdict } = attempt;
  let recordable = claims;
  if (verdict !== 'ok' && 'failed' in verdict) {
    const notBefore = earliestRetry(verdict, attempt.endedAt);
    for (const each of claims.filter(isEarly))
      await keep(each, () => releaseClaimed(pool, each, app.now(), notBefore));
    recordable = claims.filter((each) => !isEarly(each));
  }
  const { provider } = claim.integration;
  const { metrics } = app;
  metrics.attempts.inc({ provider, result: attempt.error?.class ?? 'ok' }, recordable.length);
  metrics.attemptSeconds.observe({ provider }, attempt.durationMs / 1_000);
  const recorded = await Promise.all(
    recordable.map(async (each, index) => {
      const { trigger, scheduledCount, plannedAt, deliveryId } = each;
      const { endedAt } = attempt;
      const plan = planNext({ trigger, scheduledCount, plannedAt, verdict, endedAt });
      const ended = { claim: each, attempt, plan, failures: index === 0 ? 1 : 0 } as const;
      const kept = await keep(each, () => recordAttempt(pool, ended));
      if (kept?.number != null && plan.status !== 'PENDING')
        metrics.deliveries.inc({ provider, status: plan.status });
      if (kept?.number == null)
        app.log.warn({ deliveryId }, 'an attempt ended after its lease and was not recorded');
      return kept;
    }),
  );
  const hasQueued = recorded.some((kept) => kept?.hasQueued ?? true);
  return { attempt, number: recorded[0]?.number ?? null, hasQueued };
}
