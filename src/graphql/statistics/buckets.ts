/** The spans of time that statistics are given for. Pure. */

import { InvalidInputError } from '../../platform/errors.ts';
import { shown } from '../../platform/input/limits.ts';

const LENGTHS_MS = { MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000 };
export type BucketSize = keyof typeof LENGTHS_MS;

/** A day of minutes, or two months of hours. */
export const MAX_BUCKETS = 1_500;

export interface Buckets {
  size: BucketSize;
  /** Times in UTC at which the buckets start, in milliseconds, oldest first. */
  starts: number[];
  from: Date;
  until: Date;
}

/** The buckets from the one with the time `from` to the one before or with the time `to`. Fails with InvalidInputError. */
export function bucketsOf(from: Date, to: Date, size: BucketSize): Buckets {
  if (from >= to)
    throw new InvalidInputError([{ path: 'to', message: 'must be later than from; swap the two' }]);
  const length = LENGTHS_MS[size];
  const first = Math.floor(from.getTime() / length) * length;
  const count = Math.ceil((to.getTime() - first) / length);
  if (count > MAX_BUCKETS) {
    const message = `is ${shown(count)} times before to, and at most ${shown(MAX_BUCKETS)} are given at once; send a later time or a larger bucket`;
    throw new InvalidInputError([{ path: 'from', message }]);
  }
  const starts = Array.from({ length: count }, (_, index) => first + index * length);
  return { size, starts, from: new Date(first), until: new Date(first + count * length) };
}
