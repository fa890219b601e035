/** An attempt as it is stored, with secrets redacted. */

import type { Verdict } from '../../integrations/contract/verdict.ts';
import { redactResponse } from '../../integrations/secrets/redact-echoes.ts';
import type { OutboundErrorClass, Outcome } from '../../platform/egress/outbound.ts';
import type { HttpExchange } from './http-exchange.ts';
import { failed } from './judge.ts';

export interface FinishedAttempt {
  startedAt: Date;
  endedAt: Date;
  durationMs: number;
  /** Without a body it has that of the delivery; a digest and a delivery of several requests have their own. */
  request: HttpExchange;
  response: KeptResponse | null;
  /** The requests before the last one, where the attempt took several. */
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

/** A request and its response, null when there was none. */
export interface KeptExchange {
  request: HttpExchange;
  response: KeptResponse | null;
  durationMs: number;
}

/** A response with secrets redacted. */
export function keep(response: Extract<Outcome, { kind: 'response' }>, secrets: unknown): KeptResponse {
  const { status, headers, body, truncated } = redactResponse(response, secrets);
  return { status, headers, body, truncated };
}

/** An attempt whose request could not be made. */
export function unsent(startedAt: Date, endedAt: Date, error: Error): FinishedAttempt {
  return {
    startedAt,
    endedAt,
    durationMs: 0,
    request: { method: 'POST', url: '', headers: {} },
    response: null,
    address: null,
    ...failed('internal', 'transient', error.message),
  };
}
