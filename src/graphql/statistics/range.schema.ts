/** What fields take that give statistics over time. */

import { describedEnum } from '../described-enum.ts';
import type { BucketSize } from './buckets.ts';

const BucketEnum = describedEnum<BucketSize>(
  'StatisticsBucket',
  'The length of time that statistics are given for.',
  { MINUTE: 'One minute.', HOUR: 'One hour.', DAY: 'One day, in UTC.' },
);

/** Of a field that reads as many rows as a page of many others. */
export const STATISTICS_COST = { field: 200, multiplier: 20 };

/** The arguments: `args: { from: t.arg(range.from), … }`. */
export const range = {
  from: {
    type: 'DateTime',
    required: true,
    description: 'Time with which the first minute, hour or day is chosen: the one that it lies in.',
  },
  to: {
    type: 'DateTime',
    description: 'End, later than `from`: the last one begins before it. Default: now.',
  },
  bucket: { type: BucketEnum, required: true, description: 'Minutes, hours or days.' },
} as const;
