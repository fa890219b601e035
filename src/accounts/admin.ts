/** The admin: the user who holds GOGREEN_ADMIN_TOKEN. */

import type { Actor } from '../access/viewer.ts';
import { type App, oncePerApp } from '../platform/app.ts';
import { newId } from '../platform/input/ids.ts';
import type { Sql } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';

const ADMIN = { email: 'admin@localhost', name: 'Admin' };

/** The admin as an actor. */
export const adminOf = oncePerApp(({ database }: App) => ensureAdmin(database.pool));

/** Makes the row at the first start. */
async function ensureAdmin(sql: Sql): Promise<Actor> {
  return query(sql)
    .insertInto('users')
    .values({ id: newId('user'), ...ADMIN, isOwner: true })
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ isOwner: true, deactivatedAt: null }))
    .returning(['id', 'email', 'name'])
    .executeTakeFirstOrThrow();
}
