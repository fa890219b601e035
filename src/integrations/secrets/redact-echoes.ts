import type { OutboundResponse } from '../../platform/egress/outbound.ts';
import { maskSecret } from '../../platform/secrets/secrets.ts';
import { secretParts } from './secret-parts.ts';

/**
 * Masks an integration's secrets in what a receiver sent back: many test receivers answer with the request they got,
 * headers included, and servers that refuse a request often quote its path. Parts of a secret that are as good as the
 * whole are masked too. Shorter ones than eight characters are left alone, since they turn up by chance ("1", "true").
 */
export function redactEchoes(text: string, secrets: unknown): string {
  return tellingParts(secrets).reduce((shown, secret) => {
    const mask = () => maskSecret(secret);
    return formsOf(secret).reduce((masked, form) => masked.replaceAll(form, mask), shown);
  }, text);
}

/** A response with the secrets in its headers and its body masked, before anybody reads, quotes or shortens it. */
export function redactResponse<Response extends Pick<OutboundResponse, 'headers' | 'body' | 'truncated'>>(
  response: Response,
  secrets: unknown,
): Response {
  const body = redactEchoes(response.body, secrets);
  return {
    ...response,
    headers: response.headers.map(([name, value]): [string, string] => [name, redactEchoes(value, secrets)]),
    body: response.truncated ? redactEnd(body, secrets) : body,
  };
}

/** Where a text was cut off in the middle of a secret, what is left of that is no longer found by the whole of it. */
function redactEnd(text: string, secrets: unknown): string {
  const left = tellingParts(secrets)
    .flatMap(formsOf)
    .map((form) => beginningAtEnd(text, form));
  const most = Math.max(0, ...left);
  return most === 0 ? text : `${text.slice(0, -most)}••••`;
}

/** How many characters at the end of the text are the beginning of this one; 0 when too few to tell anything. */
function beginningAtEnd(text: string, whole: string): number {
  for (let length = whole.length - 1; length >= MIN_TELLING_LENGTH; length -= 1) {
    if (text.endsWith(whole.slice(0, length))) return length;
  }
  return 0;
}

const MIN_TELLING_LENGTH = 8;

/** Longest first: otherwise the end of a longer one would stay. */
function tellingParts(secrets: unknown): string[] {
  return stringsIn(secrets)
    .flatMap(secretParts)
    .toSorted((a, b) => b.length - a.length);
}

/** As JSON and HTML write it, quotes and backslashes look different, and with some writers slashes; in a query nearly all does. */
function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inHtml = secret.replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
  const forms = [secret, inJson, inJson.replaceAll('/', '\\/'), inHtml, inHtml.replaceAll("'", '&#39;')];
  return [...new Set(secret.isWellFormed() ? [...forms, encodeURIComponent(secret)] : forms)];
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
