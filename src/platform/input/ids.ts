import { typeidUnboxed } from 'typeid-js';

/** The prefixes of ids, one for each kind of object. */
export const idPrefixes = [
  'proj',
  'env',
  'flag',
  'rule',
  'seg',
  'evt',
  'cr',
  'crc',
  'exp',
  'intg',
  'dlv',
  'rcv',
  'jwh',
  'tok',
  'sess',
  'user',
  'aud',
  'view',
] as const;
export type IdPrefix = (typeof idPrefixes)[number];

/** A new TypeID such as `flag_01h455vb4pex5vsknk084sn02q`. Later ids sort after earlier ones. */
export function newId(prefix: IdPrefix): string {
  return typeidUnboxed(prefix);
}

/** Whether the text is a well-formed id of that kind. The object need not exist. */
export function isId(prefix: IdPrefix, text: string): boolean {
  return text.startsWith(`${prefix}_`) && suffixPattern.test(text.slice(prefix.length + 1));
}

/**
 * A text that no id of that kind made before this time is after, and none made later is before: ids begin with the time at
 * which they were made. For the limits of an index; what is asked about is the column with the time.
 */
export function firstIdAt(prefix: IdPrefix, time: Date): string {
  let digits = '';
  // Ten digits of five bits hold the 48 bits of the time in milliseconds.
  for (let rest = Math.max(time.getTime(), 0); digits.length < 10; rest = Math.floor(rest / 32))
    digits = DIGITS.charAt(rest % 32) + digits;
  return `${prefix}_${digits}`;
}

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

// 26 digits of Crockford's base 32 (no i, l, o, u) hold 130 bits, a UUID 128: the first digit is at most 7.
const suffixPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;
