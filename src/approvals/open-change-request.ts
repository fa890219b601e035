/** How every command on a change request runs: one transaction, under the lock of its row, while it is open. */

import { announce } from '../events/announce.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { lockSameFlag, type StoredFlag } from '../flags/writing/stored-flag.ts';
import type { App } from '../platform/app.ts';
import { ConflictError } from '../platform/errors.ts';
import { type Transaction, transaction } from '../platform/postgres/db.ts';
import { type ChangeRequest, isOpen } from './change-request.ts';
import { lockChangeRequest } from './stored-change-request.ts';

/** What a command did. `event` is null when there was nothing to change. */
export interface ChangeRequestResult {
  changeRequestId: string;
  event: LoggedEvent | null;
}

export interface ChangeRequestCommand {
  changeRequestId: string;
  expectedRevision?: number | null | undefined;
}

/** Fails with NotFoundError, or with ConflictError when it is closed or not at the revision that the caller has seen. */
export async function onOpenChangeRequest<Result extends { event: LoggedEvent | null }>(
  app: App,
  { changeRequestId, expectedRevision }: ChangeRequestCommand,
  work: (tx: Transaction, request: ChangeRequest) => Promise<Result>,
): Promise<Result & ChangeRequestResult> {
  const result = await transaction(app.database.pool, async (tx) => {
    const request = await lockChangeRequest(tx, changeRequestId);
    checkOpen(request);
    checkRevision(request, expectedRevision);
    return work(tx, request);
  });
  if (result.event) announce(app, result.event);
  return { ...result, changeRequestId };
}

/** Locks the flag of a change request. Fails with ConflictError when it is gone, even if another has its key now. */
export async function lockProposedFlag(tx: Transaction, request: ChangeRequest): Promise<StoredFlag> {
  const flag = await lockSameFlag(tx, request);
  if (flag) return flag;
  throw conflict(request, `The flag "${request.flagKey}" was deleted.`);
}

/** The refusal of what a change request, as it is, does not allow. */
export function conflict({ id }: Pick<ChangeRequest, 'id'>, message: string): ConflictError {
  return new ConflictError(message, null, id);
}

function checkOpen(request: ChangeRequest): void {
  const reason = closedReason(request);
  if (reason) throw conflict(request, reason);
}

/** Why nothing can be done with it any more; null while it is open. */
export function closedReason(request: Pick<ChangeRequest, 'state'>): string | null {
  if (isOpen(request)) return null;
  return `This change request is ${request.state} and stays so. Make a new one with proposeFlagChange.`;
}

function checkRevision(request: ChangeRequest, expectedRevision: number | null | undefined): void {
  const { revision } = request;
  if (expectedRevision == null || expectedRevision === revision) return;
  throw conflict(
    request,
    `This change request is at revision ${revision}, not ${expectedRevision}: what it asks for has changed. Look at \`currentChangeRequest\`, then decide on revision ${revision}.`,
  );
}
