import type { Actor } from '../../access/viewer.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import { type Confirmation, requireConfirmation } from '../../flags/confirmation.ts';
import { planTargeting, writeTargeting } from '../../flags/targeting/plan-targeting.ts';
import { ConflictError, InvalidInputError } from '../../platform/errors.ts';
import type { Transaction } from '../../platform/postgres/db.ts';
import { variationsIn } from '../design.ts';
import type { Experiment } from '../experiment.ts';
import { lockFlagOf } from '../flag-of-experiment.ts';
import { serveWinner } from './serve-winner.ts';

export interface Application {
  /** Whether the flag serves the winner now. */
  applied: boolean;
  /** Why not, as a sentence. */
  because: string | null;
  /** Null also when the flag served the winner already. */
  flagEvent: LoggedEvent | null;
}

export const notApplied: Application = { applied: false, because: null, flagEvent: null };

/** Makes the flag serve the winner, unless that takes an approval. */
export async function applyWinner(
  tx: Transaction,
  experiment: Experiment,
  winner: string,
  by: { actor: Actor; comment: string | null; now: Date; confirm: Confirmation },
): Promise<Application> {
  const { projectKey, flagKey, environment } = experiment;
  const flag = await lockFlagOf(tx, experiment);
  if (flag.snapshot.lifecycle === 'ARCHIVED') {
    throw new ConflictError(
      `The flag "${flagKey}" is archived and serves nobody the winner: restore it first, or conclude without applying.`,
      flag.id,
    );
  }
  if (flag.snapshot.variations.every(({ key }) => key !== winner)) {
    const message = `the flag no longer has the variation "${winner}"; add it again, or conclude without applying`;
    throw new InvalidInputError([{ path: 'winner', message }]);
  }
  const place = { projectKey, environmentKey: environment.key };
  const plan = planTargeting(flag, place, (targeting) =>
    serveWinner(targeting, winner, variationsIn(experiment.design)),
  );
  if (!plan) return { applied: true, because: null, flagEvent: null };
  if (plan.environment.requiresApproval) {
    return {
      ...notApplied,
      because: `Changes of flags in "${environment.key}" need an approval: propose with proposeFlagChange to serve "${winner}".`,
    };
  }
  requireConfirmation(plan.environment.confirmChanges ? [plan.environment.key] : [], by.confirm);
  return { applied: true, because: null, flagEvent: await writeTargeting(tx, flag, plan, by) };
}
