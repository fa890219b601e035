import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { jsonOf, list, record, statusText } from '../../contract/api-verdict.ts';
import type { Verdict } from '../../contract/provider.ts';
import { dynatraceFailure } from './verdict.ts';

/** The verdict on the response to `POST /api/v2/apiTokens/lookup`, which describes the token. */
export function dynatraceCheckVerdict(response: OutboundResponse, now: Date): Verdict {
  if (response.status !== 200) return dynatraceFailure(response, now);
  const { enabled, expirationDate, scopes } = record(jsonOf(response));
  const problem = tokenProblem(enabled, expirationDate, list(scopes), now);
  return problem === null
    ? 'ok'
    : { failed: 'permanent', reason: `Dynatrace answered ${statusText(response)}: ${problem}` };
}

function tokenProblem(
  enabled: unknown,
  expirationDate: unknown,
  scopes: unknown[],
  now: Date,
): string | null {
  if (enabled === false) return 'the token is disabled; enable it under Access tokens.';
  if (typeof expirationDate === 'string' && new Date(expirationDate) <= now) {
    return 'the token has expired; create a new one under Access tokens.';
  }
  return scopes.includes('events.ingest')
    ? null
    : 'the token lacks the scope events.ingest; add it under Access tokens.';
}
