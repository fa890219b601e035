import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { hasCode } from '../error-code.ts';
import { reasonOf } from '../errors.ts';
import { createWorkerLogger } from '../jobs/worker-logger.ts';
import type { Log } from '../logger.ts';
import { openPool } from './connections/pool.ts';
import {
  type AppliedMigration,
  type Migration,
  MigrationError,
  planMigrations,
  readMigrations,
} from './migration-plan.ts';
import { connectPinned, schemaOf } from './session.ts';
import { replaceFunctions } from './sql-functions.ts';

/** The folder with `migrations` and `functions`. */
const ourFolder = fileURLToPath(new URL('../../../prisma/', import.meta.url));

/** The advisory lock that lets one process migrate at a time. */
const migrationLock = 4_720_331_905;

/**
 * Brings a database up to date: first the tables of prisma/migrations, then graphile-worker's own, then the functions of
 * prisma/functions. Several processes may call this at the same time: one migrates, the others wait and find nothing to do.
 *
 * Each script runs in one transaction with its row in `_prisma_migrations`, so a process killed half-way leaves nothing
 * behind and the next start continues. The price: a script cannot contain what Postgres does not allow in a transaction,
 * such as CREATE INDEX CONCURRENTLY. Prisma's own engine, when it runs over a driver adapter, splits scripts at every
 * semicolon, in comments and function bodies too. The table is Prisma's, so its CLI can be used on the database.
 *
 * Fails with a `MigrationError` when the database cannot be reached, is newer than the code, or a script fails.
 */
export async function migrate(databaseUrl: string, log: Log, folder = ourFolder): Promise<void> {
  const client = await connectPinned({
    connectionString: databaseUrl,
    application_name: 'gogreen migrate',
  });
  try {
    await takeLock(client, log);
    const ours = await readMigrations(path.join(folder, 'migrations'));
    for (const migration of planMigrations(ours, await readApplied(client))) {
      await apply(client, migration);
      log.info({ migration: migration.name }, 'migration applied');
    }
    await prepareJobs(client);
    await migrateJobs(databaseUrl, log);
    const functions = await replaceFunctions(client, path.join(folder, 'functions'));
    if (functions.length > 0) log.info({ functions }, 'SQL functions put in place');
  } catch (error) {
    throw explain(error, client, schemaOf(databaseUrl) ?? 'public');
  } finally {
    await client.end();
  }
}

const MISSING_RIGHT = '42501';
const READ_ONLY = '25006';

/** What Postgres refuses, with what to do about it. */
function explain(error: unknown, { user, database }: pg.Client, schema: string): unknown {
  const cause = error instanceof MigrationError && error.cause ? error.cause : error;
  const name = (identifier: string | undefined) => pg.escapeIdentifier(identifier ?? '');
  if (hasCode(cause, MISSING_RIGHT)) {
    return new MigrationError(
      `The role "${user}" lacks a right in the database "${database}" that GoGreen needs for its tables: ${reasonOf(cause)}. ` +
        'Run in that database, as an administrator:\n' +
        `  GRANT USAGE, CREATE ON SCHEMA ${name(schema)} TO ${name(user)};\n` +
        `  CREATE SCHEMA IF NOT EXISTS graphile_worker AUTHORIZATION ${name(user)};`,
      { cause },
    );
  }
  if (hasCode(cause, READ_ONLY)) {
    return new MigrationError(
      `The database is read-only, and cannot be brought up to date: ${reasonOf(cause)}.`,
      {
        cause,
      },
    );
  }
  return error;
}

/**
 * graphile-worker would need the right to create schemas even for its own that exists already: without its first table it
 * runs CREATE SCHEMA IF NOT EXISTS. This is that table.
 */
async function prepareJobs(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ isEmpty: boolean }>(
    `SELECT to_regnamespace('graphile_worker') IS NOT NULL AND to_regclass('graphile_worker.migrations') IS NULL AS "isEmpty"`,
  );
  if (!rows[0]?.isEmpty) return;
  await client.query(
    `CREATE TABLE graphile_worker.migrations (
       id int PRIMARY KEY, ts timestamptz NOT NULL DEFAULT now(), breaking boolean NOT NULL DEFAULT false)`,
  );
}

/** With our own pool: graphile-worker does not wait until its own is closed, and an error there would end the process. */
async function migrateJobs(connectionString: string, log: Log): Promise<void> {
  const pgPool = openPool({ connectionString, max: 2 }, log, 'connection lost while migrating', {
    isUnshared: true,
  });
  await runMigrations({ pgPool, logger: createWorkerLogger(log) }).finally(() => pgPool.end());
}

/** The lock is released with the connection, however the process ends. */
async function takeLock(client: pg.Client, log: Log): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
    migrationLock,
  ]);
  if (rows[0]?.taken) return;
  log.info('waiting for another process to migrate the database');
  await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
}

async function readApplied(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows: tables } = await client.query(`SELECT WHERE to_regclass('_prisma_migrations') IS NOT NULL`);
  // With IF NOT EXISTS, a role that may not create tables would be refused although there is nothing to create.
  if (tables.length === 0)
    await client.query(`
    CREATE TABLE _prisma_migrations (
      id varchar(36) PRIMARY KEY,
      checksum varchar(64) NOT NULL,
      finished_at timestamptz,
      migration_name varchar(255) NOT NULL,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz NOT NULL DEFAULT now(),
      applied_steps_count integer NOT NULL DEFAULT 0
    )`);
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return rows;
}

/** In the first migration. It needs the right to create schemas, even for one that exists, and ours may have another name. */
const CREATE_PUBLIC = 'CREATE SCHEMA IF NOT EXISTS "public";';

async function apply(client: pg.Client, { name, script, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(script.replace(CREATE_PUBLIC, ''));
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new MigrationError(`The migration ${name} failed, and nothing of it was kept: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}
