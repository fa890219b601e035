/** From what a client shows to the viewer, once per request. */

import { createHash, timingSafeEqual } from 'node:crypto';
import { type Actor, adminViewer, type Viewer } from '../../access/viewer.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { readSessionByCookie } from '../sessions/read-session.ts';
import { isSignInCode } from '../sessions/sign-in-code.ts';
import { hashToken, isToken, tokenPrefixes } from '../token.ts';
import type { Oidc } from './oidc.ts';
import { ExpiredJwtError, InvalidJwtError } from './oidc-issuer.ts';
import { readTokenByHash, readTokenById, type StoredToken } from './stored-viewer.ts';
import { streamKeyOf, tokenIdIn } from './stream-key.ts';

export class InvalidTokenError extends Error {}

/** It was valid once, or nobody could guess it: whoever sends it is not guessing. */
export class LapsedTokenError extends InvalidTokenError {}

/** What authentication works with. */
export interface Authentication {
  admin: { token: string; actor: Actor };
  sql: Sql;
  /** Null: there is no OIDC issuer. */
  oidc: Oidc | null;
  sessionLimits: { idleHours: number };
  now: Date;
}

/** What a client shows to be known by. */
export type Shown =
  /** The `Authorization` header. */
  | { kind: 'authorization'; text: string }
  /** The cookie of a session, from a request that it counts with (http/session/session-cookie.ts). */
  | { kind: 'session'; cookie: string }
  /** The code of a link that signs the admin in. This does not use it up. */
  | { kind: 'code'; code: string }
  /** What opens a stream by its URL (stream-key.ts). */
  | { kind: 'streamKey'; text: string };

/** Three parts in base64url, the first of them JSON. No token of our own looks so. */
const JWT = /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/;
/** More than an HTTP header can hold; a WebSocket could bring more. */
const MAX_JWT_LENGTH = 16_384;

/**
 * The viewer that what a client shows stands for; null when it shows nothing. Fails with InvalidTokenError when it is not
 * valid, with KeysUnavailableError when it is a JWT that cannot be checked at the moment.
 */
export async function authenticate(shown: Shown | null, by: Authentication): Promise<Viewer | null> {
  switch (shown?.kind) {
    case 'authorization':
      return authenticateBearer(shown.text, by);
    case 'session':
      return authenticateSession(shown.cookie, by);
    case 'code':
      if (await isSignInCode(by.sql, shown.code, by.now)) return adminViewer(by.admin.actor);
      throw new InvalidTokenError(CODE_INVALID);
    case 'streamKey':
      return authenticateStreamKey(shown.text, by);
    default:
      return null;
  }
}

const CODE_INVALID =
  'This link was used before or is older than ten minutes. Sign in with an access token, or restart GoGreen for a new link.';

async function authenticateSession(
  cookie: string,
  { sql, admin, sessionLimits, now }: Authentication,
): Promise<Viewer> {
  const rules = { adminToken: admin.token, idleHours: sessionLimits.idleHours, now };
  const stored = await readSessionByCookie(sql, cookie, rules);
  // Rows of sessions that are over are deleted, and browsers go on sending their cookies: 256 random bits, which are no guess.
  if (!stored) throw new LapsedTokenError('This session is not valid. Sign in again.');
  if (!stored.viewer) throw new LapsedTokenError(`This session ${stored.fault}. Sign in again.`);
  return stored.viewer;
}

async function authenticateBearer(
  authorization: string,
  { admin, sql, oidc, now }: Authentication,
): Promise<Viewer> {
  const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  if (!token) throw new InvalidTokenError('The Authorization header must read: Bearer <token>.');
  if (sameText(token, admin.token)) return adminViewer(admin.actor);
  if (oidc && JWT.test(token)) return authenticateJwt(oidc, token, now);
  return viewerOf(isToken(token) ? await readTokenByHash(sql, hashToken(token), now) : null);
}

/** A client key is no secret, so it opens streams itself. Any other token in a URL would end up in the logs of proxies. */
async function authenticateStreamKey(text: string, { sql, now }: Authentication): Promise<Viewer> {
  if (text.startsWith(tokenPrefixes.client))
    return viewerOf(isToken(text) ? await readTokenByHash(sql, hashToken(text), now) : null);
  const tokenId = tokenIdIn(text);
  const stored = tokenId === null ? null : await readTokenById(sql, tokenId, now);
  const isRight = stored && tokenId !== null && sameText(text, streamKeyOf(tokenId, stored.hash));
  return viewerOf(isRight ? stored : null);
}

function viewerOf(stored: StoredToken | null): Viewer {
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
