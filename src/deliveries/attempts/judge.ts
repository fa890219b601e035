/** What an outcome means for its delivery. Pure: nothing here sends or stores. */

import type { Verdict } from '../../integrations/contract/provider.ts';
import type { AnyProvider } from '../../integrations/providers/registry.ts';
import { redactEchoes, redactResponse } from '../../integrations/secrets/redact-echoes.ts';
import type {
  OutboundErrorClass,
  OutboundRequest,
  OutboundResponse,
  Outcome,
} from '../../platform/egress/outbound.ts';

export interface Judgement {
  verdict: Verdict;
  error: { class: OutboundErrorClass; message: string } | null;
}

const HOUR_MS = 3_600_000;

/** What ends the attempt before anything is sent: a limit of the provider that no other attempt will keep either. */
export function unsendable(
  { limits, label }: AnyProvider,
  request: OutboundRequest,
  ageMs: number,
): Outcome | null {
  const refuse = (errorClass: 'too_large' | 'too_old', message: string): Outcome => {
    return { kind: 'error', class: errorClass, message, address: null, durationMs: 0 };
  };
  const bytes = Buffer.byteLength(request.body ?? '');
  if (bytes > limits.bodyBytes) {
    return refuse('too_large', `The body has ${bytes} bytes; ${label} takes at most ${limits.bodyBytes}.`);
  }
  if (limits.maxAgeMs !== undefined && ageMs > limits.maxAgeMs) {
    const [age, most] = [Math.floor(ageMs / HOUR_MS), limits.maxAgeMs / HOUR_MS];
    return refuse(
      'too_old',
      `The event is more than ${age} hours old; ${label} takes none older than ${most}.`,
    );
  }
  return null;
}

/** Success or failure, and of what kind. A reason may quote the response, and a response the request: secrets are masked. */
export function judge(
  outcome: Outcome,
  verdictOf: (response: OutboundResponse, now: Date) => Verdict,
  secrets: unknown,
  now: Date,
): Judgement {
  if (outcome.kind === 'error') return failed(outcome.class, failureOf(outcome.class), outcome.message);
  // What it says is shortened and quoted: half a secret would not be recognised afterwards.
  return judgementOf(
    orError(() => verdictOf(redactResponse(outcome, secrets), now)),
    secrets,
  );
}

/** The judgement that a verdict is, or that it could not be come to. */
export function judgementOf(verdict: Verdict | Error, secrets: unknown): Judgement {
  if (verdict === 'ok') return { verdict, error: null };
  if (verdict instanceof Error) {
    return failed('internal', 'transient', `The answer could not be judged: ${verdict.message}`);
  }
  const reason = readable(redactEchoes('skipped' in verdict ? verdict.skipped : verdict.reason, secrets));
  if ('skipped' in verdict) {
    return { verdict: { skipped: reason }, error: { class: 'skipped', message: reason } };
  }
  return { verdict: { ...verdict, reason }, error: { class: 'http', message: reason } };
}

/** The judgement of an attempt that failed on our side. */
export function failed(
  errorClass: OutboundErrorClass,
  failure: 'transient' | 'permanent',
  message: string,
): Judgement {
  const reason = readable(message);
  return { verdict: { failed: failure, reason }, error: { class: errorClass, message: reason } };
}

/** The result of the work, or the error that it threw. */
export function orError<Result>(work: () => Result): Result | Error {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** A body that is too large will be so the next time, and no event grows younger. */
function failureOf(errorClass: OutboundErrorClass): 'transient' | 'permanent' {
  return errorClass === 'too_large' || errorClass === 'too_old' ? 'permanent' : 'transient';
}

/** Postgres keeps neither U+0000 nor halves of surrogate pairs, and an attempt that it refuses would be made again. */
function readable(message: string): string {
  return message.toWellFormed().replaceAll('\u0000', '\ufffd');
}
