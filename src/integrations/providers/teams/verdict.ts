import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { failureOf, jsonOf, record } from '../../contract/api-verdict.ts';
import type { Verdict } from '../../contract/provider.ts';

/**
 * Any 2xx is success, commonly 202: a run of the workflow was started. Only its run history shows whether the card was posted:
 * a workflow without permission, or whose owner has left, answers 202 too.
 */
export function teamsVerdict(response: OutboundResponse, now: Date): Verdict {
  const { status } = response;
  if (status >= 200 && status < 300) return 'ok';
  const failure = failureOf(response, 'Power Automate', null, now);
  const explanation = explanations[status];
  const code = codeOf(response);
  const reason = failure.reason.replace(/\.$/, `${code}${explanation ? `: ${explanation}` : ''}.`);
  // 410 means that the trigger was deleted. 404 disables nothing: a workflow that is switched off answers it too.
  return { ...failure, reason, ...(status === 410 ? { disable: true } : {}) };
}

const explanations: Readonly<Record<number, string>> = {
  400: 'the workflow does not accept this message; its trigger must be "When a Teams webhook request is received" without a schema of its own',
  401: 'the URL is no longer valid, or the trigger accepts only signed-in users. Set "Who can trigger the flow" to Anyone and copy the URL again',
  403: 'the URL is no longer valid, or the trigger accepts only signed-in users. Set "Who can trigger the flow" to Anyone and copy the URL again',
  404: 'the workflow was deleted or switched off; switch it on, or create a new one and set its URL',
  410: 'the workflow was deleted; create a new one and set its URL',
  413: 'the message is larger than the workflow accepts',
  429: 'the rate limit of the workflow or the daily quota of its owner is exhausted',
};

/** Power Automate's name for the failure, from `{"error":{"code":…}}`. Its message is omitted, because it may quote the URL. */
function codeOf(response: OutboundResponse): string {
  const { code } = record(record(jsonOf(response))['error']);
  return typeof code === 'string' && /^\w{1,80}$/.test(code) ? ` (${code})` : '';
}
