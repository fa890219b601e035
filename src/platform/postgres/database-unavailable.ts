/**
 * Distinguishes a Postgres that is temporarily unavailable, for example restarting, read-only or out of connections, from
 * every other failure.
 */

import type { Log } from '../logger.ts';

/** The connection was lost when the change may already have been committed. */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError';
}

/** No connection was free in time: those of this process are all in use, or Postgres has no more to give. */
export class BusyDatabaseError extends Error {
  override readonly name = 'BusyDatabaseError';
}

const OUT_OF_CONNECTIONS = '53300';
const READ_ONLY = '25006';
const LOCK_TIMEOUT = '55P03';

/** Failures to connect: network errors, Postgres starting, stopping or out of connections, and Prisma's own codes. */
const notConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P03',
  OUT_OF_CONNECTIONS,
  '08001',
  '08004',
  'P1001',
  'P1002',
  // A transaction of Prisma's, which only reads here, did not start or end in time.
  'P2028',
]);
/** Connections that broke or were closed by Postgres. */
const lost = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  // idle_in_transaction_session_timeout
  '25P03',
  'P1008',
  'P1017',
  '08000',
  '08003',
  '08006',
  '08007',
]);
// Errors of pg itself have no code.
const notConnectedMessages =
  /^timeout exceeded when trying to connect$|^timeout expired$|connection timeout$/;
const lostMessages = /^Connection terminated|^Query read timeout$|is not queryable$/;

/**
 * Whether the error means that Postgres could not be reached, that the connection was lost, or that Postgres accepts no
 * changes or did not get a lock in time. In all these cases the same may succeed later.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  return isNotStarted(error) || isLost(error);
}

export function isOutOfConnections(error: unknown): boolean {
  return some(error, ({ code }) => code === OUT_OF_CONNECTIONS);
}

/** Why the database is unavailable, for people. */
export function unavailableReason(error: unknown): string {
  if (isBusy(error)) return 'The database has more requests than connections at the moment';
  if (isReadOnly(error)) return 'The database accepts no changes at the moment';
  if (isLockTimeout(error)) return 'Another change has held a lock for too long';
  return 'The database cannot be reached at the moment';
}

/** Whether the operation that failed with this error has certainly changed nothing: it was not sent, or was rolled back. */
export function hasChangedNothing(error: unknown): boolean {
  return isNotStarted(error) || (error instanceof Error && rolledBack.has(error));
}

/** Records that a transaction failed with this error before its commit. */
export function noteRolledBack(error: unknown): void {
  if (error instanceof Error) rolledBack.add(error);
}

const rolledBack = new WeakSet<Error>();

/** Logs a failure that is retried. An outage of Postgres is logged by the pool, once for all. */
export function warnUnlessUnavailable(log: Log, error: unknown, message: string, fields: object = {}): void {
  log[isDatabaseUnavailable(error) ? 'debug' : 'warn']({ err: error, ...fields }, message);
}

/** The statement was not sent, or Postgres refused it before it changed anything. */
function isNotStarted(error: unknown): boolean {
  return isNotConnected(error) || isBusy(error) || isReadOnly(error) || isLockTimeout(error);
}

function isBusy(error: unknown): boolean {
  return some(error, (each) => each instanceof BusyDatabaseError);
}

function isReadOnly(error: unknown): boolean {
  return some(error, ({ code }) => code === READ_ONLY);
}

/** Whether a statement waited too long for a lock. */
export function isLockTimeout(error: unknown): boolean {
  return some(error, ({ code }) => code === LOCK_TIMEOUT);
}

function isNotConnected(error: unknown): boolean {
  return some(error, ({ code, message }) => notConnected.has(code) || notConnectedMessages.test(message));
}

function isLost(error: unknown): boolean {
  return some(
    error,
    (each) => each instanceof UnknownOutcomeError || lost.has(each.code) || lostMessages.test(each.message),
  );
}

/** Tests the error, or the cause that Prisma's adapter reports. A host with several addresses gives an AggregateError. */
function some(error: unknown, holds: (error: Error & { code: string }) => boolean): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.every((each) => some(each, holds));
  if (holds(error as Error & { code: string })) return true;
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };
  const originalCode = meta?.driverAdapterError?.cause?.originalCode;
  return originalCode !== undefined && holds(Object.assign(new Error(), { code: originalCode }));
}
