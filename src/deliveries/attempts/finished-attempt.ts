/** An attempt as it is kept: nothing secret is in it. */

import type { Verdict } from '../../integrations/contract/verdict.ts';
import { redactResponse } from '../../integrations/secrets/redact-echoes.ts';
import type { OutboundErrorClass, Outcome } from '../../platform/egress/outbound.ts';
import type { HttpExchange } from './http-exchange.ts';
import { failed } from './judge.ts';

export interface FinishedAttempt {
  startedAt: Date;
  endedAt: Date;
  durationMs: number;
  /** Its body is the delivery's, and is here only where several were sent as one, or one took several requests. */
  request: HttpExchange;
  response: KeptResponse | null;
  /** Where the delivery took several requests, those before the last one. */
  earlierExchanges?: KeptExchange[];
  error: { class: OutboundErrorClass; message: string } | null;
  address: string | null;
  verdict: Verdict;
}

export interface KeptResponse {
  status: number;
  headers: [name: string, value: string][];
  body: string;
  truncated: boolean;
}

/** A request and its answer; null when there was none. */
export interface KeptExchange {
  request: HttpExchange;
  response: KeptResponse | null;
  durationMs: number;
}

/** A response as it may be kept and shown. */
export function keep(response: Extract<Outcome, { kind: 'response' }>, secrets: unknown): KeptResponse {
  const { status, headers, body, truncated } = redactResponse(response, secrets);
  return { status, headers, body, truncated };
}

/** An attempt whose request could not be made. */
export function unsent(startedAt: Date, endedAt: Date, error: Error): FinishedAttempt {
  return {
    ...{ startedAt, endedAt, durationMs: 0 },
    request: { method: 'POST', url: '', headers: {} },
    response: null,
    address: null,
    ...failed('internal', 'transient', error.message),
  };
}
