/** Commands on people and service accounts. */

import { z } from 'zod';
import type { UserKind } from '../../generated/prisma/enums.ts';
import { announceAccessChange } from '../access/access-changes.ts';
import type { Actor } from '../access/viewer.ts';
import type { App } from '../platform/app.ts';
import { ConflictError, NotFoundError } from '../platform/errors.ts';
import { newId } from '../platform/input/ids.ts';
import { parseInput, reference, requiredText } from '../platform/input/input.ts';
import { MAX_NAME_LENGTH } from '../platform/input/limits.ts';
import { isUniqueViolation, type Sql, transaction } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';
import { adminOf } from './admin.ts';
import { appendAudit } from './audit/audit.ts';
import { email } from './email.ts';

/** Also of tokens. */
export const name = requiredText(MAX_NAME_LENGTH);

const newUser = z.object({ email, name, owner: z.boolean().nullish() });

/** Makes a person, who signs in by the OIDC issuer or with a token that an owner hands over. Fails when there is one with that address. */
export async function createUser({ database, now }: App, actor: Actor, input: unknown) {
  const { owner, ...user } = parseInput(newUser, input);
  return transaction(database.pool, (tx) =>
    insertUser(tx, actor, now(), { ...user, kind: 'PERSON', isOwner: owner ?? false }).catch((error) => {
      if (!isUniqueViolation(error)) throw error;
      throw new ConflictError(
        `There is a user with the e-mail address ${user.email} already; \`users\` has them.`,
      );
    }),
  );
}

const newServiceAccount = z.object({ name });

/** Makes an account for a program. It can do nothing until it has a role and a token. */
export async function createServiceAccount({ database, now }: App, actor: Actor, input: unknown) {
  const account = parseInput(newServiceAccount, input);
  return transaction(database.pool, (tx) =>
    insertUser(tx, actor, now(), { ...account, email: null, kind: 'SERVICE', isOwner: false }),
  );
}

export interface NewUser {
  kind: UserKind;
  email: string | null;
  name: string;
  isOwner: boolean;
}

/** `actor`: null when users come by themselves, through the OIDC issuer. Fails with a unique violation. */
export async function insertUser(sql: Sql, actor: Actor | null, now: Date, user: NewUser) {
  const userId = newId('user');
  await query(sql)
    .insertInto('users')
    .values({
      id: userId,
      kind: user.kind,
      email: user.email,
      name: user.name,
      isOwner: user.isOwner,
      createdAt: now,
    })
    .execute();
  await appendAudit(sql, {
    projectId: null,
    now,
    action: 'CREATED',
    subject: 'USER',
    subjectId: userId,
    subjectName: user.name,
    actor: actor ?? { id: userId, email: user.email, name: user.name },
    before: null,
    after: { kind: user.kind, email: user.email, name: user.name, owner: user.isOwner },
  });
  return { userId };
}

const userChange = z.object({
  userId: reference,
  name: name.nullish(),
  owner: z.boolean().nullish(),
  deactivated: z.boolean().nullish(),
});

/** Changes a user. Whoever is deactivated can do nothing from then on, with any token. */
export async function updateUser(app: App, actor: Actor, input: unknown) {
  const { database } = app;
  const admin = await adminOf(app);
  const { userId, ...change } = parseInput(userChange, input);
  const time = app.now();
  await transaction(database.pool, async (tx) => {
    const before = await query(tx)
      .selectFrom('users')
      .select(['name', 'isOwner as owner', (user) => user('deactivatedAt', 'is not', null).as('deactivated')])
      .where('id', '=', userId)
      .forNoKeyUpdate()
      .$castTo<Required<Changeable>>()
      .executeTakeFirst();
    if (!before) throw userNotFound(userId);
    // The admin is an owner for as long as there is an instance: so the last owner can never be lost.
    if (userId === admin.id && (change.owner === false || change.deactivated === true)) {
      throw new ConflictError(
        'The admin, who has GOGREEN_ADMIN_TOKEN, stays an active owner: change another user.',
      );
    }
    const { old, changed } = compare(before, change);
    if (Object.keys(changed).length === 0) return;
    await query(tx)
      .updateTable('users')
      .set({
        ...(changed.name === undefined ? {} : { name: changed.name }),
        ...(changed.owner === undefined ? {} : { isOwner: changed.owner }),
        ...(changed.deactivated === undefined ? {} : { deactivatedAt: changed.deactivated ? time : null }),
      })
      .where('id', '=', userId)
      .execute();
    await appendAudit(tx, {
      projectId: null,
      actor,
      now: time,
      subject: 'USER',
      subjectId: userId,
      before: old,
      after: changed,
      action: changed.deactivated ? 'DISABLED' : 'CHANGED',
      subjectName: changed.name ?? before.name,
    });
  });
  announceAccessChange(app);
  return { userId };
}

interface Changeable {
  name?: string;
  owner?: boolean;
  deactivated?: boolean;
}

/** What differs, before and after. What is left out or null stays as it is. */
function compare(before: Required<Changeable>, change: { [Field in keyof Changeable]?: unknown }) {
  const fields = (['name', 'owner', 'deactivated'] as const).filter(
    (field) => change[field] != null && change[field] !== before[field],
  );
  const pick = (from: object) =>
    Object.fromEntries(
      fields.map((field) => [field, (from as Record<string, unknown>)[field]]),
    ) as Changeable;
  return { old: pick(before), changed: pick(change) };
}

export function userNotFound(userId: string): NotFoundError {
  return new NotFoundError(`There is no user ${userId}; \`users\` lists them, for owners of this instance.`);
}
