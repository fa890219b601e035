/** Numbers of experiments as people say them. */

import type { EstimateParts, Metric, Results } from './parts.ts';

/** In what lifts are given: as a share of control, or, where no share can be given, as the difference itself. */
export type LiftUnit = 'relative' | 'absolute';

/** All treatments have the same unit, so that they fit on one line. */
export function liftUnit({ treatments }: Results): LiftUnit {
  return treatments.every(({ absoluteLift, relativeLift }) => absoluteLift === null || relativeLift !== null)
    ? 'relative'
    : 'absolute';
}

/** "+12.3 %", "−1.2 points", "+3.4". */
export function liftText(value: number, unit: LiftUnit, { kind }: Pick<Metric, 'kind'>): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  const size = Math.abs(value);
  if (unit === 'relative') return `${sign}${digits(size * 100)} %`;
  return kind === 'CONVERSION' ? `${sign}${digits(size * 100)} points` : `${sign}${digits(size)}`;
}

/** A round number of the axis, without digits that say nothing. */
export function tickText(value: number, unit: LiftUnit, { kind }: Pick<Metric, 'kind'>): string {
  if (value === 0) return '0';
  const isShare = unit === 'relative' || kind === 'CONVERSION';
  const size = Math.abs(isShare ? value * 100 : value);
  const number = size.toLocaleString('en', { maximumSignificantDigits: 3 });
  return `${value > 0 ? '+' : '−'}${number}${unit === 'relative' ? ' %' : ''}`;
}

export function intervalText({ lower, upper }: EstimateParts, unit: LiftUnit, metric: Metric): string {
  return `${liftText(lower, unit, metric)} to ${liftText(upper, unit, metric)}`;
}

/** A rate as "7.4 %", a mean as it is. */
export function valueText(value: number | null, { kind }: Pick<Metric, 'kind'>): string {
  if (value === null) return '–';
  return kind === 'CONVERSION' ? `${digits(value * 100)} %` : digits(value);
}

/** A probability: never 0 and never 100 percent. */
export function chanceText(chance: number): string {
  if (chance < 0.001) return 'below 0.1 %';
  if (chance > 0.999) return 'above 99.9 %';
  return `${(chance * 100).toFixed(1)} %`;
}

export function pValueText(pValue: number): string {
  return pValue < 0.0001 ? 'below 0.0001' : pValue.toFixed(4);
}

/** The level of the intervals: "95 %". */
export function levelText(alpha: number): string {
  return `${Number(((1 - alpha) * 100).toFixed(2))} %`;
}

export function countText(count: number): string {
  return count.toLocaleString('en');
}

/** Three or more digits, and no more than tell something. */
function digits(value: number): string {
  const fraction = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: fraction, maximumFractionDigits: fraction });
}
