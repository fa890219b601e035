import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { parseRetryAfter } from '../../../platform/egress/retry-after.ts';
import { failureOf, jsonOf, list, record, statusText } from '../../contract/api-verdict.ts';
import type { Verdict } from '../../contract/provider.ts';
import { shorten } from '../../contract/shorten.ts';
import { botDisabling, explanations, transientErrors, webhookDisabling } from './errors.ts';

/**
 * Webhooks answer with the word `ok` or with the name of an error, and statuses are documented for few of those. The Web
 * API answers 200 to almost everything and says in JSON whether it worked. So the error's name decides, then the status.
 */
export function slackVerdict(response: OutboundResponse, now: Date): Verdict {
  const { succeeded, error, details, fromWebhook } = read(response);
  if (succeeded) return 'ok';
  if (error === null) return unreadable(response, now);
  const reason = `Slack answered ${error}${explain(error, details)}`;
  if (response.status === 429 || response.status >= 500 || transientErrors.has(error)) {
    const retryAfter = parseRetryAfter(response.headers, now);
    return { failed: 'transient', reason, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
  const disable = (fromWebhook ? webhookDisabling : botDisabling).has(error);
  return { failed: 'permanent', reason, ...(disable ? { disable } : {}) };
}

/** The same, but a webhook that misses nothing but the text is one that works. */
export function slackCheckVerdict(response: OutboundResponse, now: Date): Verdict {
  const { error, fromWebhook } = read(response);
  const works = fromWebhook && (error === 'no_text' || error === 'missing_text');
  return works ? 'ok' : slackVerdict(response, now);
}

interface Answer {
  succeeded: boolean;
  /** Slack's name for what went wrong. */
  error: string | null;
  details: string | null;
  fromWebhook: boolean;
}

function read(response: OutboundResponse): Answer {
  const isSuccess = response.status >= 200 && response.status < 300;
  const json = jsonOf(response);
  const word = /^\s*([a-z][a-z0-9_]{1,80})\s*$/.exec(response.body)?.[1];
  if (word !== undefined && json === undefined) {
    const succeeded = isSuccess && word === 'ok';
    return { succeeded, error: word === 'ok' ? null : word, details: null, fromWebhook: true };
  }
  // The answer repeats the message and may be longer than what is read of it.
  const cutSuccess = response.truncated && /^\s*\{\s*"ok"\s*:\s*true\b/.test(response.body);
  const { ok, error, needed, response_metadata: metadata } = record(json);
  const notes = list(record(metadata)['messages']).filter((note) => typeof note === 'string');
  const details = typeof needed === 'string' && needed !== '' ? [`needed is ${needed}`] : notes;
  return {
    succeeded: isSuccess && (ok === true || cutSuccess),
    error:
      ok === false ? (typeof error === 'string' && error !== '' ? shorten(error, 80) : 'ok: false') : null,
    details: details.length === 0 ? null : shorten(details.join('; '), 300),
    fromWebhook: false,
  };
}

/** Neither of the two forms: something between here and Slack has answered. */
function unreadable(response: OutboundResponse, now: Date): Verdict {
  if (response.status < 200 || response.status >= 300) {
    return failureOf(response, 'Slack', null, now);
  }
  const reason = `The answer was ${statusText(response)}, but not one of Slack's: a proxy or another server may have given it.`;
  return { failed: 'transient', reason };
}

function explain(error: string, details: string | null): string {
  const [explanation, detail] = [explanations.get(error), details === null ? '' : ` (${details})`];
  return explanation ? `${detail}: ${explanation}.` : `${detail}.`;
}
