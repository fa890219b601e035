import { shown } from '../../platform/input/limits.ts';
import { type Counted, MAX_UNITS } from './counted.ts';

/** Fewer are people with two devices, or a change of the rollout. */
const TOLERATED_MIXED = 0.01;

/** What makes the results of an automatic count doubtful, a sentence each. */
export function countingWarnings({ units, mixedUnits, isFull }: Counted): string[] {
  const share = units === 0 ? 0 : mixedUnits / units;
  return [
    ...(share > TOLERATED_MIXED
      ? [
          `${shown(mixedUnits)} of ${shown(units)} units (${(100 * share).toFixed(1)} %) were exposed to more than one variation and count for the first one: the flag splits by something else than the unit that is reported, or its rollout was changed.`,
        ]
      : []),
    ...(isFull
      ? [`${shown(MAX_UNITS)} units and events are stored, which is the limit: new units are left out.`]
      : []),
  ];
}
