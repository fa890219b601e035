/** What access tokens and client keys have in common: how they are made and how they end. */

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../access/viewer.ts';
import { ConflictError } from '../platform/errors.ts';
import { newId } from '../platform/input/ids.ts';
import { rejectIfAny } from '../platform/input/input.ts';
import type { Sql } from '../platform/postgres/db.ts';
import { hashToken, newToken, type TokenKind } from './token.ts';
import { name } from './users.ts';

const MAX_YEARS = 10;
/** At a time, of one user or of one environment. */
const MAX_LIVE = 100;
const LAST = 4;

/** The fields that say what a new token is like. */
export const tokenFields = { name, expiresAt: z.date().nullish() };

export interface NewToken {
  kind: TokenKind;
  /** The user or the environment. Its row must be locked: two at once must not both find room for the last one. */
  holder: { userId: string } | { environmentId: string };
  name: string;
  expiresAt: Date | null;
  actor: Actor;
  now: Date;
}

/** Stores a new token, whose text is only to be shown this once. Fails when it would end before it began, or when its holder has as many as it may. */
export async function storeToken(
  sql: Sql,
  { kind, holder, name, expiresAt, actor, now }: NewToken,
): Promise<{ id: string; token: string }> {
  refuseExpiry(expiresAt, now);
  const [column, holderId] =
    'userId' in holder
      ? (['user_id', holder.userId] as const)
      : (['environment_id', holder.environmentId] as const);
  const { rowCount } = await sql.query(
    `SELECT FROM access_tokens WHERE ${column} = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
    [holderId, now],
  );
  if ((rowCount ?? 0) >= MAX_LIVE) {
    throw new ConflictError(
      `There are ${MAX_LIVE} of them already, which is the most; revoke one that is not needed any more.`,
    );
  }
  const token = newToken(kind, randomBytes);
  const id = newId('tok');
  await sql.query(
    `INSERT INTO access_tokens (id, ${column}, name, hash, last_four, created_by, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, holderId, name, hashToken(token), token.slice(-LAST), actor, now, expiresAt],
  );
  return { id, token };
}

function refuseExpiry(expiresAt: Date | null, now: Date): void {
  if (expiresAt === null) return;
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + MAX_YEARS);
  if (expiresAt > now && expiresAt <= latest) return;
  rejectIfAny([
    {
      path: 'expiresAt',
      message: `must be in the future, at most ${MAX_YEARS} years from now; leave it out for one that does not expire`,
    },
  ]);
}

/** Whether it was valid until now: what was revoked before stays as it is. */
export async function endToken(sql: Sql, tokenId: string, now: Date): Promise<boolean> {
  const { rowCount } = await sql.query(
    'UPDATE access_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL',
    [tokenId, now],
  );
  return rowCount === 1;
}
