/**
 * Recording of totals. They are cumulative: each batch says how much there was since the start, and the newest one is the
 * result. See docs/decisions/0017-experiment-results-are-cumulative-totals.md.
 */

import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import { announce } from '../../events/announce.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import type { App } from '../../platform/app.ts';
import { ConflictError, type Issue } from '../../platform/errors.ts';
import { parseInput, reference, rejectIfAny, requiredText } from '../../platform/input/input.ts';
import { type Transaction, transaction } from '../../platform/postgres/db.ts';
import { checkRunning, type Experiment } from '../experiment.ts';
import { lockExperiment } from '../stored-experiment.ts';
import { decideReport } from './report.ts';
import { computeResults, type ExperimentResults } from './results.ts';
import { saveResults } from './save-results.ts';
import { type Batch, findBatch, insertBatch } from './stored-batch.ts';
import type { Totals } from './totals.ts';
import { checkTotals, toTotals, totalsInputs } from './totals-input.ts';

const recording = z.object({
  experimentId: reference,
  batchId: requiredText(200),
  occurredAt: z.date(),
  variations: totalsInputs,
});

/** How far ahead of ours the clock of who counts may be. */
const CLOCK_SKEW_MS = 5 * 60_000;

const COUNTS_AUTOMATICALLY =
  'The experiment counts automatically, and other totals would contradict its own. Report exposures and events with POST /sdk/v1/usage, or create an experiment with counting: RECORDED.';

export interface Recorded {
  experimentId: string;
  /** Of these totals, which need not be the newest ones. */
  results: ExperimentResults;
  eventId: string | null;
}

/** Records totals. The same ones under the same id change nothing, and get the same answer. */
export async function recordExperimentResults(app: App, actor: Actor, input: unknown): Promise<Recorded> {
  const { experimentId, batchId, occurredAt, variations } = parseInput(recording, input);
  const at = app.now();
  const { batch, event } = await transaction(app.database.pool, async (tx) => {
    const experiment = await lockExperiment(tx, experimentId);
    if (experiment.counting === 'AUTOMATIC') throw new ConflictError(COUNTS_AUTOMATICALLY);
    rejectIfAny(checkTotals(variations, experiment.design));
    const totals = toTotals(variations, experiment.design);
    const known = await findBatch(tx, experimentId, batchId);
    if (known) return { batch: sameBatch(known, { totals, occurredAt }), event: null };
    checkRunning(experiment, {
      DRAFT: 'The experiment has not been started: start it with startExperiment, then record results.',
      CONCLUDED: 'The experiment is concluded and takes no more results.',
    });
    rejectIfAny(checkTime(experiment, occurredAt, at));
    return record(tx, experiment, { batchId, occurredAt, totals, actor, now: at });
  });
  if (event) announce(app, event);
  return { experimentId, results: batch.results, eventId: batch.eventId };
}

interface Recording {
  batchId: string;
  occurredAt: Date;
  totals: Totals[];
  actor: Actor;
  now: Date;
}

async function record(
  tx: Transaction,
  experiment: Experiment,
  { batchId, occurredAt, totals, actor, now }: Recording,
): Promise<{ batch: Batch; event: LoggedEvent | null }> {
  const results = computeResults(experiment.design, totals, occurredAt);
  const batch: Batch = { experimentId: experiment.id, batchId, occurredAt, totals, results, eventId: null };
  // Totals that come late are kept, but newer ones stand.
  const isNewest = experiment.resultsAt === null || occurredAt >= experiment.resultsAt;
  if (!isNewest) {
    await insertBatch(tx, batch, now);
    return { batch, event: null };
  }
  const report = decideReport(experiment, results, now);
  const { event } = await saveResults(
    tx,
    { ...experiment, results, resultsAt: occurredAt },
    { report, actor, now },
  );
  const recorded = { ...batch, eventId: event?.id ?? null };
  await insertBatch(tx, recorded, now);
  return { batch: recorded, event };
}

function sameBatch(known: Batch, { totals, occurredAt }: Pick<Batch, 'totals' | 'occurredAt'>): Batch {
  if (known.occurredAt.getTime() === occurredAt.getTime() && isDeepStrictEqual(known.totals, totals)) {
    return known;
  }
  throw new ConflictError(
    `Other totals were recorded as "${known.batchId}" already, and they stand. Send these under an id of their own.`,
  );
}

function checkTime({ startedAt }: Experiment, occurredAt: Date, now: Date): Issue[] {
  if (startedAt && occurredAt < startedAt) {
    const message = `is before the start of the experiment, ${startedAt.toISOString()}; totals are those since the start`;
    return [{ path: 'occurredAt', message }];
  }
  if (occurredAt.getTime() > now.getTime() + CLOCK_SKEW_MS) {
    return [{ path: 'occurredAt', message: `is in the future; it is ${now.toISOString()} now` }];
  }
  return [];
}
