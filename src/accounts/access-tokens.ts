/** Commands on the access tokens of people and service accounts. */

import { z } from 'zod';
import { announceAccessChange } from '../access/access-changes.ts';
import { maySeeAccount, tokensAreOnesOwn, tokensOfTheAdmin } from '../access/permissions.ts';
import type { Actor, Viewer } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { ConflictError, ForbiddenError, NotFoundError } from '../platform/errors.ts';
import { parseInput, reference } from '../platform/input/input.ts';
import { transaction } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';
import { adminOf } from './admin.ts';
import { appendAudit } from './audit/audit.ts';
import { endToken, storeToken, tokenFields } from './store-token.ts';
import { userNotFound } from './users.ts';

const newAccessToken = z.object({ ...tokenFields, userId: reference.nullish() });

/** Makes a token for whoever asks or, by an owner, for any user. Who made it is kept with it. */
export async function createAccessToken(app: App, actor: Actor, input: unknown, viewer: Viewer) {
  const { database, now } = app;
  const { userId = null, name, expiresAt = null } = parseInput(newAccessToken, input);
  const holderId = userId ?? actor.id;
  const admin = await adminOf(app);
  // Before a look at whether there is such a user: whoever may not make it learns nothing of that.
  if (!maySeeAccount(viewer, holderId)) throw new ForbiddenError(tokensAreOnesOwn);
  // The admin can neither be demoted nor deactivated: whoever had such a token would stay an owner for good.
  if (holderId === admin.id && actor.id !== holderId) throw new ForbiddenError(tokensOfTheAdmin);
  const time = now();
  return transaction(database.pool, async (tx) => {
    const holder = await query(tx)
      .selectFrom('users')
      .select(['name', 'deactivatedAt'])
      .where('id', '=', holderId)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!holder) throw userNotFound(holderId);
    if (holder.deactivatedAt) {
      throw new ConflictError(`${holder.name} was deactivated; updateUser takes that back.`);
    }
    const kept = { kind: 'access' as const, holder: { userId: holderId }, name, expiresAt, actor, now: time };
    const { id, token } = await storeToken(tx, kept);
    await appendAudit(tx, {
      projectId: null,
      actor,
      now: time,
      action: 'CREATED',
      subject: 'ACCESS_TOKEN',
      subjectId: id,
      subjectName: name,
      before: null,
      after: { user: { id: holderId, name: holder.name }, name, expiresAt },
    });
    return { accessTokenId: id, token };
  });
}

const revocation = z.object({ accessTokenId: reference });

/** Ends a token: one's own or, by an owner, anybody's. One that was revoked before stays as it is. */
export async function revokeAccessToken(app: App, actor: Actor, input: unknown, viewer: Viewer) {
  const { database, now } = app;
  const { accessTokenId } = parseInput(revocation, input);
  const time = now();
  await transaction(database.pool, async (tx) => {
    const token = await query(tx)
      .selectFrom('accessTokens')
      .select(['userId', 'name'])
      .where('id', '=', accessTokenId)
      .executeTakeFirst();
    // A token without a user is a client key or a server key.
    if (!token?.userId || !maySeeAccount(viewer, token.userId)) throw accessTokenNotFound(accessTokenId);
    if (!(await endToken(tx, accessTokenId, time))) return;
    await appendAudit(tx, {
      projectId: null,
      actor,
      now: time,
      action: 'REVOKED',
      subject: 'ACCESS_TOKEN',
      subjectId: accessTokenId,
      subjectName: token.name,
      before: { revokedAt: null },
      after: { revokedAt: time },
    });
  });
  announceAccessChange(app);
  return { accessTokenId };
}

function accessTokenNotFound(accessTokenId: string): NotFoundError {
  return new NotFoundError(
    `There is no access token ${accessTokenId}; \`viewer { accessTokens { id } }\` lists yours.`,
  );
}
