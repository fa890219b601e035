/** Commands on client keys and server keys: tokens of an environment instead of a user. */

import { z } from 'zod';
import { announceAccessChange } from '../../access/access-changes.ts';
import { notFoundInProject } from '../../access/not-found.ts';
import type { Actor, KeyPlace } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import { endToken, storeToken, tokenFields } from '../../accounts/store-token.ts';
import type { App } from '../../platform/app.ts';
import { NotFoundError } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';
import { findProjectId } from '../projects.ts';

type KeyKind = KeyPlace['kind'];

const kinds = {
  client: { subject: 'CLIENT_KEY', noun: 'client key', list: 'clientKeys' },
  server: { subject: 'SERVER_KEY', noun: 'server key', list: 'serverKeys' },
} as const;

const newKey = z.object({ projectKey: reference, environmentKey: reference, ...tokenFields });

/** Makes a key with which a frontend evaluates flags in one environment and subscribes to their changes. */
export async function createClientKey(app: App, actor: Actor, input: unknown) {
  const { id, token } = await createKey(app, actor, 'client', input);
  return { clientKeyId: id, key: token };
}

/** Makes a key with which a backend reads the rules of one environment and evaluates flags there. */
export async function createServerKey(app: App, actor: Actor, input: unknown) {
  const { id, token } = await createKey(app, actor, 'server', input);
  return { serverKeyId: id, key: token };
}

async function createKey({ database, now }: App, actor: Actor, kind: KeyKind, input: unknown) {
  const { projectKey, environmentKey, name, expiresAt = null } = parseInput(newKey, input);
  const projectId = await findProjectId(database.pool, projectKey);
  const time = now();
  return transaction(database.pool, async (tx) => {
    const environment = await query(tx)
      .selectFrom('environments')
      .select('id')
      .where('projectId', '=', projectId)
      .where('key', '=', environmentKey)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!environment) throw notFoundInProject('env', projectKey, environmentKey);
    const holder = { environmentId: environment.id };
    const stored = await storeToken(tx, { kind, holder, name, expiresAt, actor, now: time });
    await appendAudit(tx, {
      projectId,
      actor,
      now: time,
      action: 'CREATED',
      subject: kinds[kind].subject,
      subjectId: stored.id,
      subjectName: name,
      before: null,
      after: { environmentKey, name, expiresAt },
    });
    return stored;
  });
}

const clientRevocation = z.object({ projectKey: reference, clientKeyId: reference });
const serverRevocation = z.object({ projectKey: reference, serverKeyId: reference });

/** Ends a client key. One that was revoked before stays as it is. */
export async function revokeClientKey(app: App, actor: Actor, input: unknown) {
  const { projectKey, clientKeyId } = parseInput(clientRevocation, input);
  await revokeKey(app, actor, 'client', projectKey, clientKeyId);
  return { clientKeyId };
}

/** Ends a server key. One that was revoked before stays as it is. */
export async function revokeServerKey(app: App, actor: Actor, input: unknown) {
  const { projectKey, serverKeyId } = parseInput(serverRevocation, input);
  await revokeKey(app, actor, 'server', projectKey, serverKeyId);
  return { serverKeyId };
}

async function revokeKey(app: App, actor: Actor, kind: KeyKind, projectKey: string, keyId: string) {
  const projectId = await findProjectId(app.database.pool, projectKey);
  const time = app.now();
  await transaction(app.database.pool, async (tx) => {
    const key = await query(tx)
      .selectFrom('accessTokens')
      .innerJoin('environments', 'environments.id', 'accessTokens.environmentId')
      .select('accessTokens.name')
      .where('accessTokens.id', '=', keyId)
      .where('accessTokens.isServerKey', '=', kind === 'server')
      .where('environments.projectId', '=', projectId)
      .executeTakeFirst();
    if (!key) throw keyNotFound(kind, projectKey, keyId);
    if (!(await endToken(tx, keyId, time))) return;
    await appendAudit(tx, {
      projectId,
      actor,
      now: time,
      action: 'REVOKED',
      subject: kinds[kind].subject,
      subjectId: keyId,
      subjectName: key.name,
      before: { revokedAt: null },
      after: { revokedAt: time },
    });
  });
  announceAccessChange(app);
}

function keyNotFound(kind: KeyKind, projectKey: string, keyId: string): NotFoundError {
  const { noun, list } = kinds[kind];
  return new NotFoundError(
    `Project "${projectKey}" has no ${noun} ${keyId}; \`project { environments { ${list} { id } } }\` lists them.`,
  );
}
