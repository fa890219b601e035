/** Totals as they are sent. Which fields they have depends on the kind of the metric. */

import { z } from 'zod';
import type { Issue } from '../../platform/errors.ts';
import { reference } from '../../platform/input/input.ts';
import { withoutMinusZero } from '../../platform/input/json.ts';
import { type Design, type MetricKind, variationsIn } from '../design.ts';
import type { Totals } from './totals.ts';

/** Further out, squares are no longer exact enough to compute with. */
const MAX_VALUE = 1e15;
export const MAX_TOTALS = 50;

const count = z.int().min(0, 'must be 0 or more').nullish();
const value = z
  .number()
  .min(-MAX_VALUE, 'must be at least -1e15')
  .max(MAX_VALUE, 'must be at most 1e15')
  .nullish();

export const totalsInputs = z
  .array(
    z.object({
      variation: reference,
      exposures: count,
      conversions: count,
      count,
      mean: value,
      standardDeviation: z
        .number()
        .min(0, 'must be 0 or more')
        .max(MAX_VALUE, 'must be at most 1e15')
        .nullish(),
    }),
  )
  .max(MAX_TOTALS, `at most ${MAX_TOTALS} variations`);

type TotalsInput = z.output<typeof totalsInputs>[number];

const fields = {
  CONVERSION: ['exposures', 'conversions'],
  MEAN: ['count', 'mean', 'standardDeviation'],
} as const satisfies Record<MetricKind, (keyof TotalsInput)[]>;

/** What is wrong with totals, given what the experiment compares; paths are those of the input. */
export function checkTotals(given: TotalsInput[], design: Design): Issue[] {
  const compared = variationsIn(design);
  const named = given.map(({ variation }) => variation);
  return [
    ...given.flatMap((totals, index) => {
      const place = placeIssue(totals.variation, index, named, compared);
      const issues = place
        ? [{ path: 'variation', message: place }]
        : checkFields(totals, design.metric.kind);
      return issues.map(({ path, message }) => ({ path: `variations.${index}.${path}`, message }));
    }),
    ...compared
      .filter((variation) => !named.includes(variation))
      .map((variation) => ({
        path: 'variations',
        message: `lacks "${variation}"; give the totals of every variation, with 0 where there are none yet`,
      })),
  ];
}

/** The totals in the order of the experiment's variations. Only of those without issues. */
export function toTotals(given: TotalsInput[], design: Design): Totals[] {
  return variationsIn(design).flatMap((key) =>
    given
      .filter(({ variation }) => variation === key)
      .map(({ variation, exposures, conversions, count: values, mean, standardDeviation }) => ({
        variation,
        count: exposures ?? values ?? 0,
        conversions: conversions ?? null,
        mean: mean == null ? null : withoutMinusZero(mean),
        standardDeviation: standardDeviation == null ? null : withoutMinusZero(standardDeviation),
      })),
  );
}

function placeIssue(variation: string, index: number, named: string[], compared: string[]): string | null {
  if (!compared.includes(variation)) {
    return `"${variation}" is not in the experiment; it compares ${compared.map((key) => `"${key}"`).join(', ')}`;
  }
  return named.indexOf(variation) < index ? `"${variation}" is named twice` : null;
}

function checkFields(totals: TotalsInput, kind: MetricKind): Issue[] {
  const other = kind === 'CONVERSION' ? 'MEAN' : 'CONVERSION';
  const missing = fields[kind].filter((field) => totals[field] == null);
  const foreign = fields[other].filter((field) => totals[field] != null);
  const issues = [
    ...missing.map((path) => ({ path, message: `must be given: the metric is a ${kind}` })),
    ...foreign.map((path) => ({
      path,
      message: `must be left out: the metric is a ${kind}, which takes ${fields[kind].join(', ')}`,
    })),
  ];
  return issues.length > 0 ? issues : checkTogether(totals);
}

function checkTogether({
  exposures,
  conversions,
  count: values,
  mean,
  standardDeviation,
}: TotalsInput): Issue[] {
  if (exposures != null && conversions != null && conversions > exposures) {
    return [
      {
        path: 'conversions',
        message: `must be at most the exposures, which are ${exposures}: an exposure converts once or not at all`,
      },
    ];
  }
  if (values === 0 && mean !== 0) return [{ path: 'mean', message: 'must be 0 where the count is 0' }];
  if (values != null && values < 2 && standardDeviation !== 0) {
    return [{ path: 'standardDeviation', message: 'must be 0 where the count is 0 or 1' }];
  }
  return [];
}
