/** Holds a conversation: sends each step, hands its answer on, and ends in time for the delivery's lease. */

import type { Conversation, Step } from '../../../integrations/contract/conversation.ts';
import type { Verdict } from '../../../integrations/contract/verdict.ts';
import type { Outbound, OutboundError, Outcome } from '../../../platform/egress/outbound.ts';
import { startLimit } from '../../../platform/egress/time-limit.ts';
import { orError } from '../judge.ts';

/** All exchanges together: five seconds less than the lease, to record it in. */
export const CONVERSATION_MS = 25_000;
/** A provider that never comes to an end must not send until the time is over. */
export const MAX_STEPS = 20;

export interface Exchange {
  request: Step;
  outcome: Outcome;
}

export interface Conversed {
  exchanges: Exchange[];
  /** What the answers had in them that is secret. */
  secrets: string[];
  /** What it came to; the exchange that had no answer; or what went wrong between two exchanges. */
  end: Verdict | OutboundError | Error;
}

interface Means {
  send: Outbound['send'];
  /** What is not sent, such as a body that is too large. */
  refuse(request: Step): Outcome | null;
  /** Gives the conversation up. */
  signal?: AbortSignal | undefined;
  limitMs?: number;
}

/** Null: it was given up. Never throws: a fault of the provider is an end like others. */
export async function converse(
  conversation: Conversation,
  { send, refuse, signal, limitMs = CONVERSATION_MS }: Means,
): Promise<Conversed | null> {
  const exchanges: Exchange[] = [];
  const secrets: string[] = [];
  const limit = startLimit(limitMs, signal);
  try {
    let turn = orError(() => conversation.next());
    while (!(turn instanceof Error) && !turn.done) {
      const request = turn.value;
      if (exchanges.length === MAX_STEPS) {
        return { exchanges, secrets, end: new Error(`It took more than ${MAX_STEPS} requests.`) };
      }
      let outcome = refuse(request) ?? (await send(request, limit.signal));
      if (outcome.kind === 'error' && outcome.class === 'aborted') {
        const isOver = limit.signal.aborted && !signal?.aborted;
        if (!isOver) return null;
        outcome = outOfTime(outcome, limitMs);
      }
      exchanges.push({ request, outcome });
      if (outcome.kind === 'error') return { exchanges, secrets, end: outcome };
      const answer = outcome;
      turn = orError(() => {
        secrets.push(...(request.secretsIn?.(answer) ?? []));
        return conversation.next(answer);
      });
    }
    return { exchanges, secrets, end: turn instanceof Error ? turn : turn.value };
  } finally {
    limit.end();
  }
}

/** To an exchange the limit of the whole looks as if somebody had given it up. */
function outOfTime(outcome: OutboundError, limitMs: number): OutboundError {
  const message = `All requests together took more than ${limitMs / 1_000} s.`;
  return { ...outcome, class: 'timeout', message };
}
