/** Signing in: from a viewer who has just shown what they sign in with to a session. */

import { randomBytes } from 'node:crypto';
import type { SignInMethod } from '../../../generated/prisma/enums.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { newId } from '../../platform/input/ids.ts';
import { type Sql, transaction } from '../../platform/postgres/db.ts';
import { query, sql } from '../../platform/postgres/query.ts';
import { appendAudit } from '../audit/audit.ts';
import { hashToken } from '../token.ts';
import { endSessionOf } from './end-session.ts';
import { hoursAfter } from './hours-after.ts';
import { redeemCode } from './sign-in-code.ts';

/** 256 of them. */
const RANDOM_BYTES = 32;
/** Of one user, at a time. Further sign-ins end the oldest. */
export const MAX_SESSIONS = 100;
const MAX_USER_AGENT_LENGTH = 300;

export interface SignIn {
  via: SignInMethod;
  /** The code of a link, which this uses up. Null for other ways to sign in. */
  code: string | null;
  /** The cookie that the browser had before; its session ends. */
  previousCookie: string | null;
  userAgent: string;
  network: string;
  /** When what the viewer signed in with ends, if it does before the session. */
  endsAt: Date | null;
}

/**
 * Stores a session of a user, or of the admin, and returns the text of its cookie, which is a new one at each sign-in.
 * Null: another sign-in has used up the code meanwhile.
 */
export async function startSession(
  { app, adminToken }: { app: App; adminToken: string },
  viewer: Viewer,
  signIn: SignIn,
): Promise<string | null> {
  const cookie = randomBytes(RANDOM_BYTES).toString('base64url');
  const now = app.now();
  return transaction(app.database.pool, async (tx) => {
    if (signIn.code !== null && !(await redeemCode(tx, signIn.code, now))) return null;
    if (signIn.previousCookie !== null) await endSessionOf(tx, signIn.previousCookie, now);
    const { id, expiresAt } = await insertSession({ app, adminToken, tx }, viewer, {
      ...signIn,
      cookie,
      now,
    });
    await endOldest(tx, viewer.actor.id, now);
    await appendAudit(tx, {
      projectId: null,
      actor: viewer.actor,
      now,
      action: 'SIGNED_IN',
      subject: 'SESSION',
      subjectId: id,
      subjectName: signIn.network,
      before: null,
      after: { via: signIn.via, userAgent: shorten(signIn.userAgent), expiresAt },
    });
    return cookie;
  });
}

async function insertSession(
  { app, adminToken, tx }: { app: App; adminToken: string; tx: Sql },
  { actor, credential }: Viewer,
  { via, userAgent, network, endsAt, cookie, now }: SignIn & { cookie: string; now: Date },
) {
  const latest = hoursAfter(now, app.sessionLimits.hours);
  const accessTokenId = credential.kind === 'token' ? credential.tokenId : null;
  return query(tx)
    .insertInto('sessions')
    .values({
      id: newId('sess'),
      hash: hashToken(cookie),
      userId: actor.id,
      via,
      accessTokenId,
      adminTokenHash: credential.kind === 'adminToken' ? hashToken(adminToken) : null,
      claimed: credential.kind === 'jwt' ? JSON.stringify(credential.claimed) : null,
      createdAt: now,
      lastUsedAt: now,
      // LEAST leaves out what is null.
      expiresAt: sql<Date>`LEAST(${latest}::timestamptz, ${endsAt}::timestamptz,
        (SELECT expires_at FROM access_tokens WHERE id = ${accessTokenId}))`,
      userAgent: shorten(userAgent),
      network,
    })
    .returning(['id', 'expiresAt'])
    .executeTakeFirstOrThrow();
}

async function endOldest(tx: Sql, userId: string, now: Date): Promise<void> {
  const oldest = query(tx)
    .selectFrom('sessions')
    .select('id')
    .where('userId', '=', userId)
    .where('revokedAt', 'is', null)
    .orderBy('id', 'desc')
    .offset(MAX_SESSIONS);
  await query(tx).updateTable('sessions').set({ revokedAt: now }).where('id', 'in', oldest).execute();
}

function shorten(userAgent: string): string {
  return userAgent.slice(0, MAX_USER_AGENT_LENGTH);
}
