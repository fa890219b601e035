import { describe, expect, test } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { createLogger } from '#src/platform/logger.ts';
import { openPool } from '#src/platform/postgres/connections/pool.ts';
import { migrate } from '#src/platform/postgres/migrate.ts';
import { withSchema } from '#src/platform/postgres/session.ts';
import { startTestApp } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook, updateFlag } from '#test/support/builders.ts';
import { everyRow } from '#test/support/every-row.ts';
import { countRecovery } from '#test/support/recoveries.ts';
import { createRoleDatabase } from '#test/support/role-database.ts';

const log = createLogger('silent');

/** As the start does it. */
async function prepare(databaseUrl: string): Promise<string> {
  const url = await withSchema(databaseUrl);
  await migrate(url, log);
  return url;
}

const odd: Record<string, string> = {
  TimeZone: 'Asia/Kathmandu',
  DateStyle: 'German, DMY',
  IntervalStyle: 'sql_standard',
  bytea_output: 'escape',
  extra_float_digits: '-10',
  standard_conforming_strings: 'off',
  array_nulls: 'off',
  transform_null_equals: 'on',
  default_transaction_isolation: 'serializable',
  default_transaction_deferrable: 'on',
  exit_on_error: 'on',
  statement_timeout: '300ms',
  lock_timeout: '1ms',
  idle_in_transaction_session_timeout: '50ms',
  idle_session_timeout: '100ms',
  transaction_timeout: '400ms',
  row_security: 'off',
  client_encoding: 'LATIN1',
  lc_monetary: 'C',
  lc_numeric: 'C',
  lc_time: 'C',
  enable_indexscan: 'off',
  enable_hashjoin: 'off',
  jit: 'off',
  plan_cache_mode: 'force_generic_plan',
  quote_all_identifiers: 'on',
  check_function_bodies: 'off',
  default_text_search_config: 'simple',
  client_min_messages: 'debug5',
  synchronous_commit: 'off',
};

const Times = graphql(`
  query SessionTimes($projectKey: String!, $after: DateTime) {
    project(key: $projectKey) {
      events(first: 10) { edges { node { occurredAt } } }
      auditLog(first: 10, filter: { occurredAfter: $after }) { edges { node { occurredAt } } }
    }
  }
`);

describe('a database whose role has settings of its own for sessions', () => {
  test('times, filters by time and migrations are as with the default settings', async () => {
    await using database = await createRoleDatabase(
      'GRANT ALL ON SCHEMA public TO $role',
      'CREATE SCHEMA graphile_worker AUTHORIZATION $role',
      ...Object.entries(odd).map(([name, value]) => `ALTER ROLE $role SET ${name} = '${value}'`),
    );
    const url = await prepare(database.url);
    const gogreen = await startTestApp({ databaseUrl: url, worker: false });
    const before = Date.now();
    const { key: projectKey } = await createProject(gogreen, { name: 'Ünïcödé ✓' });
    const { key } = await createFlag(gogreen, { projectKey });
    const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9/' });
    await updateFlag(gogreen, { projectKey, key, description: 'back\\slash' });

    const { project } = await gogreen.run(Times, { projectKey, after: null });
    const times = project?.events.edges.map(({ node }) => Date.parse(node.occurredAt)) ?? [];
    expect(times.length).toBe(2);
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(before - 1_000);
      expect(time).toBeLessThanOrEqual(Date.now() + 1_000);
    }
    const shown = new Date(Math.min(...times) - 1).toISOString();
    expect(await countRecovery(gogreen, 'replayEvents', { integrationId, occurredAfter: shown })).toBe(2);
    const filtered = await gogreen.run(Times, { projectKey, after: new Date(before - 1_000).toISOString() });
    expect(filtered.project?.auditLog.edges.length).toBeGreaterThan(0);
    const later = await gogreen.run(Times, {
      projectKey,
      after: new Date(Date.now() + 60_000).toISOString(),
    });
    expect(later.project?.auditLog.edges).toEqual([]);
    await gogreen.close();
  });

  test('every pinned setting has our value in every session, and a pool keeps the timeouts that it was given', async () => {
    await using database = await createRoleDatabase(
      ...Object.entries(odd).map(([name, value]) => `ALTER ROLE $role SET ${name} = '${value}'`),
    );
    const pool = openPool({ connectionString: database.url, max: 1, statement_timeout: 28_000 }, log, 'away');
    const { rows } = await pool.query<{ name: string; value: string }>(
      'SELECT name, current_setting(name) AS value FROM pg_settings WHERE name = ANY($1)',
      [Object.keys(odd)],
    );
    await pool.end();
    expect(Object.fromEntries(rows.map(({ name, value }) => [name, value]))).toMatchObject({
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
      statement_timeout: '28s',
      lock_timeout: '0',
      idle_in_transaction_session_timeout: '0',
      idle_session_timeout: '0',
      transaction_timeout: '0',
      client_encoding: 'UTF8',
    });
  });
});

const jobs = 'CREATE SCHEMA graphile_worker AUTHORIZATION $role';
const working = [
  {
    what: 'a schema of its own by search_path',
    statements: [
      jobs,
      'CREATE SCHEMA own AUTHORIZATION $role',
      'ALTER ROLE $role SET search_path = own, public',
    ],
    parameters: '',
    schema: 'own',
  },
  {
    what: 'a schema named like the role',
    statements: [jobs, 'CREATE SCHEMA AUTHORIZATION $role'],
    parameters: '',
    schema: '$role',
  },
  {
    what: 'a schema that DATABASE_URL names and that is missing',
    statements: [
      'DO $$ BEGIN EXECUTE format($f$GRANT CREATE ON DATABASE %I TO $role$f$, current_database()); END $$',
    ],
    parameters: 'schema=my%20schema',
    schema: 'my schema',
  },
  {
    what: 'options in DATABASE_URL that set the search_path',
    statements: [jobs, 'CREATE SCHEMA other AUTHORIZATION $role'],
    parameters: 'options=-c%20search_path%3Dother',
    schema: 'other',
  },
  {
    what: 'public, with an empty schema of graphile-worker that was made for the role',
    statements: [jobs, 'GRANT ALL ON SCHEMA public TO $role'],
    parameters: '',
    schema: 'public',
  },
];

const refused = [
  {
    what: 'no right to create in public',
    statements: [jobs],
    parameters: '',
    says: /permission denied for schema public[\s\S]*GRANT USAGE, CREATE ON SCHEMA "public" TO "role_/,
  },
  {
    what: 'no right to create the schema of graphile-worker',
    statements: ['GRANT ALL ON SCHEMA public TO $role'],
    parameters: '',
    says: /permission denied for database[\s\S]*CREATE SCHEMA IF NOT EXISTS graphile_worker AUTHORIZATION "role_/,
  },
  {
    what: 'a schema in DATABASE_URL that cannot be created',
    statements: [jobs],
    parameters: 'schema=missing',
    says: /The schema "missing" of DATABASE_URL does not exist[\s\S]*CREATE SCHEMA "missing" AUTHORIZATION "role_/,
  },
  {
    what: 'a search_path without a schema',
    statements: ['ALTER ROLE $role SET search_path = nowhere'],
    parameters: '',
    says: /no schema to use in its search_path \(nowhere\)/,
  },
  {
    what: 'foreign keys switched off for the sessions of the role',
    statements: ['ALTER ROLE $role SET session_replication_role = replica'],
    parameters: '',
    says: /ALTER ROLE "role_\w+" RESET session_replication_role/,
  },
  {
    what: 'read-only sessions',
    statements: [
      jobs,
      'GRANT ALL ON SCHEMA public TO $role',
      'ALTER ROLE $role SET default_transaction_read_only = on',
    ],
    parameters: '',
    says: /The database is read-only/,
  },
];

const withParameters = (url: string, parameters: string) =>
  parameters === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${parameters}`;

describe('the schema of the tables', () => {
  test('writes by SQL and reads through Prisma use one schema, whichever the role has', async () => {
    await everyRow(
      working,
      async ({ statements, parameters, schema }) => {
        await using database = await createRoleDatabase(...statements);
        const url = await prepare(withParameters(database.url, parameters));
        const gogreen = await startTestApp({ databaseUrl: url, worker: false });
        const { key: projectKey } = await createProject(gogreen);
        const { key } = await createFlag(gogreen, { projectKey });
        const { project } = await gogreen.run(Times, { projectKey, after: null });
        await updateFlag(gogreen, { projectKey, key, description: 'new' });
        await gogreen.close();
        expect(project?.events.edges).toHaveLength(1);
        const { rows } = await database.admin(
          "SELECT DISTINCT relnamespace::regnamespace::text AS schema, nspname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace WHERE relname IN ('flags', '_prisma_migrations', 'events')",
        );
        expect(rows.map(({ nspname }) => nspname)).toEqual([schema.replace('$role', database.role)]);
        // The next start finds the same, and needs no right to create anything.
        await database.admin('REVOKE CREATE ON SCHEMA public FROM $role');
        await prepare(withParameters(database.url, parameters));
      },
      ({ what }) => what,
    );
  });

  test('a start without a right, a schema or a usable session is refused with what to do', async () => {
    await everyRow(
      refused,
      async ({ statements, parameters, says }) => {
        await using database = await createRoleDatabase(...statements);
        await expect(prepare(withParameters(database.url, parameters))).rejects.toThrow(says);
      },
      ({ what }) => what,
    );
  });

  test('a second schema beside that of an installation is refused, and a new search_path does not lead away from it', async () => {
    await using database = await createRoleDatabase(jobs, 'GRANT ALL ON SCHEMA public TO $role');
    await prepare(database.url);
    await database.admin('CREATE SCHEMA AUTHORIZATION $role');
    expect(await prepare(database.url)).toMatch(/schema=public$/);
    await expect(prepare(withParameters(database.url, `schema=${database.role}`))).rejects.toThrow(
      /A database holds one installation/,
    );
  });
});
