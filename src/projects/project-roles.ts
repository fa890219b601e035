/** Who may do what in a project. */

import { z } from 'zod';
import type { AuditAction, ProjectRole } from '../../generated/prisma/enums.ts';
import { announceAccessChange } from '../access/access-changes.ts';
import type { Actor, Viewer } from '../access/viewer.ts';
import { appendAudit } from '../accounts/audit/audit.ts';
import type { App } from '../platform/app.ts';
import { InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { parseInput, reference, text } from '../platform/input/input.ts';
import { type Transaction, transaction } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';
import { findProjectId } from './projects.ts';

const grant = z.object({
  projectKey: reference,
  userId: reference.nullish(),
  // Longer than other references can be.
  email: text(1_000).nullish(),
  // To forget it must not take a role away.
  role: z.enum(['VIEWER', 'EDITOR', 'ADMIN'], 'is required; null takes the role away').nullable(),
});

/**
 * Gives a user a role in a project in place of the one that they had; takes it away where `role` is null. Whether somebody
 * without a role here has an account, those who are not owners learn by giving them one only, which is audited: taking
 * away answers the same of an account without a role as of none.
 */
export async function setProjectRole(
  app: App,
  actor: Actor,
  input: unknown,
  { isOwner }: Pick<Viewer, 'isOwner'>,
) {
  const { database, now } = app;
  const { projectKey, role, ...who } = parseInput(grant, input);
  const named = whoIsNamed(who.userId ?? null, who.email ?? null);
  const projectId = await findProjectId(database.pool, projectKey);
  const time = now();
  const user = await transaction(database.pool, async (tx) => {
    const found = await lockUser(tx, named);
    // Who was deactivated can lose a role, but not be given one.
    if (!found && role === null && !isOwner) throw memberNotFound(named, projectKey);
    if (!found || (found.deactivatedAt && role !== null)) throw activeUserNotFound(named);
    const held = await writeRole(tx, projectId, found.id, role, time);
    if (held === null && role === null && !isOwner) throw memberNotFound(named, projectKey);
    if (held === role) return found;
    await appendAudit(tx, {
      projectId,
      actor,
      now: time,
      action: actionOf(held, role),
      subject: 'ROLE',
      subjectId: found.id,
      subjectName: found.name,
      before: held && { role: held },
      after: role && { role },
    });
    return found;
  });
  announceAccessChange(app);
  return { projectId, userId: user.id, role };
}

interface Named {
  column: 'id' | 'email';
  value: string;
}

function whoIsNamed(userId: string | null, email: string | null): Named {
  if (userId !== null && email === null) return { column: 'id', value: userId };
  if (email !== null && userId === null) return { column: 'email', value: email.trim().toLowerCase() };
  const message = userId === null ? 'is required, or email' : 'must be left out where email is given';
  throw new InvalidInputError([{ path: 'userId', message }]);
}

/** With the row locked: two grants at once come one after the other. */
async function lockUser(tx: Transaction, { column, value }: Named) {
  return query(tx)
    .selectFrom('users')
    .select(['id', 'name', 'deactivatedAt'])
    .where(column, '=', value)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** The role that the user had before. */
async function writeRole(
  tx: Transaction,
  projectId: string,
  userId: string,
  role: ProjectRole | null,
  now: Date,
): Promise<ProjectRole | null> {
  const held = await query(tx)
    .selectFrom('memberships')
    .select('role')
    .where('projectId', '=', projectId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  if (role === null) {
    await query(tx)
      .deleteFrom('memberships')
      .where('projectId', '=', projectId)
      .where('userId', '=', userId)
      .execute();
  } else {
    await query(tx)
      .insertInto('memberships')
      .values({ projectId, userId, role, createdAt: now })
      .onConflict((conflict) => conflict.columns(['projectId', 'userId']).doUpdateSet({ role }))
      .execute();
  }
  return held?.role ?? null;
}

function actionOf(before: ProjectRole | null, after: ProjectRole | null): AuditAction {
  if (before === null) return 'CREATED';
  return after === null ? 'DELETED' : 'CHANGED';
}

function memberNotFound({ column, value }: Named, projectKey: string): NotFoundError {
  const who = column === 'id' ? value : `with the e-mail address ${value}`;
  return new NotFoundError(
    `Project "${projectKey}" has no member ${who}; \`project { members { user { id email } } }\` lists them.`,
  );
}

function activeUserNotFound({ column, value }: Named): NotFoundError {
  const who = column === 'id' ? value : `with the e-mail address ${value}`;
  return new NotFoundError(
    `There is no active user ${who}; an owner of this instance makes one with createUser.`,
  );
}
