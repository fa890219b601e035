import type { OutboundResponse } from '../../platform/egress/outbound.ts';
import { maskSecret } from '../../platform/secrets/secrets.ts';
import { type DecodedText, decodeText, decodeWithPositions } from './decoded-text.ts';
import { secretParts } from './secret-parts.ts';

/**
 * Masks an integration's secrets in what a receiver sent back: many test receivers answer with the request they got,
 * headers included, and servers that refuse a request often quote its path. Parts of a secret that are as good as the
 * whole are masked too. Shorter ones than eight characters are left alone, since they turn up by chance ("1", "true").
 */
export function redactEchoes(text: string, secrets: unknown): string {
  return redact(text, secrets, false);
}

/** A response with the secrets in its headers and its body masked, before anybody reads, quotes or shortens it. */
export function redactResponse<Response extends Pick<OutboundResponse, 'headers' | 'body' | 'truncated'>>(
  response: Response,
  secrets: unknown,
): Response {
  return {
    ...response,
    headers: response.headers.map(([name, value]): [string, string] => [name, redactEchoes(value, secrets)]),
    body: redact(response.body, secrets, response.truncated),
  };
}

/**
 * Secrets are looked for in the decoded text, in whatever form each of their characters came. Where a text was cut off in
 * the middle of a secret, the beginning of it that is left is masked too.
 */
function redact(text: string, secrets: unknown, isCutOff: boolean): string {
  const parts = tellingParts(secrets);
  if (parts.length === 0) return text;
  const wanted = parts
    .map((secret) => ({ secret, decoded: decodeText(secret) }))
    // Of a secret that is itself in some encoding so little may be left that it would turn up by chance.
    .filter(({ decoded }) => decoded.length >= MIN_TELLING_LENGTH);
  const whole = isCutOff ? text.replace(HALF_A_CHARACTER, '') : text;
  const decoded = decodeText(whole);
  const isIn = (secret: string) =>
    decoded.includes(secret) || (isCutOff && beginningAtEnd(decoded, secret) > 0);
  const masked = wanted.some((each) => isIn(each.decoded))
    ? mask(text, findPlaces(wanted, decodeWithPositions(whole), isCutOff ? text.length : null))
    : text;
  // As it is, too: what is left of an odd one by decoding may be too short to look for.
  return parts.reduce((shown, secret) => shown.replaceAll(secret, () => maskSecret(secret)), masked);
}

/** What is left of an encoded character in the middle of which a text was cut off. */
const HALF_A_CHARACTER = /(?:%(?:25){0,4}[0-9a-f]?|&[#\w]{0,9}|\\{1,8}(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?)$/i;

interface Place {
  start: number;
  end: number;
  mask: string;
}

interface Wanted {
  secret: string;
  decoded: string;
}

function findPlaces(wanted: Wanted[], { text, positions }: DecodedText, cutOffAt: number | null): Place[] {
  return wanted.flatMap(({ secret, decoded }) => {
    const places: Place[] = [];
    for (let at = text.indexOf(decoded); at >= 0; at = text.indexOf(decoded, at + decoded.length)) {
      const [start = 0, end = 0] = [positions[at], positions[at + decoded.length]];
      places.push({ start, end, mask: maskSecret(secret) });
    }
    const left = cutOffAt === null ? 0 : beginningAtEnd(text, decoded);
    if (left > 0)
      places.push({ start: positions[text.length - left] ?? 0, end: cutOffAt ?? 0, mask: '••••' });
    return places;
  });
}

/** Of places that overlap the longest is masked, and with it whatever of the others sticks out. */
function mask(text: string, places: Place[]): string {
  let shown = '';
  let end = 0;
  const inOrder = places.toSorted((a, b) => a.start - b.start || b.end - a.end);
  for (const place of inOrder) {
    if (place.start >= end) shown += text.slice(end, place.start) + place.mask;
    end = Math.max(end, place.end);
  }
  return shown + text.slice(end);
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

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
