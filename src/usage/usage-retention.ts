import type { BucketSize } from '../graphql/statistics/buckets.ts';
import { InvalidInputError } from '../platform/errors.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far back usage can be read by minute and by hour; by day as far as RETENTION_DAYS. */
export const READABLE_MS = { MINUTE: 6 * HOUR_MS, HOUR: 14 * DAY_MS } as const;

/** When minutes become hours and hours days: a little later, so that what can be read is complete. */
export const ROLLED_UP_AFTER_MS = { MINUTE: 8 * HOUR_MS, HOUR: 15 * DAY_MS } as const;

/** Fails with InvalidInputError when usage from that time is no longer known by minute, or by hour. */
export function checkReadable(from: Date, bucket: BucketSize, now: Date): void {
  if (bucket === 'DAY' || now.getTime() - from.getTime() <= READABLE_MS[bucket]) return;
  const message =
    bucket === 'MINUTE'
      ? 'must be within the last 6 hours: usage by minute is not kept longer; ask by HOUR or DAY'
      : 'must be within the last 14 days: usage by hour is not kept longer; ask by DAY';
  throw new InvalidInputError([{ path: 'from', message }]);
}
