/** Signing secrets that were replaced. Each stays valid until a time of its own. */

import { z } from 'zod';
import { ConflictError } from '../../platform/errors.ts';

/** Each of them adds a signature to every request. */
export const MAX_EARLIER_SECRETS = 5;

/** The newest first. */
export function earlierSecrets(secret: z.ZodType<string>) {
  return z.array(z.object({ value: secret, validUntil: z.iso.datetime() }));
}

export type EarlierSecret = z.output<ReturnType<typeof earlierSecrets>>[number];

/** Those that are still valid. */
export function validSecrets(earlier: readonly EarlierSecret[], now: Date): EarlierSecret[] {
  return earlier.filter(({ validUntil }) => now < new Date(validUntil));
}

/** Adds the one that is being replaced. Fails with ConflictError when too many are still valid. */
export function addEarlier(
  earlier: readonly EarlierSecret[],
  replaced: { value: string; validUntil: Date },
  now: Date,
): EarlierSecret[] {
  const added = { value: replaced.value, validUntil: replaced.validUntil.toISOString() };
  const valid = validSecrets([added, ...earlier], now);
  if (valid.length <= MAX_EARLIER_SECRETS) return valid;
  const ends = valid.slice(1).map(({ validUntil }) => validUntil);
  throw new ConflictError(
    `Limit of ${MAX_EARLIER_SECRETS} earlier signing secrets reached: each is valid until its graceHours are over, the first one until ${ends.toSorted()[0]}. Rotate again after that, or with graceHours 0.`,
  );
}
