import { z } from 'zod';
import type { Actor } from '../access/viewer.ts';
import { announce } from '../events/announce.ts';
import type { App } from '../platform/app.ts';
import { ConflictError } from '../platform/errors.ts';
import { comment, parseInput, reference, rejectIfAny } from '../platform/input/input.ts';
import { type Transaction, transaction } from '../platform/postgres/db.ts';
import { MAX_COUNTING_EXPERIMENTS } from './counting/counted.ts';
import { readCountingExperiments } from './counting/counting-experiments.ts';
import { checkDesign } from './design-input.ts';
import { appendExperimentEvent } from './experiment-event.ts';
import { lockFlagOf } from './flag-of-experiment.ts';
import type { ExperimentResult } from './results/experiment-result.ts';
import { lockExperiment, saveExperiment } from './stored-experiment.ts';

const start = z.object({ experimentId: reference, comment });

/** Starts a draft: from now on its design stays, and totals can be recorded. */
export async function startExperiment(app: App, actor: Actor, input: unknown): Promise<ExperimentResult> {
  const { experimentId, comment: why } = parseInput(start, input);
  const startedAt = app.now();
  const event = await transaction(app.database.pool, async (tx) => {
    const experiment = await lockExperiment(tx, experimentId);
    if (experiment.state !== 'DRAFT') {
      throw new ConflictError(
        experiment.state === 'RUNNING'
          ? 'The experiment is running already.'
          : 'The experiment is concluded and cannot be started again; create another one.',
      );
    }
    if (experiment.counting === 'AUTOMATIC') await checkCountingExperiments(tx, experiment.environment);
    // The variations may have gone since the draft was made.
    const flag = await lockFlagOf(tx, experiment);
    rejectIfAny(checkDesign(experiment.design, flag.snapshot.variations));
    const started = { ...experiment, state: 'RUNNING' as const, startedAt };
    await saveExperiment(tx, started, startedAt);
    return appendExperimentEvent(tx, started, {
      type: 'EXPERIMENT_STARTED',
      actor,
      comment: why ?? null,
      now: startedAt,
    });
  });
  announce(app, event);
  return { experimentId, event };
}

/** Two that are started at the same moment may both pass: the limit is there for the cost of reporting, not to be exact. */
async function checkCountingExperiments(
  tx: Transaction,
  { id, key }: { id: string; key: string },
): Promise<void> {
  const running = await readCountingExperiments(tx, id);
  if (running.length < MAX_COUNTING_EXPERIMENTS) return;
  throw new ConflictError(
    `${MAX_COUNTING_EXPERIMENTS} experiments in "${key}" count automatically, which is the limit: conclude one of them first, or record the totals of this one.`,
  );
}
