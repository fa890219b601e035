import type { Experiment } from '../experiment.ts';
import type { ExperimentResults } from './results.ts';

/** Results that are to be reported with an event. */
export interface Report {
  /** The treatments that are significantly different from control for the first time. */
  significanceReached: string[];
}

const MINUTE = 60_000;

type Reported = Pick<Experiment, 'startedAt' | 'reportedAt' | 'reportEveryMinutes' | 'significant'>;

/**
 * Whether new results are reported: once in each interval, counted from the start of the experiment, and always when a
 * treatment is significantly different from control for the first time. Counted from the last report instead, totals that
 * come once per interval, now a little early, now a little late, would be reported only every second time.
 */
export function decideReport(experiment: Reported, results: ExperimentResults, now: Date): Report | null {
  const significanceReached = newlySignificant(experiment, results);
  const { reportedAt } = experiment;
  const isDue = reportedAt === null || isIntervalOver(experiment, reportedAt, now);
  return isDue || significanceReached.length > 0 ? { significanceReached } : null;
}

/**
 * The same for results that GoGreen counts: once at the end of each interval, and at no other time. They are counted every
 * few minutes; among hundreds of looks a day, chance alone makes one significant, which is no news.
 */
export function decideCountedReport(
  experiment: Reported,
  results: ExperimentResults,
  now: Date,
): Report | null {
  const last = experiment.reportedAt ?? experiment.startedAt ?? now;
  if (!isIntervalOver(experiment, last, now)) return null;
  return { significanceReached: newlySignificant(experiment, results) };
}

function newlySignificant({ significant }: Reported, { treatments }: ExperimentResults): string[] {
  return treatments
    .filter(({ verdict }) => verdict === 'BETTER' || verdict === 'WORSE')
    .map(({ variation }) => variation)
    .filter((variation) => !significant.includes(variation));
}

function isIntervalOver({ startedAt, reportEveryMinutes }: Reported, last: Date, now: Date): boolean {
  const intervalOf = (time: Date) =>
    Math.floor((time.getTime() - (startedAt ?? time).getTime()) / (reportEveryMinutes * MINUTE));
  return intervalOf(now) > intervalOf(last);
}
