/**
 * The connection to Postgres: one pool, shared by Prisma (reads of GraphQL) and by SQL (every write and the hot reads).
 * See docs/decisions/0002-commands-write-sql-graphql-reads-through-prisma.md for why both.
 */

import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from '../../../generated/prisma/client.ts';
import type { Log } from '../logger.ts';
import { createOutageLog } from './connections/outage-log.ts';
import { openPool, type WatchedPool } from './connections/pool.ts';
import { isDatabaseUnavailable, noteRolledBack, UnknownOutcomeError } from './database-unavailable.ts';
import { schemaOf } from './session.ts';
import { createStatementNames } from './statement-names.ts';

/** What runs a statement: the pool, or the client of an open transaction. */
export type Sql = Pick<pg.ClientBase, 'query'>;

export type Pool = pg.Pool;

/** An open transaction. Commands pass it on, so that state, event and job commit together. */
export type Transaction = pg.PoolClient;

export interface Database {
  /** For components that open their own connections. */
  url: string;
  prisma: PrismaClient;
  pool: WatchedPool;
  /** A connection beside the pool, so that readiness and the clock do not wait in its queue. */
  monitor: pg.Pool;
  /** The number of connections that running jobs may use, besides those of the pool. */
  jobConnections: number;
  close(): Promise<void>;
}

/** One listens for new jobs; the others fetch jobs and mark them as done, which takes a moment each. */
const MAX_JOB_CONNECTIONS = 5;
/** With fewer there is none left for a request beside one that waits. */
export const MIN_CONNECTIONS = 5;
const CONNECT_TIMEOUT_MS = 5_000;
/**
 * Postgres ends a statement after this time, a little before our own timeout: a statement that only we gave up would run
 * on. An operation has a bounded number of statements (its cost), so it ends too.
 */
const STATEMENT_TIMEOUT_MS = 28_000;

/**
 * A lock that is not released in time ends the statement that waits for it. The locks of commands are held for
 * milliseconds: this one belongs to a session that hangs, or to somebody's psql.
 */
const LOCK_TIMEOUT_MS = 10_000;
/**
 * Postgres ends a session that does nothing in an open transaction, and so releases its locks: the process was stopped or
 * its machine is gone. Shorter than the timeout for locks, so that those who wait for them succeed.
 */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 8_000;
/** Longer than all of these, which say what went wrong. */
const PRISMA_TIMEOUT_MS = 60_000;

/** What the session of every connection is opened with. */
export const sessionSettings = {
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  statement_timeout: STATEMENT_TIMEOUT_MS,
  lock_timeout: LOCK_TIMEOUT_MS,
  idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
} satisfies pg.PoolConfig;

/** Opens the pools without connecting yet. Together with the jobs they never have more than `connections` connections. */
export function openDatabase(
  url: string,
  log: Log,
  { connections, runsJobs }: { connections: number; runsJobs: boolean },
): Database {
  const message = 'Postgres cannot be reached';
  const outages = createOutageLog(log, message);
  const jobConnections = runsJobs
    ? Math.min(MAX_JOB_CONNECTIONS, Math.max(2, Math.ceil(connections / 4)))
    : 0;
  const settings = { connectionString: url, ...sessionSettings };
  const pool = openPool({ ...settings, max: connections - jobConnections - 1 }, log, message, { outages });
  const monitor = openPool({ ...settings, max: 1, idleTimeoutMillis: 0 }, log, message, {
    outages,
    isUnshared: true,
  });
  const nameOf = createStatementNames('prisma');
  const schema = schemaOf(url);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, {
      ...(schema === undefined ? {} : { schema }),
      disposeExternalPool: false,
      statementNameGenerator: ({ sql }) => nameOf(sql),
    }),
    // A read with relations is a transaction, which may wait for its share of the connections longer than Prisma's 5 s.
    transactionOptions: { maxWait: PRISMA_TIMEOUT_MS, timeout: PRISMA_TIMEOUT_MS },
  });
  return {
    url,
    prisma,
    pool,
    monitor,
    jobConnections,
    async close() {
      await prisma.$disconnect();
      await Promise.all([pool.end(), monitor.end()]);
    },
  };
}

/**
 * Runs `work` in one transaction: committed when it returns, rolled back when it throws. When the connection is lost during
 * the commit, it is unknown whether the transaction was committed: that fails with an `UnknownOutcomeError`.
 */
export async function transaction<Result>(
  pool: pg.Pool,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query('BEGIN');
    const result = await work(tx);
    await tx.query('COMMIT').catch((error: unknown) => {
      if (!isDatabaseUnavailable(error)) throw error;
      throw new UnknownOutcomeError('the connection was lost during the commit', { cause: error });
    });
    return result;
  } catch (error) {
    if (!(error instanceof UnknownOutcomeError)) noteRolledBack(error);
    await tx.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    // A client that could not roll back is in an unknown state: the pool must not hand it out again.
    tx.release(broken);
  }
}

/** Whether the error is a violation of a unique key. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '23505';
}

/** Whether a statement took too long: Postgres ended it, or it was given up. */
export function isStatementTimeout(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === '57014';
  return error instanceof Error && error.message === 'Query read timeout';
}

/** Whether Postgres rejected text with U+0000, which it does even in a comparison. */
export function isTextRefusal(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return error.code === INVALID_TEXT;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  const adapterError = error.meta?.['driverAdapterError'];
  return adapterError instanceof Error && (adapterError.cause as { code?: unknown })?.code === INVALID_TEXT;
}

const INVALID_TEXT = '22021';
