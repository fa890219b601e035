/** Numbers in messages: short, but never rounded to 0 or to 100 %. */

/** `6.2%`; `<0.01%` and `>99.99%` for shares close to 0 and 1. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.0001) return '<0.01%';
  if (share < 1 && share > 0.9999) return '>99.99%';
  return `${trim((share * 100).toFixed(2))}%`;
}

/** `= 0.0123`, `< 0.0001`. */
export function formatProbability(probability: number): string {
  return probability < 0.0001 ? '< 0.0001' : `= ${probability.toFixed(4)}`;
}

/** With its sign: `+12.3%`, `-1.25 points`, `+0.41`. */
export function formatChange(change: number, unit: 'percent' | 'points' | 'value'): string {
  const sign = change < 0 ? '-' : '+';
  const size = Math.abs(change);
  if (unit === 'value') return sign + formatValue(size);
  const percent = formatPercent(size * 100);
  return unit === 'percent' ? `${sign}${percent}%` : `${sign}${percent} points`;
}

/** Two decimal places below 10 %, else one; more for very small numbers, which would become 0. */
function formatPercent(percent: number): string {
  if (percent !== 0 && percent < 0.01) return formatValue(percent);
  if (percent >= 1_000) return formatValue(percent);
  return trim(percent.toFixed(percent < 10 ? 2 : 1));
}

/** Four significant digits, or more before the decimal point: `1,234.6`, `12.35`, `0.001235`. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e9 || size < 0.0001)) return value.toExponential(3);
  return size >= 1_000
    ? value.toLocaleString('en', { maximumFractionDigits: 1 })
    : value.toLocaleString('en', { maximumSignificantDigits: 4 });
}

function trim(digits: string): string {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}
