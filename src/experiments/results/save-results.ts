import type { Actor } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import type { Experiment } from '../experiment.ts';
import { appendExperimentEvent } from '../experiment-event.ts';
import { saveExperiment } from '../stored-experiment.ts';
import type { Report } from './report.ts';

/** Saves an experiment with its new results, and reports them with an event if that is due. */
export async function saveResults(
  tx: Transaction,
  experiment: Experiment,
  { report, actor, now }: { report: Report | null; actor: Actor; now: Date },
): Promise<{ experiment: Experiment; event: LoggedEvent | null }> {
  if (!report) {
    await saveExperiment(tx, experiment, now);
    return { experiment, event: null };
  }
  const { significanceReached } = report;
  const next: Experiment = {
    ...experiment,
    reportedAt: now,
    significant: [...experiment.significant, ...significanceReached],
  };
  await saveExperiment(tx, next, now);
  const event = await appendExperimentEvent(tx, next, {
    type: 'EXPERIMENT_RESULTS',
    actor,
    comment: null,
    now,
    significanceReached,
  });
  return { experiment: next, event };
}
