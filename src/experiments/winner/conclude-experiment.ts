import { z } from 'zod';
import type { Actor } from '../../access/viewer.ts';
import { announce } from '../../events/announce.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import { confirm } from '../../flags/confirmation.ts';
import type { App } from '../../platform/app.ts';
import type { Issue } from '../../platform/errors.ts';
import { comment, parseInput, reference, rejectIfAny } from '../../platform/input/input.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { countExperiment } from '../counting/count-experiment.ts';
import { variationsIn } from '../design.ts';
import { checkRunning, type Experiment } from '../experiment.ts';
import { appendExperimentEvent } from '../experiment-event.ts';
import type { ExperimentResult } from '../results/experiment-result.ts';
import { lockExperiment, saveExperiment } from '../stored-experiment.ts';
import { type Application, applyWinner, notApplied } from './apply-winner.ts';

const conclusion = z
  .object({
    experimentId: reference,
    winner: reference.nullish(),
    comment,
    apply: z.boolean().nullish(),
    confirm,
  })
  .superRefine(({ winner, apply }, context) => {
    if (!apply || winner != null) return;
    context.addIssue({ code: 'custom', path: ['apply'], message: 'there is no winner to apply; name one' });
  });

export interface Concluded extends ExperimentResult {
  /** The event of the flag, when applying the winner changed it. */
  flagEvent: LoggedEvent | null;
}

/**
 * Ends an experiment. Its winner is applied as a direct change of the flag would be, in the same transaction. Where the
 * environment asks for approvals nothing is applied; the conclusion stands, and says so. What counts automatically is counted
 * a last time.
 */
export async function concludeExperiment(app: App, actor: Actor, input: unknown): Promise<Concluded> {
  const { experimentId, winner, comment: why, apply, confirm: confirmed } = parseInput(conclusion, input);
  const by = { actor, comment: why ?? null, now: app.now() };
  const { event, flagEvent } = await transaction(app.database.pool, async (tx) => {
    const experiment = await lockExperiment(tx, experimentId);
    checkRunning(experiment, {
      DRAFT: 'The experiment has not been started: there is nothing to conclude.',
      CONCLUDED: 'The experiment is concluded already.',
    });
    rejectIfAny(checkWinner(experiment, winner ?? null));
    const { experiment: last } =
      experiment.counting === 'AUTOMATIC' ? await countExperiment(tx, experiment, by.now) : { experiment };
    const application: Application =
      apply && winner != null
        ? await applyWinner(tx, experiment, winner, { ...by, confirm: confirmed })
        : notApplied;
    const concluded: Experiment = {
      ...last,
      state: 'CONCLUDED',
      conclusion: {
        winner: winner ?? null,
        comment: by.comment,
        applied: application.applied,
        notAppliedBecause: application.because,
      },
    };
    await saveExperiment(tx, concluded, by.now);
    const type = 'EXPERIMENT_CONCLUDED';
    return {
      event: await appendExperimentEvent(tx, concluded, { type, ...by }),
      flagEvent: application.flagEvent,
    };
  });
  announce(app, event);
  return { experimentId, event, flagEvent };
}

function checkWinner({ design }: Experiment, winner: string | null): Issue[] {
  const compared = variationsIn(design);
  if (winner === null || compared.includes(winner)) return [];
  const names = compared.map((key) => `"${key}"`).join(', ');
  return [{ path: 'winner', message: `"${winner}" is not in the experiment; it compares ${names}` }];
}
