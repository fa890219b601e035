/**
 * The sessions of all our connections are alike, whatever the server's configuration, the database, the role, PGOPTIONS or
 * DATABASE_URL sets for a session. `?schema=` in a DATABASE_URL is the schema of our tables.
 */

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { reasonOf } from '../errors.ts';
import { MigrationError } from './migration-plan.ts';

/**
 * Settings that change what statements mean, which values they return, or when a session ends. Left alone: how Postgres
 * plans, logs and stores (enable_*, jit, log_*, synchronous_commit), and default_transaction_read_only, by which operators
 * stop all writing.
 */
const pins: Readonly<Record<string, string>> = {
  TimeZone: 'UTC',
  DateStyle: 'ISO, MDY',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  exit_on_error: 'off',
  idle_session_timeout: '0',
  transaction_timeout: '0',
};

const CONNECT_TIMEOUT_MS = 5_000;

/** Those that a connection sets for itself; without, they are off. */
const timeouts = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'] as const;
type Timeout = (typeof timeouts)[number];

/**
 * The settings of a pool whose sessions are pinned. The timeouts are set after connecting as well: as parameters of the
 * connection, a role's own would replace those that are 0, and a connection pooler would refuse them.
 */
export function pinned<Settings extends pg.PoolConfig>(settings: Settings): Omit<Settings, Timeout> {
  const { statement_timeout, lock_timeout, idle_in_transaction_session_timeout, ...others } = settings;
  return { ...others, onConnect: (client: pg.ClientBase) => pinSession(client, settings) };
}

/** Connects one client with a pinned session. Fails with a `MigrationError`. */
export async function connectPinned(
  settings: pg.ClientConfig & { connectionString: string },
): Promise<pg.Client> {
  const client = new pg.Client(settings);
  // Without a listener a connection lost between two statements would end the process; the next statement reports it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await pinSession(client, settings);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw new MigrationError(`The database cannot be reached: ${reasonOf(error)}`, { cause: error });
  }
}

async function pinSession(client: pg.ClientBase, settings: pg.ClientConfig): Promise<void> {
  const schema = schemaOf(settings.connectionString ?? '');
  const values = {
    ...pins,
    ...Object.fromEntries(timeouts.map((name) => [name, String(settings[name] || 0)])),
    ...(schema === undefined ? {} : { search_path: pg.escapeIdentifier(schema) }),
  };
  // By pg_settings: older versions of Postgres do not have all of them.
  await client.query(
    `SELECT set_config(pin.name, pin.value, false) FROM unnest($1::text[], $2::text[]) AS pin(name, value)
       JOIN pg_catalog.pg_settings known ON known.name = pin.name AND known.context = 'user'`,
    [Object.keys(values), Object.values(values)],
  );
}

/** The schema that a DATABASE_URL names. */
export function schemaOf(databaseUrl: string): string | undefined {
  return parametersOf(databaseUrl).get('schema') || undefined;
}

/** Not by `new URL`, which refuses the addresses of sockets without a host. */
function parametersOf(databaseUrl: string): URLSearchParams {
  return new URLSearchParams(databaseUrl.split('?').slice(1).join('?'));
}

/**
 * The DATABASE_URL with the schema of our tables: the one that it names, which is created when it is missing; else the one
 * that has our tables; else the first of the role's search_path. Fails with a `MigrationError` when there is none, or when
 * the sessions of the role cannot be used.
 */
export async function withSchema(databaseUrl: string): Promise<string> {
  const named = schemaOf(databaseUrl);
  const client = await connectPinned({
    connectionString: databaseUrl,
    application_name: 'gogreen start',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  try {
    await refuseSharedSessions(client, databaseUrl);
    const { rows } = await client.query<Found>(findSchemas, [named ?? null]);
    const { role, replicationRole, searchPath, exists, first, path, ours } = rows[0] as Found;
    if (replicationRole === 'replica') {
      throw new MigrationError(
        `The sessions of the role "${role}" have session_replication_role = replica, which switches foreign keys off. ` +
          `Run as an administrator: ALTER ROLE ${pg.escapeIdentifier(role)} RESET session_replication_role;`,
      );
    }
    const schema = named ?? ours.find((name) => path.includes(name)) ?? ours[0] ?? first;
    if (schema === null) {
      throw new MigrationError(
        `The role "${role}" has no schema to use in its search_path (${searchPath}). Name one in DATABASE_URL, such as ` +
          'postgres://…/gogreen?schema=gogreen, or grant the role USAGE and CREATE on one.',
      );
    }
    if (schema.includes('"')) {
      throw new MigrationError(
        'The schema of DATABASE_URL has a quotation mark in its name. Name another one.',
      );
    }
    // The jobs of a database are in one schema, graphile_worker.
    if (ours.length > 0 && !ours.includes(schema)) {
      throw new MigrationError(
        `The schema "${schema}" of DATABASE_URL has no GoGreen, but the schema "${ours.join('", "')}" of the same database has. ` +
          'A database holds one installation: name that schema, or another database.',
      );
    }
    if (!exists) await createSchema(client, schema, role);
    if (named !== undefined) return databaseUrl;
    return `${databaseUrl}${databaseUrl.includes('?') ? '&' : '?'}schema=${encodeURIComponent(schema)}`;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * A pooler that gives a session to another client between two transactions loses our settings, prepared statements and the
 * lock of the migrations. What one client has set is then seen by the next one.
 */
async function refuseSharedSessions(client: pg.Client, connectionString: string): Promise<void> {
  const mark = randomUUID();
  await client.query(`SELECT set_config('gogreen.session', $1, false)`, [mark]);
  const other = await connectPinned({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  try {
    const { rows } = await other.query<{ mark: string | null }>(
      `SELECT current_setting('gogreen.session', true) AS mark`,
    );
    if (rows[0]?.mark !== mark) return;
  } finally {
    await other.end().catch(() => undefined);
  }
  throw new MigrationError(
    'DATABASE_URL leads to a connection pooler that shares sessions (PgBouncer with pool_mode transaction or statement). ' +
      'Connect to PostgreSQL itself, or set pool_mode = session for this database: GoGreen has a pool of its own.',
  );
}

interface Found {
  role: string;
  replicationRole: string;
  searchPath: string;
  /** Whether the schema that DATABASE_URL names exists; true when it names none. */
  exists: boolean;
  /** The first schema of the search_path that exists and may be used. */
  first: string | null;
  path: string[];
  /** The schemas that have our tables. */
  ours: string[];
}

const findSchemas = `
  SELECT current_user::text AS role, current_setting('session_replication_role') AS "replicationRole",
    current_setting('search_path') AS "searchPath",
    $1::text IS NULL OR EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1) AS exists,
    current_schema()::text AS first, current_schemas(false)::text[] AS path,
    ARRAY(SELECT schema.nspname::text FROM pg_catalog.pg_namespace schema
      WHERE 3 = (SELECT count(*) FROM pg_catalog.pg_class
        WHERE relnamespace = schema.oid AND relname IN ('_prisma_migrations', 'deliveries', 'flags'))) AS ours`;

async function createSchema(client: pg.Client, schema: string, role: string): Promise<void> {
  const name = pg.escapeIdentifier(schema);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${name}`).catch((error: unknown) => {
    throw new MigrationError(
      `The schema "${schema}" of DATABASE_URL does not exist and cannot be created: ${reasonOf(error)}. ` +
        `Run as an administrator: CREATE SCHEMA ${name} AUTHORIZATION ${pg.escapeIdentifier(role)};`,
      { cause: error },
    );
  });
}
