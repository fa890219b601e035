/** Makes results of what an experiment has counted. Repeating it changes nothing but what has been counted since. */

import { isDeepStrictEqual } from 'node:util';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import type { Experiment } from '../experiment.ts';
import { decideCountedReport } from '../results/report.ts';
import { computeResults } from '../results/results.ts';
import { saveResults } from '../results/save-results.ts';
import { replaceBatch } from '../results/stored-batch.ts';
import { saveExperiment } from '../stored-experiment.ts';
import { type Counted, MAX_UNITS } from './counted.ts';
import { readTotals } from './read-totals.ts';

/** Counts a locked experiment that runs and counts automatically. */
export async function countExperiment(
  tx: Transaction,
  experiment: Experiment,
  now: Date,
): Promise<{ experiment: Experiment; event: LoggedEvent | null }> {
  const { totals, mixedUnits, stored } = await readTotals(tx, experiment.id, experiment.design);
  const units = totals.reduce((sum, { count }) => sum + count, 0);
  const counted: Counted = { at: now.toISOString(), units, mixedUnits, isFull: stored >= MAX_UNITS };
  const results = computeResults(experiment.design, totals, now);
  const isUnchanged = isDeepStrictEqual(results.variations, experiment.results?.variations);
  if (isUnchanged || (units === 0 && experiment.results === null)) {
    const same = { ...experiment, counted };
    await saveExperiment(tx, same, now);
    return { experiment: same, event: null };
  }
  const saved = await saveResults(
    tx,
    { ...experiment, counted, results, resultsAt: now },
    {
      report: decideCountedReport(experiment, results, now),
      actor: { id: experiment.id, email: null, name: 'GoGreen' },
      now,
    },
  );
  const batch = { experimentId: experiment.id, batchId: hourOf(now), occurredAt: now, totals, results };
  await replaceBatch(tx, { ...batch, eventId: saved.event?.id ?? null }, now);
  return saved;
}

/** One batch is kept for each hour: `counted 2026-11-30T19`. */
function hourOf(time: Date): string {
  return `counted ${time.toISOString().slice(0, 13)}`;
}
