import { lockSameFlag, type StoredFlag } from '../flags/writing/stored-flag.ts';
import { ConflictError } from '../platform/errors.ts';
import type { Transaction } from '../platform/postgres/db.ts';
import type { Experiment } from './experiment.ts';

/** The flag of an experiment, locked. Fails with ConflictError when it is gone, also when another one has its key now. */
export async function lockFlagOf(
  tx: Transaction,
  experiment: Pick<Experiment, 'projectKey' | 'flagKey' | 'flagId'>,
): Promise<StoredFlag> {
  const flag = await lockSameFlag(tx, experiment);
  if (flag) return flag;
  throw new ConflictError(
    `The flag "${experiment.flagKey}" of this experiment was deleted: the experiment can only be read, and concluded without applying anything.`,
  );
}
