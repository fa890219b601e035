/** `npm run rotate-keys` reseals every stored secret with the first of GOGREEN_ENCRYPTION_KEYS. GoGreen may be running. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { type Config, ConfigError, describeIssues, loadConfig, readEnvironment } from './app/config.ts';
import { sealedColumns } from './app/sealed-columns.ts';
import { EmbeddedPostgresError } from './platform/embedded-postgres/embedded-error.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres/embedded-postgres.ts';
import { loadEmbeddedSecrets } from './platform/embedded-postgres/embedded-secrets.ts';
import { findRunningEmbedded } from './platform/embedded-postgres/running-embedded.ts';
import { reasonOf } from './platform/errors.ts';
import { createLogger } from './platform/logger.ts';
import { openPool } from './platform/postgres/connections/pool.ts';
import { isDatabaseUnavailable } from './platform/postgres/database-unavailable.ts';
import { MigrationError } from './platform/postgres/migration-plan.ts';
import { withSchema } from './platform/postgres/session.ts';
import { rotateColumn } from './platform/secrets/key-rotation.ts';
import { reportRotation } from './platform/secrets/key-rotation-report.ts';
import type { EncryptionKey } from './platform/secrets/secrets.ts';

/** Errors are printed at the end; a log would only repeat them. */
const log = createLogger('silent');

// Process 1 of a container has no default for these. Each row is rotated by itself, so nothing is left half done.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

try {
  const config = loadConfig(readEnvironment());
  const { url, keys, stop } = await findDatabase(config);
  try {
    process.exitCode = (await rotate(url, keys)) ? 0 : 1;
  } finally {
    await stop();
  }
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

/** True if every row is sealed with the first key now. */
async function rotate(url: string, keys: readonly EncryptionKey[]): Promise<boolean> {
  const connectionString = await withSchema(url);
  const pool = openPool({ connectionString, max: 1, connectionTimeoutMillis: 5_000 }, log, 'connection lost');
  const keyIds = keys.map(({ id }) => id);
  let done = true;
  try {
    for (const column of sealedColumns) {
      const report = reportRotation(await rotateColumn(pool, keys, column), keyIds);
      process.stdout.write(`${report.lines.join('\n')}\n`);
      done &&= report.done;
    }
  } finally {
    await pool.end();
  }
  return done;
}

interface Found {
  url: string;
  keys: readonly EncryptionKey[];
  stop(): Promise<void>;
}

/** In embedded mode, the Postgres of a running GoGreen, or one that is started for the rotation. */
async function findDatabase({ databaseUrl, dataDir, encryptionKeys }: Config): Promise<Found> {
  if (databaseUrl) return { url: databaseUrl, keys: encryptionKeys, stop: async () => undefined };
  if (!existsSync(path.join(dataDir, 'postgres'))) {
    throw new EmbeddedPostgresError(
      `There is no database in ${dataDir}. Set DATABASE_URL or DATA_DIR as for GoGreen itself.`,
    );
  }
  const keys =
    encryptionKeys.length > 0 ? encryptionKeys : (await loadEmbeddedSecrets(dataDir)).encryptionKeys;
  const running = await findRunningEmbedded(dataDir);
  if (running) return { url: running, keys, stop: async () => undefined };
  const started = await startEmbeddedPostgres({ dataDir, log });
  return { url: started.url, keys, stop: () => started.stop() };
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return describeIssues(error.issues, 'cannot rotate its keys');
  if (error instanceof EmbeddedPostgresError) return error.message;
  const isOld = error instanceof pg.DatabaseError && ['42P01', '42703'].includes(error.code ?? '');
  if (isOld) {
    return 'The keys were not rotated: the database belongs to an older version. Start this version of GoGreen once, then run this again.';
  }
  const cause = error instanceof MigrationError && error.cause ? error.cause : error;
  if (cause instanceof pg.DatabaseError || isDatabaseUnavailable(cause)) {
    return `The keys were not all rotated: ${reasonOf(cause)}. Run this again; the keys rotated so far stay rotated.`;
  }
  if (error instanceof MigrationError) return `The keys were not rotated: ${error.message}`;
  return `The keys were not all rotated: ${error instanceof Error ? error.stack : String(error)}`;
}
