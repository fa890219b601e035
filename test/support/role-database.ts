/** A database that belongs to an ordinary role, as hosting providers and administrators hand them out. */

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { createEmptyDatabase } from '#test/support/database.ts';

export interface RoleDatabase extends AsyncDisposable {
  role: string;
  /** As the role. */
  url: string;
  /** Runs a statement in the database as its administrator; `$role` stands for the name of the role. */
  admin(statement: string): Promise<pg.QueryResult>;
}

/** With the rights that Postgres 15 gives every role: to connect, and no more. */
export async function createRoleDatabase(...statements: string[]): Promise<RoleDatabase> {
  const database = await createEmptyDatabase();
  const role = `role_${randomBytes(6).toString('hex')}`;
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return await client.query(statement.replaceAll('$role', role));
    } finally {
      await client.end();
    }
  };
  await admin("CREATE USER $role PASSWORD 'password'");
  for (const statement of statements) await admin(statement);
  const url = new URL(database.url);
  url.username = role;
  url.password = 'password';
  return {
    role,
    url: url.href,
    admin,
    async [Symbol.asyncDispose]() {
      await database.drop();
      const { pathname } = new URL(database.url);
      const other = new pg.Client({ connectionString: database.url.replace(pathname, '/postgres') });
      await other.connect();
      await other.query(`DROP ROLE ${role}`);
      await other.end();
    },
  };
}
