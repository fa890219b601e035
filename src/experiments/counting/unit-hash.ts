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

/** Hashes each unit once for each salt: a user of an application is in many entries of a batch. */
export function createUnitHashes(): typeof hashUnit {
  const bySalt = new Map<string, Map<string, string>>();
  return (salt, unit) => {
    const known = bySalt.get(salt) ?? new Map<string, string>();
    bySalt.set(salt, known);
    const hash = known.get(unit) ?? hashUnit(salt, unit);
    known.set(unit, hash);
    return hash;
  };
}
