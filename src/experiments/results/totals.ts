/** What was seen of one variation since the start. */
export interface Totals {
  variation: string;
  /** Exposures, or values. */
  count: number;
  /** Of a conversion metric. */
  conversions: number | null;
  /** Of a mean metric, with `standardDeviation`. */
  mean: number | null;
  standardDeviation: number | null;
}
