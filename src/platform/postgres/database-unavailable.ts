/** Tells a Postgres that is away for the moment, restarting say, from every other failure. */

import type { Log } from '../logger.ts';

/** A connection was lost when a change may have been made already, such as during the commit. */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError';
}

/** Failures to connect: of the network, of Postgres (it starts, stops or is full), and of Prisma (P1001). */
const notConnected = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['57P03', '53300', '08001', '08004', 'P1001', 'P1002'],
]);
/** Connections that broke, or were ended by Postgres. */
const lost = new Set([
  ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', 'P1008', 'P1017'],
  ...['08000', '08003', '08006', '08007'],
]);
// What pg itself says has no code.
const notConnectedWords = /^timeout exceeded when trying to connect$|^timeout expired$|connection timeout$/;
const lostWords = /^Connection terminated|^Query read timeout$|is not queryable$/;

/** Whether the error says that Postgres could not be reached, or that the connection to it was lost. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return isNotConnected(error) || isLost(error);
}

/** Whether what failed with this error has certainly changed nothing: it never reached Postgres, or was rolled back. */
export function hasChangedNothing(error: unknown): boolean {
  return isNotConnected(error) || (error instanceof Error && rolledBack.has(error));
}

/** Notes that a transaction failed with this error before its commit. */
export function noteRolledBack(error: unknown): void {
  if (error instanceof Error) rolledBack.add(error);
}

const rolledBack = new WeakSet<Error>();

/** Logs a failure of something that is tried again. That Postgres is away the pool has said, once for all of them. */
export function warnUnlessUnavailable(log: Log, error: unknown, message: string, fields: object = {}): void {
  log[isDatabaseUnavailable(error) ? 'debug' : 'warn']({ err: error, ...fields }, message);
}

function isNotConnected(error: unknown): boolean {
  return some(error, ({ code, message }) => notConnected.has(code) || notConnectedWords.test(message));
}

function isLost(error: unknown): boolean {
  return some(
    error,
    (each) => each instanceof UnknownOutcomeError || lost.has(each.code) || lostWords.test(each.message),
  );
}

/** Of the error, or of what Prisma's adapter says of it. A refused name with two addresses holds two errors. */
function some(error: unknown, holds: (error: Error & { code: string }) => boolean): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.every((each) => some(each, holds));
  if (holds(error as Error & { code: string })) return true;
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };
  const originalCode = meta?.driverAdapterError?.cause?.originalCode;
  return originalCode !== undefined && holds(Object.assign(new Error(), { code: originalCode }));
}
