import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { hasCode } from '../error-code.ts';
import type { Log } from '../logger.ts';
import { isDatabaseUnavailable } from './database-unavailable.ts';
import { MigrationError } from './migration-plan.ts';

const WAIT_MS = 60_000;
const LOOK_EVERY_MS = 500;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * Waits for a Postgres that refuses connections or is starting up, as happens when machines or containers start together.
 * Everything else fails at once and clearly later on: time does not help against a wrong password or a missing database.
 * Fails with a `MigrationError` when Postgres does not come in time.
 */
export async function waitForPostgres(databaseUrl: string, log: Log, waitMs = WAIT_MS): Promise<void> {
  const deadline = performance.now() + waitMs;
  for (let isWaiting = false; ; isWaiting = true) {
    const error = await tryToConnect(databaseUrl);
    if (!isDatabaseUnavailable(error) || isUnknownHost(error)) return;
    if (performance.now() >= deadline) {
      throw new MigrationError(
        `The database cannot be reached, after ${waitMs / 1_000} s: ${reasonOf(error)}`,
        { cause: error },
      );
    }
    if (!isWaiting) log.info({ reason: reasonOf(error) }, 'waiting for Postgres');
    await delay(LOOK_EVERY_MS);
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

/** A name that is mistyped stays so; one that is not known yet is EAI_AGAIN. */
function isUnknownHost(error: unknown): boolean {
  return hasCode(error, 'ENOTFOUND');
}

/** A refused connection to a name with several addresses is an AggregateError without a message of its own. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
