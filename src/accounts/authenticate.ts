/** From the `Authorization` header to the viewer, once per request. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { Sql } from '../platform/db.ts';
import { readTokenByHash } from './stored-viewer.ts';
import { hashToken, isToken } from './token.ts';
import { type Actor, ownerBySetting, type Viewer } from './viewer.ts';

export class InvalidTokenError extends Error {}

/** What authentication works with. */
export interface Authentication {
  admin: { token: string; actor: Actor };
  sql: Sql;
  now: Date;
}

/**
 * The viewer that an `Authorization` header stands for; null without a header.
 * Fails with InvalidTokenError when there is a header that is not a valid bearer token.
 */
export async function authenticate(
  authorization: string | null | undefined,
  { admin, sql, now }: Authentication,
): Promise<Viewer | null> {
  if (!authorization) return null;
  const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  if (!token) throw new InvalidTokenError('The Authorization header must read: Bearer <token>.');
  if (sameText(token, admin.token)) return ownerBySetting(admin.actor);
  const stored = isToken(token) ? await readTokenByHash(sql, hashToken(token), now) : null;
  if (!stored) throw new InvalidTokenError('This access token is not valid.');
  if (!stored.viewer) throw new InvalidTokenError(`This access token ${stored.fault}.`);
  return stored.viewer;
}

/** Compares without telling, by the time it takes, how much of the text was right. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
