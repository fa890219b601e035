/** From the `Authorization` header to the viewer, once per request. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { type Actor, adminViewer, type Viewer } from '../../access/viewer.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { hashToken, isToken } from '../token.ts';
import type { Oidc } from './oidc.ts';
import { ExpiredJwtError, InvalidJwtError } from './oidc-issuer.ts';
import { readTokenByHash } from './stored-viewer.ts';

export class InvalidTokenError extends Error {}

/** It was valid once: whoever sends it is not guessing. */
export class LapsedTokenError extends InvalidTokenError {}

/** What authentication works with. */
export interface Authentication {
  admin: { token: string; actor: Actor };
  sql: Sql;
  /** Null: there is no OIDC issuer. */
  oidc: Oidc | null;
  now: Date;
}

/** Three parts in base64url, the first of them JSON. No token of our own looks so. */
const JWT = /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/;
/** More than an HTTP header can hold; a WebSocket could bring more. */
const MAX_JWT_LENGTH = 16_384;

/**
 * The viewer that an `Authorization` header stands for; null without a header.
 * Fails with InvalidTokenError when there is a header that is not a valid bearer token,
 * with KeysUnavailableError when it is a JWT that cannot be checked at the moment.
 */
export async function authenticate(
  authorization: string | null | undefined,
  { admin, sql, oidc, now }: Authentication,
): Promise<Viewer | null> {
  if (!authorization) return null;
  const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  if (!token) throw new InvalidTokenError('The Authorization header must read: Bearer <token>.');
  if (sameText(token, admin.token)) return adminViewer(admin.actor);
  if (oidc && JWT.test(token)) return authenticateJwt(oidc, token, now);
  const stored = isToken(token) ? await readTokenByHash(sql, hashToken(token), now) : null;
  if (!stored) throw new InvalidTokenError('This access token is not valid.');
  if (!stored.viewer) throw new LapsedTokenError(`This access token ${stored.fault}.`);
  return stored.viewer;
}

async function authenticateJwt(oidc: Oidc, jwt: string, now: Date): Promise<Viewer> {
  if (jwt.length > MAX_JWT_LENGTH) {
    throw new InvalidTokenError(`This JWT is not valid: it has more than ${MAX_JWT_LENGTH} characters.`);
  }
  return oidc.viewerOf(jwt, now).catch((error: unknown) => {
    if (error instanceof ExpiredJwtError) throw new LapsedTokenError(error.message);
    throw error instanceof InvalidJwtError ? new InvalidTokenError(error.message) : error;
  });
}

/** Compares without telling, by the time it takes, how much of the text was right. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
