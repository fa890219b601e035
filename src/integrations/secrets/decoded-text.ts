/**
 * A text without the encodings that JSON libraries, web servers and pages use: `\u002B`, `%2b`, `&#43;`, `&plus;` and `+`
 * in a query. Encoders differ in which characters they encode, so both the secret and the text that is searched for it are
 * decoded, until nothing is left to decode. The position of every character in the original text is kept.
 */
export interface DecodedText {
  text: string;
  /** For each character, and for the end, the position in the original text. */
  positions: Uint32Array;
}

/** Enough for JSON in JSON in a query in a page. */
const MAX_PASSES = 5;

/** Only the text. Most responses contain no secret, and with positions decoding takes ten times as long. */
export function decodeText(original: string): string {
  let text = bytesOf(original);
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = text.replace(ENCODED, (...match: string[]) => characterOf(match) ?? match[0] ?? '');
    if (next === text) break;
    text = next;
  }
  return text;
}

export function decodeWithPositions(original: string): DecodedText {
  let decoded = toBytes(original);
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = decodeOnce(decoded);
    if (next.text === decoded.text) break;
    decoded = next;
  }
  return decoded;
}

/** As UTF-8, one character for each byte: percent signs encode bytes. */
function toBytes(original: string): DecodedText {
  const text = bytesOf(original);
  const positions = new Uint32Array(text.length + 1);
  let size = 0;
  let at = 0;
  for (const character of original) {
    const end = size + Buffer.byteLength(character);
    positions.fill(at, size, end);
    size = end;
    at += character.length;
  }
  positions[size] = original.length;
  return { text, positions };
}

const ENCODED =
  /\\+u(d[89ab][0-9a-f]{2})\\+u(d[c-f][0-9a-f]{2})|\\+u([0-9a-f]{4})|\\+x([0-9a-f]{2})|%([0-9a-f]{2})|&#([0-9]{1,7});?|&#x([0-9a-f]{1,6});?|&([a-z]{2,6});|\\+([nrt](?![a-z]))|\\+|\+/gi;

function decodeOnce({ text, positions }: DecodedText): DecodedText {
  const parts: string[] = [];
  // What is decoded is never longer than it was encoded.
  const places = new Uint32Array(positions.length);
  let size = 0;
  let end = 0;
  const keep = (until: number) => {
    parts.push(text.slice(end, until));
    places.set(positions.subarray(end, until), size);
    size += until - end;
  };
  for (const match of text.matchAll(ENCODED)) {
    const character = characterOf(match);
    if (character === null) continue;
    keep(match.index);
    parts.push(character);
    places.fill(positions[match.index] ?? 0, size, size + character.length);
    size += character.length;
    end = match.index + match[0].length;
  }
  keep(text.length);
  places[size] = positions.at(-1) ?? 0;
  return { text: parts.join(''), positions: places.subarray(0, size + 1) };
}

/** The decoded character; null when the text only looks like an encoded one and must stay as it is. */
function characterOf(match: readonly (string | undefined)[]): string | null {
  const [whole, high, low, unit, byte, percent, decimal, hexadecimal, entity, short] = match;
  if (high && low) return bytesOf(String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)));
  const code = unit ?? byte ?? hexadecimal;
  if (code) return codePoint(Number.parseInt(code, 16));
  if (percent) return String.fromCharCode(Number.parseInt(percent, 16));
  if (decimal) return codePoint(Number(decimal));
  if (entity) return entities[entity.toLowerCase()] ?? null;
  if (short) return { n: '\n', r: '\r', t: '\t' }[short.toLowerCase()] ?? null;
  // Backslashes before quotes, slashes and each other; a plus is a space in a query.
  return whole === '+' ? ' ' : '';
}

function codePoint(code: number): string | null {
  return code > 0x10_ff_ff ? null : bytesOf(String.fromCodePoint(code));
}

function bytesOf(character: string): string {
  return Buffer.from(character).toString('latin1');
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  plus: ' ',
  equals: '=',
  sol: '/',
  colon: ':',
  period: '.',
  lowbar: '_',
  bsol: '',
};
