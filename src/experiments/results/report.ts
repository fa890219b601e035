import type { Experiment } from '../experiment.ts';
import type { ExperimentResults } from './results.ts';

/** Results that are to be reported with an event. */
export interface Report {
  /** The treatments that are significantly different from control for the first time. */
  significanceReached: string[];
}

const MINUTE = 60_000;

/**
 * Whether new results are reported: once in each interval, counted from the start of the experiment, and always when a
 * treatment is significantly different from control for the first time. Counted from the last report instead, totals that
 * come once per interval, now a little early, now a little late, would be reported only every second time.
 */
export function decideReport(
  experiment: Pick<Experiment, 'startedAt' | 'reportedAt' | 'reportEveryMinutes' | 'significant'>,
  { treatments }: ExperimentResults,
  now: Date,
): Report | null {
  const significanceReached = treatments
    .filter(({ verdict }) => verdict === 'BETTER' || verdict === 'WORSE')
    .map(({ variation }) => variation)
    .filter((variation) => !experiment.significant.includes(variation));
  const { startedAt, reportedAt, reportEveryMinutes } = experiment;
  const intervalOf = (time: Date) =>
    Math.floor((time.getTime() - (startedAt ?? time).getTime()) / (reportEveryMinutes * MINUTE));
  const isDue = reportedAt === null || intervalOf(now) > intervalOf(reportedAt);
  return isDue || significanceReached.length > 0 ? { significanceReached } : null;
}
