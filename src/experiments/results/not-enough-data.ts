/** Explains why two variations cannot be compared yet: what is missing, as a sentence. */

import type { Design } from '../design.ts';
import { MINIMUM_EXPECTED } from '../statistics/compare-proportions.ts';
import type { NotEnoughData } from '../statistics/comparison.ts';
import type { Totals } from './totals.ts';

export function explainNotEnough(
  reason: NotEnoughData,
  { metric, minimumSample }: Design,
  compared: Totals[],
): string {
  const noun = metric.kind === 'CONVERSION' ? 'exposures' : 'values';
  switch (reason) {
    case 'TOO_FEW_EXPOSURES': {
      const counts = compared.map(({ variation, count }) => `"${variation}" has ${count}`);
      return `Each of the two needs ${minimumSample} ${noun}; ${counts.join(', ')}.`;
    }
    case 'TOO_FEW_CONVERSIONS':
      return `At the present rates one of the two can be expected to have fewer than ${MINIMUM_EXPECTED} conversions, or fewer than ${MINIMUM_EXPECTED} exposures without one.`;
    case 'NO_VARIANCE':
      return metric.kind === 'CONVERSION'
        ? 'All exposures of both have converted, or none has.'
        : 'All values of each are the same.';
    default:
      return reason satisfies never;
  }
}
