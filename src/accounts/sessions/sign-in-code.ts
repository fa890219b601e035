/** The codes of links that sign the admin in: printed at the start, so that the first page needs no token. */

import { randomBytes } from 'node:crypto';
import type { App } from '../../platform/app.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { hashToken } from '../token.ts';

const RANDOM_BYTES = 32;
export const CODE_MINUTES = 10;

/** A new code, which any process can redeem: its hash is in the database. */
export async function createSignInCode({ database, now }: Pick<App, 'database' | 'now'>): Promise<string> {
  const code = randomBytes(RANDOM_BYTES).toString('base64url');
  const expiresAt = new Date(now().getTime() + CODE_MINUTES * 60_000);
  await query(database.pool)
    .insertInto('signInCodes')
    .values({ hash: hashToken(code), expiresAt })
    .execute();
  return code;
}

/** Whether it can be redeemed at the moment. */
export async function isSignInCode(sql: Sql, code: string, now: Date): Promise<boolean> {
  const row = await query(sql)
    .selectFrom('signInCodes')
    .select('hash')
    .where('hash', '=', hashToken(code))
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Uses the code up. False: it is not valid, or another sign-in has used it. */
export async function redeemCode(tx: Sql, code: string, now: Date): Promise<boolean> {
  const { numDeletedRows } = await query(tx)
    .deleteFrom('signInCodes')
    .where('hash', '=', hashToken(code))
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
