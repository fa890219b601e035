/** Parts of a secret that give access by themselves, or from which the rest can be guessed. */

/** Shorter texts occur by chance ("1", "true"). */
export const MIN_SECRET_LENGTH = 8;
/** No ordinary word of a path is as long. */
const MIN_RANDOM_LENGTH = 16;

/** A secret and the parts of it that must not be shown either, longest first. */
export function secretParts(secret: string): string[] {
  const parts = [
    secret,
    ...tokenOf(secret),
    ...passwordOf(secret),
    ...(URL.canParse(secret) ? urlParts(secret) : []),
  ];
  return [...new Set(parts)]
    .filter((part) => part.length >= MIN_SECRET_LENGTH)
    .toSorted((a, b) => b.length - a.length);
}

/** `Bearer abc…`: a receiver may show the token without its scheme. */
function tokenOf(secret: string): string[] {
  return /^(?:Basic|Bearer|Token|Api-?Key|Api-Token|GenieKey)\s+(\S+)$/i.exec(secret)?.slice(1) ?? [];
}

/** `Basic …` is user and password in base64: a receiver that rejects them may quote them decoded. */
function passwordOf(secret: string): string[] {
  const [, encoded] = /^Basic\s+([\w+/-]+=*)$/i.exec(secret) ?? [];
  if (encoded === undefined) return [];
  const credentials = Buffer.from(encoded, 'base64').toString();
  const [, password] = /^[^:]*:(.+)$/s.exec(credentials) ?? [];
  return password === undefined ? [] : [credentials, password];
}

/**
 * The parts of a URL that is a secret: everything after the host, and those segments and values that look random, such as
 * the end of a Slack webhook URL or the signature of a workflow URL.
 */
export function urlParts(secret: string): string[] {
  const { pathname, search } = new URL(secret);
  const pieces = [...pathname.split('/'), ...search.split(/[?&]/).map((pair) => pair.replace(/^[^=]*=/, ''))];
  const random = [...pieces, ...pieces.map(decoded)].filter(looksRandom);
  if (random.length === 0) return [];
  // Beginning with segments that are not secret by themselves: the whole path, and its end after `/services/`.
  const ends = Array.from(pathname.matchAll(/\//g), ({ index }) => pathname.slice(index + 1));
  return [pathname + search, pathname, ...ends.filter((end) => end.split('/').some(looksRandom)), ...random];
}

/** The query of a URL, with and without its path, and the values in it, any of which may be a password of ordinary words. */
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

/** Long, or letters and digits mixed; and not a path, such as the parameter `sp` of a workflow URL. */
function looksRandom(piece: string): boolean {
  if (piece.length < MIN_SECRET_LENGTH || piece.includes('/') || PATH_OF_WORDS.test(decoded(piece)))
    return false;
  return piece.length >= MIN_RANDOM_LENGTH || (/\d/.test(piece) && /[a-z]/i.test(piece));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
