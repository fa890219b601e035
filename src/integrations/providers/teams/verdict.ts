import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { failureOf, jsonOf, record } from '../../contract/api-verdict.ts';
import type { Verdict } from '../../contract/provider.ts';

/**
 * Any 2xx is success, commonly 202: the run of the workflow was started. Whether it then posts the card is told nobody
 * but its run history: a workflow without permission, or whose owner has left, still answers 202.
 */
export function teamsVerdict(response: OutboundResponse, now: Date): Verdict {
  const { status } = response;
  if (status >= 200 && status < 300) return 'ok';
  const failure = failureOf(response, 'Power Automate', null, now);
  const explanation = explanations[status];
  const code = codeOf(response);
  const reason = failure.reason.replace(/\.$/, `${code}${explanation ? `: ${explanation}` : ''}.`);
  // The trigger is gone for good; a deleted workflow may also answer 404, but so may one that is switched off.
  return { ...failure, reason, ...(status === 410 ? { disable: true } : {}) };
}

const explanations: Readonly<Record<number, string>> = {
  400: 'the workflow does not take this message; its trigger must be "When a Teams webhook request is received" without a schema of its own',
  401: 'the URL is no longer valid, or the trigger lets in signed-in users only. Set "Who can trigger the flow" to Anyone and copy the URL again',
  403: 'the URL is no longer valid, or the trigger lets in signed-in users only. Set "Who can trigger the flow" to Anyone and copy the URL again',
  404: 'the workflow was deleted or switched off; switch it on, or make a new one and set its URL',
  410: 'the workflow is gone; make a new one and set its URL',
  413: 'the message is larger than the workflow takes',
  429: 'the workflow, or the daily quota of its owner, is used up for now',
};

/** Power Automate's name for the failure, from `{"error":{"code":…}}`. Its message is left out: it may quote the URL. */
function codeOf(response: OutboundResponse): string {
  const { code } = record(record(jsonOf(response))['error']);
  return typeof code === 'string' && /^\w{1,80}$/.test(code) ? ` (${code})` : '';
}
