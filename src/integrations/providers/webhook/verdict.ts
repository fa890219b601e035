import { STATUS_CODES } from 'node:http';
import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { parseRetryAfter } from '../../../platform/egress/retry-after.ts';
import type { Verdict } from '../../contract/provider.ts';

/** Any 2xx is success. Everything else is transient, including redirects, except 410, which disables the integration. */
export function webhookVerdict({ status, headers }: OutboundResponse, now: Date): Verdict {
  if (status >= 200 && status < 300) return 'ok';
  const answer = [status, STATUS_CODES[status]].filter(Boolean).join(' ');
  if (status === 410) {
    return {
      failed: 'permanent',
      reason: `The receiver answered ${answer}: it wants no more deliveries.`,
      disable: true,
    };
  }
  if (status >= 300 && status < 400) {
    return {
      failed: 'transient',
      reason: `The receiver answered ${answer}. Redirects are not followed: set the final URL.`,
    };
  }
  const reason = `The receiver answered ${answer}.`;
  const retryAfter = status === 429 || status === 503 ? parseRetryAfter(headers, now) : undefined;
  return { failed: 'transient', reason, ...(retryAfter === undefined ? {} : { retryAfter }) };
}
