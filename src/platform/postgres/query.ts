/**
 * Typed SQL: kysely on our own pools and transactions, with the tables of prisma/schema.prisma as its types. Tables and
 * columns are written in camelCase, here and in the rows. Write every statement this way, except the measured hot paths,
 * which stay raw SQL with a name.
 *
 *     const { rows } = await tx.query<Row>('SELECT id, project_id AS "projectId" FROM flags WHERE key = $1', [key]);
 *     const row = rows[0];
 *
 * becomes
 *
 *     const row = await query(tx).selectFrom('flags').select(['id', 'projectId']).where('key', '=', key).executeTakeFirst();
 *
 * An expression gets its name and type where it stands, also inside of what is typed:
 *
 *     query(pool).selectFrom('users').select(['id', (user) => user('deactivatedAt', 'is not', null).as('isDeactivated')])
 *     query(pool).selectFrom('users').select(sql<string>`lower(${sql.ref('name')})`.as('lowerName'))
 *     query(tx).selectFrom('users').select('id').where('id', '=', any(ids)).forNoKeyUpdate()
 *
 * Columns of another table become an object with `jsonBuildObject`, whose Dates are text:
 *
 *     .select(({ ref }) => jsonBuildObject({ id: ref('project.id'), key: ref('project.key') }).as('project'))
 *
 * A statement as a whole, with the columns of its rows camelCased too:
 *
 *     const { rows } = await sql<{ projectId: string }>`SELECT project_id FROM flags WHERE key = ${key}`.execute(query(tx));
 *
 * Values are those of `pg`: timestamps are Dates, bigint is a string, NULL is null. Only columns are camelCased: the keys
 * of a JSON value stay as they are, in their order. A list in a JSON column is written as text (JSON.stringify). A list to
 * compare with is one parameter (`any`): an IN list would be another statement for every length.
 *
 * Name the columns, without `selectAll` and `returningAll`: statements are prepared, and one that returns all columns fails
 * in the processes that still run when a newer version adds a column.
 */

import {
  CamelCasePlugin,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryCreator,
  type RawBuilder,
  sql,
} from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { Tables } from '../../../generated/kysely/tables.ts';
import type { Sql } from './db.ts';
import { createStatementNames } from './statement-names.ts';

export { jsonBuildObject, sql };

/** What kysely offers, without transactions of its own: ours are in db.ts. */
export type Query = QueryCreator<Tables> & Pick<Kysely<Tables>, 'getExecutor' | 'fn' | 'case'>;

/** Builds statements that run on this pool or in this transaction. */
export function query(on: Sql): Query {
  const known = queries.get(on);
  if (known) return known;
  const created = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => createDriver(on),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  queries.set(on, created);
  return created;
}

const queries = new WeakMap<Sql, Query>();

/** `where('id', '=', any(ids))`: the column is one of these. */
export function any<Value extends string | number | Date>(values: readonly Value[]): RawBuilder<Value> {
  return sql<Value>`ANY (${values})`;
}

const nameOf = createStatementNames('kysely');

/** Runs what kysely compiled on what the caller holds already: there is no connection to open, and none to close. */
function createDriver(on: Sql): Driver {
  const connection = {
    async executeQuery<Row>({ sql: text, parameters }: { sql: string; parameters: readonly unknown[] }) {
      const { rows, rowCount } = await on.query({ name: nameOf(text), text, values: [...parameters] });
      return { rows: rows as Row[], numAffectedRows: BigInt(rowCount ?? 0) };
    },
    streamQuery: unsupported,
  };
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: unsupported,
    commitTransaction: unsupported,
    rollbackTransaction: unsupported,
    destroy: async () => undefined,
  };
}

function unsupported(): never {
  throw new Error(
    'a statement of query() runs in the transaction that it was given, and its rows come at once',
  );
}
