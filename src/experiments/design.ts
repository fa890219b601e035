/** The design of an experiment, as plain data. */

export const metricKinds = ['CONVERSION', 'MEAN'] as const;
export type MetricKind = (typeof metricKinds)[number];

export interface Metric {
  name: string;
  kind: MetricKind;
  higherIsBetter: boolean;
}

/** The hypothesis and how it is tested. Fixed once the experiment runs: a test chosen by its outcome proves nothing. */
export interface Design {
  hypothesis: string;
  control: string;
  treatments: string[];
  metric: Metric;
  /** How exposures are to be split; weights are relative to each other. Control and every treatment, in that order. */
  split: { variation: string; weight: number }[];
  /** The significance level: intervals are of the level 1 - alpha. */
  alpha: number;
  /** Exposures, or values, that each of two variations must have before they are compared. */
  minimumSample: number;
}

/** Control and the treatments. */
export function variationsIn({ control, treatments }: Pick<Design, 'control' | 'treatments'>): string[] {
  return [control, ...treatments];
}
