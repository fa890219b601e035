import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { parseRetryAfter } from '../../../platform/egress/retry-after.ts';
import { failureOf, jsonOf, list, record, statusText } from '../../contract/api-verdict.ts';
import type { Verdict } from '../../contract/provider.ts';
import { shorten } from '../../contract/shorten.ts';
import { botDisabling, explanations, transientErrors, webhookDisabling } from './errors.ts';

/**
 * Webhooks answer with the word `ok` or with an error code, and HTTP statuses are documented for few of these. The Web API
 * answers almost everything with 200 and has the result in its JSON. So the error code decides first, then the status.
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

/** The verdict on a connection test: a webhook that complains only about the empty text works. */
export function slackCheckVerdict(response: OutboundResponse, now: Date): Verdict {
  const { error, fromWebhook } = read(response);
  const works = fromWebhook && (error === 'no_text' || error === 'missing_text');
  return works ? 'ok' : slackVerdict(response, now);
}

interface Answer {
  succeeded: boolean;
  /** Slack's error code. */
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
  // The response repeats the message and may be longer than the part of it that is read.
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

/** A response in neither format: it comes from a proxy or another server. */
function unreadable(response: OutboundResponse, now: Date): Verdict {
  if (response.status < 200 || response.status >= 300) {
    return failureOf(response, 'Slack', null, now);
  }
  const reason = `The answer ${statusText(response)} does not come from Slack, but perhaps from a proxy or another server.`;
  return { failed: 'transient', reason };
}

function explain(error: string, details: string | null): string {
  const [explanation, detail] = [explanations.get(error), details === null ? '' : ` (${details})`];
  return explanation ? `${detail}: ${explanation}.` : `${detail}.`;
}
