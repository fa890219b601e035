import { ClientError, type ClientErrorCode } from '../client-error.ts';

/** A server that asks for more is asked again after an hour all the same. */
const LONGEST_RETRY_AFTER_MS = 60 * 60_000;

/** Fails with what is wrong with a response, in the server's words where it sent some. 200 and 304 pass. */
export async function checkResponse(response: Response, { sentContext = false } = {}): Promise<void> {
  const { status } = response;
  if (status === 200 || status === 304) return;
  const said = await sentenceOf(response);
  const retryAfterMs = readRetryAfter(response.headers.get('retry-after'), Date.now());
  throw new ClientError(codeOf(status, sentContext), `GoGreen answered ${status}${said ? `: ${said}` : ''}`, {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function codeOf(status: number, sentContext: boolean): ClientErrorCode {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  return sentContext && [400, 413, 422].includes(status) ? 'INVALID_CONTEXT' : 'UNAVAILABLE';
}

/** The message of `{"error": {"message"}}`. What else answers, such as a proxy, sends anything. */
async function sentenceOf(response: Response): Promise<string | undefined> {
  try {
    const { error } = JSON.parse(await response.text());
    return typeof error.message === 'string' ? error.message.slice(0, 500) : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds, or the date of HTTP. */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_RETRY_AFTER_MS);
}
