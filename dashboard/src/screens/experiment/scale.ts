/** From lifts to places on one line, which always has zero. */

export interface Scale {
  /** Percent of the width. */
  toX: (value: number) => number;
  ticks: number[];
}

/** Free at both sides, in percent, for what stands at the ends. */
const MARGIN = 5;

export function scaleOf(values: readonly number[]): Scale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const span = high - low || 1;
  const step = stepOf(span);
  const toX = (value: number) => MARGIN + ((value - low) / span) * (100 - 2 * MARGIN);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step); index * step <= high + step / 1000; index += 1)
    ticks.push(index * step);
  return { toX, ticks };
}

/** 1, 2 or 5 of a power of ten, so that there are two to five steps. */
function stepOf(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 2));
  const [step = 5] = [1, 2, 5].filter((each) => span / (each * power) <= 4);
  return step * power;
}
