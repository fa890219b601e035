/** What access tokens, client keys and server keys have in common: how they are made and how they end. */

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../access/viewer.ts';
import { ConflictError } from '../platform/errors.ts';
import { newId } from '../platform/input/ids.ts';
import { rejectIfAny } from '../platform/input/input.ts';
import type { Sql } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';
import { hashToken, newToken, type TokenKind } from './token.ts';
import { name } from './users.ts';

export const MAX_TOKEN_YEARS = 10;
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
  const live = await query(sql)
    .selectFrom('accessTokens')
    .select('id')
    .where((token) => token.and(holder))
    .where('revokedAt', 'is', null)
    .where((token) => token.or([token('expiresAt', 'is', null), token('expiresAt', '>', now)]))
    .execute();
  if (live.length >= MAX_LIVE) {
    throw new ConflictError(
      `Limit of ${MAX_LIVE} valid tokens reached. Revoke one that is not needed any more first.`,
    );
  }
  const token = newToken(kind, randomBytes);
  const id = newId('tok');
  await query(sql)
    .insertInto('accessTokens')
    .values({
      ...holder,
      id,
      isServerKey: kind === 'server',
      name,
      hash: hashToken(token),
      lastFour: token.slice(-LAST),
      createdBy: actor,
      createdAt: now,
      expiresAt,
    })
    .execute();
  return { id, token };
}

function refuseExpiry(expiresAt: Date | null, now: Date): void {
  if (expiresAt === null) return;
  const latest = new Date(now);
  latest.setUTCFullYear(latest.getUTCFullYear() + MAX_TOKEN_YEARS);
  if (expiresAt > now && expiresAt <= latest) return;
  rejectIfAny([
    {
      path: 'expiresAt',
      message: `must be in the future, at most ${MAX_TOKEN_YEARS} years from now; leave it out for one that does not expire`,
    },
  ]);
}

/** Whether it was valid until now: what was revoked before stays as it is. */
export async function endToken(sql: Sql, tokenId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await query(sql)
    .updateTable('accessTokens')
    .set({ revokedAt: now })
    .where('id', '=', tokenId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
