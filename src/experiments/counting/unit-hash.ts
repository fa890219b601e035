import { createHash } from 'node:crypto';

/** Of 128 bits, two of a million units are the same with a probability below 10^-26. */
const BYTES = 16;

/**
 * What is stored instead of the id of a unit, in hex. The salt is another one for each experiment and is deleted with it:
 * units cannot be followed from one experiment to the next, nor be found by hashing known ids without the experiment's row.
 */
export function hashUnit(salt: string, unit: string): string {
  return createHash('sha256')
    .update(`${salt}\n${unit}`)
    .digest('hex')
    .slice(0, 2 * BYTES);
}
