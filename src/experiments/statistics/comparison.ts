/** What a test of a treatment against control comes to. */

/** An estimate with its confidence interval. */
export interface Estimate {
  value: number;
  lower: number;
  upper: number;
}

export interface Comparison {
  /** Treatment minus control, in the metric's own unit. */
  absoluteLift: Estimate;
  /** The same as a share of control: 0.1 is ten percent more. Null where control gives nothing to be a share of. */
  relativeLift: Estimate | null;
  /** Two-sided. */
  pValue: number;
  /** That the treatment's rate or mean is the higher one. */
  chanceOfHigher: number;
}

/** Why there are no numbers. */
export type NotEnoughData = 'TOO_FEW_EXPOSURES' | 'TOO_FEW_CONVERSIONS' | 'NO_VARIANCE';
