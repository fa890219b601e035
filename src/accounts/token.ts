/** The text of access tokens, client keys and server keys. */

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * What tokens begin with, so that people and secret scanners know one when they see it. A token is
 * `/\bgogreen_(?:at|ck|sk)_[0-9A-Za-z]{49}\b/`: 43 random digits of base 62, which hold 256 bits, and six that check them.
 */
export const tokenPrefixes = { access: 'gogreen_at_', client: 'gogreen_ck_', server: 'gogreen_sk_' } as const;
export type TokenKind = keyof typeof tokenPrefixes;

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_BYTES = 32;
const RANDOM_DIGITS = 43;
const CHECK_DIGITS = 6;
const form = new RegExp(`^gogreen_(?:at|ck|sk)_[0-9A-Za-z]{${RANDOM_DIGITS + CHECK_DIGITS}}$`);

/** A new token from `randomBytes(32)`. */
export function newToken(kind: TokenKind, random: (bytes: number) => Buffer): string {
  const body =
    tokenPrefixes[kind] + toDigits(BigInt(`0x${random(RANDOM_BYTES).toString('hex')}`), RANDOM_DIGITS);
  return body + checkDigits(body);
}

/** Whether the text can be a token at all: what is mistyped or made up is refused without asking the database. */
export function isToken(text: string): boolean {
  return form.test(text) && checkDigits(text.slice(0, -CHECK_DIGITS)) === text.slice(-CHECK_DIGITS);
}

/**
 * What is stored of a token and looked for: SHA-256, in hex. Looking for a hash tells nothing by the time it takes:
 * whoever guesses cannot choose how far the hash of a guess agrees with a stored one.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function checkDigits(body: string): string {
  return toDigits(BigInt(crc32(body)), CHECK_DIGITS);
}

function toDigits(number: bigint, length: number): string {
  let digits = '';
  for (let rest = number; digits.length < length; rest /= 62n)
    digits = DIGITS.charAt(Number(rest % 62n)) + digits;
  return digits;
}
