import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { hasCode } from '../error-code.ts';
import { reasonOf } from '../errors.ts';
import type { Log } from '../logger.ts';
import { isDatabaseUnavailable } from './database-unavailable.ts';
import { MigrationError } from './migration-plan.ts';

const TIMEOUT_MS = 60_000;
const RETRY_MS = 500;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Waits for a Postgres that refuses connections or is starting, as when machines or containers start together. Returns
 * after any other failure, such as a wrong password, which the next connection reports. Fails with a `MigrationError`
 * when Postgres is not available in time.
 */
export async function waitForPostgres(databaseUrl: string, log: Log, timeoutMs = TIMEOUT_MS): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (let isWaiting = false; ; isWaiting = true) {
    const error = await tryToConnect(databaseUrl);
    if (!isDatabaseUnavailable(error) || isUnknownHost(error)) return;
    if (performance.now() >= deadline) {
      throw new MigrationError(
        `The database cannot be reached, after ${timeoutMs / 1_000} s: ${reasonOf(error)}`,
        { cause: error },
      );
    }
    if (!isWaiting) log.info({ reason: reasonOf(error) }, 'waiting for Postgres');
    await delay(RETRY_MS);
  }
}

async function tryToConnect(databaseUrl: string): Promise<unknown> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A host name that does not exist: waiting does not help. A name that cannot be resolved yet is EAI_AGAIN. */
function isUnknownHost(error: unknown): boolean {
  return hasCode(error, 'ENOTFOUND');
}
