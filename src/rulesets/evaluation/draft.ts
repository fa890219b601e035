/** A behaviour of a flag that is evaluated in place of the stored one, and not stored. */

import { z } from 'zod';
import type { FlagSnapshot, Targeting } from '../../flags/flag.ts';
import { targetingInput } from '../../flags/targeting/targeting-input.ts';
import { toTargetingUpdate, updateTargeting } from '../../flags/targeting/targeting-update.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { newId } from '../../platform/input/ids.ts';
import { parseInput, reference } from '../../platform/input/input.ts';

const draftArgument = z.object({ draft: z.object({ flagKey: reference, ...targetingInput }) });

export interface Draft {
  flagKey: string;
  /** Fails with InvalidInputError when the flag cannot behave so. */
  applyTo(present: Targeting, flag: Pick<FlagSnapshot, 'variations'>): Targeting;
}

/** Fails with InvalidInputError, whose paths begin with `draft`. */
export function parseDraft(draft: unknown): Draft {
  const { flagKey, ...asked } = parseInput(draftArgument, { draft }).draft;
  const update = toTargetingUpdate(asked);
  return {
    flagKey,
    applyTo(present, flag) {
      try {
        return updateTargeting(update, present, flag, () => newId('rule'));
      } catch (error) {
        if (!(error instanceof InvalidInputError)) throw error;
        throw new InvalidInputError(
          error.issues.map(({ path, message }) => ({ path: `draft.${path}`, message })),
        );
      }
    },
  };
}

export function notEvaluated({ flagKey }: Draft): InvalidInputError {
  const message = `"${flagKey}" is not among the flags that are evaluated`;
  return new InvalidInputError([{ path: 'draft.flagKey', message }]);
}
