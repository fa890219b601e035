import type { OutboundResponse } from '../../platform/egress/outbound.ts';
import { maskSecret } from '../../platform/secrets/secrets.ts';
import { type DecodedText, decodeText, decodeWithPositions } from './decoded-text.ts';
import { MIN_SECRET_LENGTH, secretParts } from './secret-parts.ts';

/**
 * Masks an integration's secrets in a response: many test receivers answer with the request they got, headers included, and
 * servers that reject a request often quote its path. Parts of a secret that give access by themselves are masked too. Parts
 * of fewer than eight characters are not masked, because they occur by chance ("1", "true").
 */
export function redactEchoes(text: string, secrets: unknown): string {
  return redact(text, secrets, false);
}

/** A response with the secrets in its headers and its body masked. Call it before the response is read, quoted or shortened. */
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
 * Secrets are searched for in the decoded text, so that each of their characters may be encoded in any way. When a text was
 * cut off in the middle of a secret, the part at its end is masked too.
 */
function redact(text: string, secrets: unknown, isCutOff: boolean): string {
  const parts = sensitiveSubstrings(secrets);
  if (parts.length === 0) return text;
  const wanted = parts
    .map((secret) => ({ secret, decoded: decodeText(secret) }))
    // A secret that looks encoded can become so short by decoding that it would occur by chance.
    .filter(({ decoded }) => decoded.length >= MIN_SECRET_LENGTH);
  const whole = isCutOff ? text.replace(INCOMPLETE_ENCODING, '') : text;
  const decoded = decodeText(whole);
  const isIn = (secret: string) =>
    decoded.includes(secret) || (isCutOff && beginningAtEnd(decoded, secret) > 0);
  const masked = wanted.some((each) => isIn(each.decoded))
    ? mask(text, findPlaces(wanted, decodeWithPositions(whole), isCutOff ? text.length : null))
    : text;
  // Also without decoding, for those that decoding makes too short.
  return parts.reduce((shown, secret) => shown.replaceAll(secret, () => maskSecret(secret)), masked);
}

/** The beginning of an encoded character, at the end of a text that was cut off. */
const INCOMPLETE_ENCODING = /(?:%(?:25){0,4}[0-9a-f]?|&[#\w]{0,9}|\\{1,8}(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?)$/i;

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

/** Overlapping places are masked as one, with the mask of the first. */
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

/** How many characters at the end of the text are the beginning of `whole`; 0 when fewer than MIN_SECRET_LENGTH. */
function beginningAtEnd(text: string, whole: string): number {
  for (let length = whole.length - 1; length >= MIN_SECRET_LENGTH; length -= 1) {
    if (text.endsWith(whole.slice(0, length))) return length;
  }
  return 0;
}

/** Longest first: otherwise the end of a longer one would remain. */
function sensitiveSubstrings(secrets: unknown): string[] {
  return stringsIn(secrets)
    .flatMap(secretParts)
    .toSorted((a, b) => b.length - a.length);
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
