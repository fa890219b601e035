/** Making a flag behave again as it did: what is to be changed, as an ordinary change. */

import { z } from 'zod';
import { notFoundInProject } from '../../access/not-found.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { comment, reference } from '../../platform/input/input.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { checkVersion } from '../change-flag.ts';
import type { Targeting } from '../flag.ts';
import { checkTargeting } from '../targeting/targeting-input.ts';
import { readStoredFlag, type StoredFlag } from '../writing/stored-flag.ts';
import { stateAfter } from './state-after.ts';

/** What every command that restores takes. */
export const restoreCommand = {
  projectKey: reference,
  flagKey: reference,
  environmentKey: reference,
  eventId: reference,
  expectedVersion: z.int().nullish(),
  comment,
};

export interface RestorePlan {
  /** As it was read. */
  flag: StoredFlag;
  /** The behaviour, as an input asks for it: rules that are not there any more have no id, and get a new one. */
  asked: Omit<Targeting, 'rules'> & {
    rules: (Omit<Targeting['rules'][number], 'id'> & { id: string | null })[];
  };
}

/**
 * Fails with NotFoundError, with ConflictError when the flag is at another version than is expected, and with
 * InvalidInputError when the flag cannot behave so any more. The plan holds for the version of `flag` only.
 */
export async function planRestore(
  sql: Sql,
  command: z.output<z.ZodObject<typeof restoreCommand>>,
): Promise<RestorePlan> {
  const { projectKey, flagKey, environmentKey, eventId, expectedVersion } = command;
  const flag = await readStoredFlag(sql, projectKey, flagKey);
  checkVersion(flag, expectedVersion);
  return { flag, asked: await stateToAskFor(sql, flag, { projectKey, environmentKey, eventId }) };
}

/** The same of a flag that was read, whatever its version. */
export async function stateToAskFor(
  sql: Sql,
  flag: StoredFlag,
  { projectKey, environmentKey, eventId }: { projectKey: string; environmentKey: string; eventId: string },
): Promise<RestorePlan['asked']> {
  const environment = flag.environments.find(({ key }) => key === environmentKey);
  const present = environment && flag.targeting[environment.id];
  if (!environment || !present) throw notFoundInProject('env', projectKey, environmentKey);
  const state = await stateAfter(sql, flag, environment, eventId);
  const [issue] = checkTargeting(state, flag.snapshot.variations);
  if (issue) {
    const message = `is of a time whose behaviour the flag cannot have now: ${issue.path}: ${issue.message}. Restore the variation first, or send the rules that are to hold with updateFlagEnvironment`;
    throw new InvalidInputError([{ path: 'eventId', message }]);
  }
  const known = new Set(present.rules.map(({ id }) => id));
  return {
    ...state,
    rules: state.rules.map((rule) => ({ ...rule, id: known.has(rule.id) ? rule.id : null })),
  };
}
