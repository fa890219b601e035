/** How often a flag was evaluated, in words. */

export interface HourOfUsage {
  startsAt: string;
  evaluations: number;
  variations: readonly { variation: string; evaluations: number }[];
}

/** More would not fit on the line. */
const MOST_SHOWN = 4;

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

/** The most frequent variations with their shares of all evaluations. */
export function sharesOf(hours: readonly HourOfUsage[]): { variation: string; share: string }[] {
  const totals = new Map<string, number>();
  for (const { variation, evaluations } of hours.flatMap(({ variations }) => variations))
    totals.set(variation, (totals.get(variation) ?? 0) + evaluations);
  const all = sumOf([...totals.values()]);
  return [...totals]
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, MOST_SHOWN)
    .map(([variation, evaluations]) => ({ variation, share: percent(evaluations / all) }));
}

export function usageInWords(hours: readonly HourOfUsage[]): string {
  const total = sumOf(hours.map(({ evaluations }) => evaluations)).toLocaleString('en');
  const shares = sharesOf(hours).map(({ variation, share }) => `${variation} ${share}`);
  return `Evaluations in the last 24 hours: ${total} (${shares.join(', ')})`;
}

/** Never 100 % while others were served, and never 0 % of what was. */
function percent(share: number): string {
  if (share === 1) return '100 %';
  if (share > 0.999) return '> 99.9 %';
  if (share < 0.001) return '< 0.1 %';
  return `${(100 * share).toFixed(share < 0.1 || share > 0.9 ? 1 : 0)} %`;
}
