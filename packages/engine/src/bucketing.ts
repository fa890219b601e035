import { sha256 } from '@noble/hashes/sha2.js';
import { isNumber } from './operators/values.ts';
import type { JsonValue } from './ruleset.ts';

/**
 * Part of every hash. Changing it, or anything below, moves users between variations in every rollout there is; the
 * test vectors fail first.
 */
const SALT = 'gogreen-rollout-1';

/** All weights of a rollout together: 100 % in thousandths of a percent. There are as many buckets. */
export const FULL_WEIGHT = 100_000;

/** A weight in percent as whole thousandths: sums of these are exact, sums of 33.333 and the like are not. */
export const toThousandths = (weight: number): number => Math.round(weight * 1_000);

/**
 * The bucket, 0 to 99,999 (thousandths of a percent), of one attribute value for one flag.
 *
 * To compute it elsewhere: take SHA-256 over the UTF-8 text `gogreen-rollout-1:<flag key>:<value>`, read the first
 * 6 bytes as an unsigned big-endian integer, and take the remainder by 100,000. Strings are hashed as they are, without
 * normalisation, with U+FFFD for half of a surrogate pair; numbers in the shortest decimal form (ECMAScript's
 * String(number)), booleans as "true" and "false". So 42 and "42" share a bucket: clients seldom agree on the type of an id.
 *
 * The flag key makes rollouts of different flags independent of each other. Environment and rule are left out on
 * purpose: a user meets the same variation in staging as in production, and keeps it when rules are reordered.
 *
 * What cannot be hashed counts as bucket 0 and so gets the first variation with a weight above 0: one fixed answer for
 * everyone who cannot be told apart, chosen by the order of the weights. Listing the harmless variation first keeps
 * anonymous users on it; hashing "undefined" would pick one nobody chose.
 */
export function bucketOf(flagKey: string, value: JsonValue | undefined): number {
  if (!isBucketable(value)) return 0;
  // Two hashers and one digest for all calls: making new ones takes longer than the hash itself.
  unused._cloneInto(hasher);
  hasher.update(encode(`${SALT}:${flagKey}:${value}`)).digestInto(digest);
  return (digestView.getUint16(0) * 2 ** 32 + digestView.getUint32(2)) % FULL_WEIGHT;
}

/**
 * Whether it says who is asking: a text, a number or a boolean. The empty text does not, as applications send it for
 * users that they do not know.
 */
export function isBucketable(value: JsonValue | undefined): value is string | number | boolean {
  return typeof value === 'string' ? value !== '' : typeof value === 'boolean' || isNumber(value);
}

const unused = sha256.create();
const hasher = sha256.create();
const digest = new Uint8Array(32);
const digestView = new DataView(digest.buffer);

const encoder = new TextEncoder();
const ascii = new Uint8Array(256);

/** The text in UTF-8, until the next call. Short ASCII, as most are, is copied here, without a call out of JavaScript. */
function encode(text: string): Uint8Array {
  const { length } = text;
  if (length > ascii.length) return encoder.encode(text);
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 127) return encoder.encode(text);
    ascii[index] = code;
  }
  return ascii.subarray(0, length);
}
