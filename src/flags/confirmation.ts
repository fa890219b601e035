/**
 * Environments whose changes must be confirmed: a direct change there carries the key of the environment, so that nobody
 * changes the wrong one by a slip. What was reviewed needs no confirmation.
 */

import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { InvalidInputError } from '../platform/errors.ts';
import { reference } from '../platform/input/input.ts';
import { MAX_ENVIRONMENTS } from '../projects/projects.ts';
import { isLive, servesTheSame } from './targeting/behaviour.ts';
import type { StoredFlag } from './writing/stored-flag.ts';
import type { PlannedChange } from './writing/write-changes.ts';

/** The confirmation of a change in one environment, and of one in all of them. */
export const confirm = reference.nullish();
export const confirmAll = z
  .array(reference)
  .max(MAX_ENVIRONMENTS, `at most ${MAX_ENVIRONMENTS} keys`)
  .nullish();

export type Confirmation = string | string[] | null | undefined;

/** The keys of the environments that a change must be confirmed with: those in which it makes a difference. */
export function confirmedBy({ before, after }: Pick<PlannedChange, 'before' | 'after'>): string[] {
  return before.environments
    .filter(({ id, confirmChanges }) => {
      const [old, now] = [before.targeting[id], after.targeting[id]];
      if (!confirmChanges || !old || !now) return false;
      return !isDeepStrictEqual(old, now) || !servesTheSame(before.snapshot, after.snapshot, now);
    })
    .map(({ key }) => key);
}

/** The same of the deletion of a flag: those in which it is on. */
export function deletionConfirmedBy({ environments, targeting, snapshot }: StoredFlag): string[] {
  return environments
    .filter(({ id, confirmChanges }) => {
      const present = targeting[id];
      return confirmChanges && present !== undefined && isLive(snapshot, present);
    })
    .map(({ key }) => key);
}

/** Fails with InvalidInputError when one of the keys is missing in the confirmation. */
export function requireConfirmation(environmentKeys: string[], given: Confirmation): void {
  const confirmed = [given ?? []].flat();
  const missing = environmentKeys.filter((key) => !confirmed.includes(key));
  if (missing.length === 0) return;
  const names = missing.map((key) => `"${key}"`).join(', ');
  const message = `must name ${names}: changes there have to be confirmed with the key of the environment`;
  throw new InvalidInputError([{ path: 'confirm', message }]);
}
