/** The admin: the user who holds GOGREEN_ADMIN_TOKEN. */

import type { Actor } from '../access/viewer.ts';
import { type App, oncePerApp } from '../platform/app.ts';
import { newId } from '../platform/input/ids.ts';
import type { Sql } from '../platform/postgres/db.ts';

const ADMIN = { email: 'admin@localhost', name: 'Admin' };

/** The admin as an actor. */
export const adminOf = oncePerApp(({ database }: App) => ensureAdmin(database.pool));

/** Makes the row at the first start. */
async function ensureAdmin(sql: Sql): Promise<Actor> {
  const { rows } = await sql.query<Actor>(
    `INSERT INTO users (id, email, name, is_owner) VALUES ($1, $2, $3, true)
     ON CONFLICT (email) DO UPDATE SET is_owner = true, deactivated_at = NULL
     RETURNING id, email, name`,
    [newId('user'), ADMIN.email, ADMIN.name],
  );
  const [admin] = rows;
  if (!admin) throw new Error('the admin user could not be stored');
  return admin;
}
