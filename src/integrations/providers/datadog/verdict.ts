import type { OutboundResponse } from '../../../platform/egress/outbound.ts';
import { failureOf, jsonOf, list, quoted, record, statusText } from '../../contract/api-verdict.ts';
import type { Verdict } from '../../contract/provider.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** Datadog answers 202 when it has accepted an event. Sources: its OpenAPI and its recorded responses. */
export function datadogVerdict(response: OutboundResponse, now: Date): Verdict {
  const { status } = response;
  const words = wordsOf(response);
  if (status >= 200 && status < 300)
    return words === null ? acceptance(response) : rejection(response, words);
  if (status === 401 || status === 403) return rejectedKey(response, words);
  const failure = failureOf(response, 'Datadog', words, now);
  const retryAfter = status === 429 ? secondsUntilReset(response) : undefined;
  return { ...failure, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** The verdict on the response to `GET /api/v1/validate`: `{"valid":true}`. */
export function datadogCheckVerdict(response: OutboundResponse, now: Date): Verdict {
  if (response.status !== 200) return datadogVerdict(response, now);
  return record(jsonOf(response))['valid'] === true ? 'ok' : rejectedKey(response, null);
}

function acceptance(response: OutboundResponse): Verdict {
  if (response.body.trim() === '' || response.truncated || jsonOf(response) !== undefined) return 'ok';
  const reason = `The answer ${statusText(response)} does not come from Datadog; check the base URL and the server behind it.`;
  return { failed: 'permanent', reason };
}

function rejection(response: OutboundResponse, words: string): Verdict {
  return {
    failed: 'permanent',
    reason: `Datadog answered ${statusText(response)}, but with errors${quoted(words)}`,
  };
}

function rejectedKey(response: OutboundResponse, words: string | null): Verdict {
  const reason =
    `Datadog rejected the key (${statusText(response)}): check that the API key is valid and belongs to the chosen ` +
    `site, and set an application key if one is required${quoted(words)}`;
  return { failed: 'permanent', reason };
}

/** Errors are strings in v1, and objects with title and detail in v2. */
function wordsOf(response: OutboundResponse): string | null {
  const texts = list(record(jsonOf(response))['errors']).map((error) => {
    const { title, detail } = record(error);
    return typeof error === 'string'
      ? error
      : [title, detail].filter((part) => typeof part === 'string').join(': ');
  });
  return texts.length === 0 ? null : texts.join('; ') || 'without a message';
}

/** `X-RateLimit-Reset` is the number of seconds until requests are accepted again. */
function secondsUntilReset({ headers }: OutboundResponse): number | undefined {
  const text = headers.find(([name]) => name.toLowerCase() === 'x-ratelimit-reset')?.[1].trim() ?? '';
  return /^\d+$/.test(text) ? Math.min(Number(text), DAY_SECONDS) : undefined;
}
