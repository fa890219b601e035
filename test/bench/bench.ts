/** What a scenario works with, and what it answers with. */

import type { Options } from '#test/bench/options.ts';
import type { BenchPostgres } from '#test/bench/postgres.ts';

export interface Bench {
  options: Options;
  postgres: BenchPostgres;
  /** Tells whoever waits how far the run is. */
  say(message: string): void;
}

/** One line of the table: a value per round for the product and for its floor. */
export interface Measurement {
  name: string;
  /** Of the values. Things per second are better the more they are, times and megabytes the fewer. */
  unit: 'ms' | 'ns' | 'MB' | '/s';
  product: number[];
  floor: number[];
}
