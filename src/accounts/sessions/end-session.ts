/** How sessions end: by signing out, by being revoked from elsewhere, and by being deleted once they are over. */

import { z } from 'zod';
import { announceAccessChange } from '../../access/access-changes.ts';
import { maySeeAccount } from '../../access/permissions.ts';
import type { Actor, Viewer } from '../../access/viewer.ts';
import type { App } from '../../platform/app.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { type Sql, transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { appendAudit } from '../audit/audit.ts';
import { hashToken } from '../token.ts';
import { hoursAfter } from './hours-after.ts';

/** Signs out: ends the session of a cookie, in the name of its user. One that is over stays as it is. */
export async function endSessionOf(tx: Sql, cookie: string, now: Date): Promise<void> {
  const session = await query(tx)
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.userId')
    .select(['sessions.id', 'sessions.network', 'users.id as userId', 'users.email', 'users.name'])
    .where('sessions.hash', '=', hashToken(cookie))
    .executeTakeFirst();
  if (!session) return;
  const { id, network, userId, email, name } = session;
  await endSession(tx, { id, network }, { id: userId, email, name }, now);
}

const revocation = z.object({ sessionId: reference });

/** Ends a session from elsewhere: one's own or, by an owner, anybody's. One that is over stays as it is. */
export async function revokeSession(app: App, actor: Actor, input: unknown, viewer: Viewer) {
  const { database, now } = app;
  const { sessionId } = parseInput(revocation, input);
  const time = now();
  await transaction(database.pool, async (tx) => {
    const session = await query(tx)
      .selectFrom('sessions')
      .select(['id', 'userId', 'network'])
      .where('id', '=', sessionId)
      .executeTakeFirst();
    if (!session || !maySeeAccount(viewer, session.userId)) throw sessionNotFound(sessionId);
    await endSession(tx, session, actor, time);
  });
  announceAccessChange(app);
  return { sessionId };
}

async function endSession(
  tx: Sql,
  { id, network }: { id: string; network: string },
  actor: Actor,
  now: Date,
): Promise<void> {
  const { numUpdatedRows } = await query(tx)
    .updateTable('sessions')
    .set({ revokedAt: now })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  await appendAudit(tx, {
    projectId: null,
    actor,
    now,
    action: 'REVOKED',
    subject: 'SESSION',
    subjectId: id,
    subjectName: network,
    before: { revokedAt: null },
    after: { revokedAt: now },
  });
}

/** Deletes the sessions and the codes that can no longer be used. Returns how many sessions there were. */
export async function pruneSessions({ database, now, sessionLimits }: App): Promise<number> {
  const time = now();
  const idleSince = hoursAfter(time, -sessionLimits.idleHours);
  await query(database.pool).deleteFrom('signInCodes').where('expiresAt', '<=', time).execute();
  const { numDeletedRows } = await query(database.pool)
    .deleteFrom('sessions')
    .where((session) =>
      session.or([session('expiresAt', '<=', time), session('lastUsedAt', '<=', idleSince)]),
    )
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function sessionNotFound(sessionId: string): NotFoundError {
  return new NotFoundError(`There is no session ${sessionId}; \`viewer { sessions { id } }\` lists yours.`);
}
