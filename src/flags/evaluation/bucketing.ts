import { createHash } from 'node:crypto';
import type { JsonValue, Rollout } from '../flag.ts';
import { isNumber, isScalar } from '../operators/values.ts';
import { fullWeight, toThousandths } from '../targeting/rollout.ts';

/**
 * Part of every hash. Changing it, or anything below, moves users between variations in every rollout there is; the
 * test vectors fail first.
 */
const salt = 'gogreen-rollout-1';

/**
 * The bucket, 0 to 99,999 (thousandths of a percent), of one attribute value for one flag.
 *
 * To compute it elsewhere: take SHA-256 over the UTF-8 text `gogreen-rollout-1:<flag key>:<value>`, read the first
 * 6 bytes as an unsigned big-endian integer, and take the remainder by 100,000. Strings are hashed as they are,
 * numbers in the shortest decimal form (ECMAScript's String(number)), booleans as "true" and "false". So 42 and "42"
 * share a bucket: clients seldom agree on the type of an id.
 *
 * The flag key makes rollouts of different flags independent of each other. Environment and rule are left out on
 * purpose: a user meets the same variation in staging as in production, and keeps it when rules are reordered.
 *
 * A value that is missing or no scalar counts as bucket 0 and so gets the first variation with a weight above 0: one
 * fixed answer for everyone who cannot be told apart, chosen by the order of the weights. Listing the harmless
 * variation first keeps anonymous users on it; hashing "undefined" would pick one nobody chose.
 */
export function bucketOf(flagKey: string, value: JsonValue | undefined): number {
  if (!isScalar(value) || (typeof value === 'number' && !isNumber(value))) return 0;
  const digest = createHash('sha256').update(`${salt}:${flagKey}:${value}`, 'utf8').digest();
  return digest.readUIntBE(0, 6) % fullWeight;
}

/**
 * The key of the variation that owns a bucket: weights claim buckets from 0 upwards in their order. Raising one weight
 * at the cost of its neighbour therefore moves only the users between the two.
 */
export function variationOfBucket(weights: Rollout['weights'], bucket: number): string {
  let end = 0;
  for (const { variation, weight } of weights) {
    end += toThousandths(weight);
    if (bucket < end) return variation;
  }
  throw new Error(
    `Rollout weights add up to ${end / 1_000}, which leaves bucket ${bucket} without a variation`,
  );
}
