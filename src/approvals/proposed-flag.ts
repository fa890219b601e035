import { lockFlagIfExists, type StoredFlag } from '../flags/stored-flag.ts';
import type { Transaction } from '../platform/postgres/db.ts';
import type { ChangeRequest } from './change-request.ts';
import { conflict } from './open-change-request.ts';

/** Locks the flag of a change request. Fails with ConflictError when it is gone, even if another has its key now. */
export async function lockProposedFlag(tx: Transaction, request: ChangeRequest): Promise<StoredFlag> {
  const flag = await lockFlagIfExists(tx, request.projectKey, request.flagKey);
  if (flag?.id === request.flagId) return flag;
  throw conflict(request, `The flag "${request.flagKey}" was deleted.`);
}
