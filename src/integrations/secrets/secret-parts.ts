/** What of a secret lets somebody in by itself, or gives most of it away. */

/** Shorter ones turn up by chance ("1", "true"). */
const MIN_LENGTH = 8;
/** Of parts: no ordinary word of a path is as long. */
const LONG = 16;

/** A secret and those parts of it that must not be shown either, longest first. */
export function secretParts(secret: string): string[] {
  const parts = [
    secret,
    ...tokenOf(secret),
    ...passwordOf(secret),
    ...(URL.canParse(secret) ? urlParts(secret) : []),
  ];
  return [...new Set(parts)]
    .filter((part) => part.length >= MIN_LENGTH)
    .toSorted((a, b) => b.length - a.length);
}

/** `Bearer abc…`: a receiver may show the token without its scheme. */
function tokenOf(secret: string): string[] {
  return /^(?:Basic|Bearer|Token|Api-?Key|Api-Token|GenieKey)\s+(\S+)$/i.exec(secret)?.slice(1) ?? [];
}

/** `Basic …` is user and password in base64: a receiver that refuses them may quote them as they are. */
function passwordOf(secret: string): string[] {
  const [, encoded] = /^Basic\s+([\w+/-]+=*)$/i.exec(secret) ?? [];
  if (encoded === undefined) return [];
  const credentials = Buffer.from(encoded, 'base64').toString();
  const [, password] = /^[^:]*:(.+)$/s.exec(credentials) ?? [];
  return password === undefined ? [] : [credentials, password];
}

/**
 * Of a URL that is a secret: what follows the host, and among its segments and values those that look made up rather
 * than named, such as the end of a Slack webhook or the signature of a workflow.
 */
export function urlParts(secret: string): string[] {
  const { pathname, search } = new URL(secret);
  const pieces = [...pathname.split('/'), ...search.split(/[?&]/).map((pair) => pair.replace(/^[^=]*=/, ''))];
  const telling = [...pieces, ...pieces.map(decoded)].filter(looksMadeUp);
  if (telling.length === 0) return [];
  // Beginning with what is no secret by itself: all of the path, and what follows `/services/` in it.
  const ends = Array.from(pathname.matchAll(/\//g), ({ index }) => pathname.slice(index + 1));
  return [pathname + search, pathname, ...ends.filter((end) => end.split('/').some(looksMadeUp)), ...telling];
}

/** The query of a URL, with and without its path, and the values in it: what stands there may be a password of words. */
export function queryValues(text: string): string[] {
  const { pathname, search, searchParams } = new URL(text);
  if (search === '') return [];
  const written = search
    .slice(1)
    .split('&')
    .map((pair) => pair.replace(/^[^=]*=/, ''));
  return [...new Set([pathname + search, search.slice(1), ...written, ...searchParams.values()])];
}

const PATH_OF_WORDS = /^(?:\/[a-z]+)+$/i;

/** Long, or letters and digits mixed; and not itself a path, such as the `sp` of a workflow. */
function looksMadeUp(piece: string): boolean {
  if (piece.length < MIN_LENGTH || piece.includes('/') || PATH_OF_WORDS.test(decoded(piece))) return false;
  return piece.length >= LONG || (/\d/.test(piece) && /[a-z]/i.test(piece));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
