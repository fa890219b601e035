/** Distinguishes a Postgres that is temporarily unavailable, for example restarting, from every other failure. */

import type { Log } from '../logger.ts';

/** The connection was lost when the change may already have been committed. */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError';
}

/** Failures to connect: network errors, Postgres starting, stopping or out of connections, and Prisma's own codes. */
const notConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '57P03',
  '53300',
  '08001',
  '08004',
  'P1001',
  'P1002',
]);
/** Connections that broke or were closed by Postgres. */
const lost = new Set([
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
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

/** Whether the error means that Postgres could not be reached or that the connection was lost. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return isNotConnected(error) || isLost(error);
}

/** Whether the operation that failed with this error has certainly changed nothing: it was not sent, or was rolled back. */
export function hasChangedNothing(error: unknown): boolean {
  return isNotConnected(error) || (error instanceof Error && rolledBack.has(error));
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
