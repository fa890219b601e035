/** The admin: the user who holds GOGREEN_ADMIN_TOKEN. */

import type { Sql } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import type { Actor } from './viewer.ts';

const ADMIN = { email: 'admin@localhost', name: 'Admin' };

/** The admin as an actor; makes the row at the first start. */
export async function ensureAdmin(sql: Sql): Promise<Actor> {
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
