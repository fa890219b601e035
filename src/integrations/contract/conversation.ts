/** Multi-step deliveries: each request depends on the responses to those before it. */

import type { OutboundRequest, OutboundResponse } from '../../platform/egress/outbound.ts';
import type { Verdict } from './verdict.ts';

/** One request of a multi-step delivery. */
export interface Step extends OutboundRequest {
  /** The secrets in the response, such as an access token. They are masked before it is stored or shown. */
  secretsIn?(response: OutboundResponse): string[];
}

/** Yields the next request, receives its response, and returns the verdict on the delivery. */
export type Conversation = Generator<Step, Verdict, OutboundResponse>;
