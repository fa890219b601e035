/** Deliveries that take several requests, each made from the answers to those before it. */

import type { OutboundRequest, OutboundResponse } from '../../platform/egress/outbound.ts';
import type { Verdict } from './verdict.ts';

/** One request of a conversation. */
export interface Step extends OutboundRequest {
  /** What of the answer is secret, such as an access token: masked wherever it is kept and shown. */
  secretsIn?(response: OutboundResponse): string[];
}

/** Yields what is to be asked next, takes the answer, and returns what it all comes to. */
export type Conversation = Generator<Step, Verdict, OutboundResponse>;
