/** Commands on client keys: tokens of an environment instead of a user. */

import { z } from 'zod';
import { notFoundInProject } from '../access/not-found.ts';
import type { Actor } from '../access/viewer.ts';
import { appendAudit } from '../accounts/audit/audit.ts';
import { endToken, storeToken, tokenFields } from '../accounts/store-token.ts';
import type { App } from '../platform/app.ts';
import { NotFoundError } from '../platform/errors.ts';
import { parseInput, reference } from '../platform/input/input.ts';
import { transaction } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';
import { findProjectId } from './projects.ts';

const newClientKey = z.object({ projectKey: reference, environmentKey: reference, ...tokenFields });

/** Makes a key with which a frontend evaluates flags in one environment and subscribes to their changes. */
export async function createClientKey({ database, now }: App, actor: Actor, input: unknown) {
  const { projectKey, environmentKey, name, expiresAt = null } = parseInput(newClientKey, input);
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
    const kept = {
      kind: 'client' as const,
      holder: { environmentId: environment.id },
      name,
      expiresAt,
      actor,
      now: time,
    };
    const { id, token } = await storeToken(tx, kept);
    await appendAudit(tx, {
      projectId,
      actor,
      now: time,
      action: 'CREATED',
      subject: 'CLIENT_KEY',
      subjectId: id,
      subjectName: name,
      before: null,
      after: { environmentKey, name, expiresAt },
    });
    return { clientKeyId: id, key: token };
  });
}

const revocation = z.object({ projectKey: reference, clientKeyId: reference });

/** Ends a client key. One that was revoked before stays as it is. */
export async function revokeClientKey({ database, now }: App, actor: Actor, input: unknown) {
  const { projectKey, clientKeyId } = parseInput(revocation, input);
  const projectId = await findProjectId(database.pool, projectKey);
  const time = now();
  await transaction(database.pool, async (tx) => {
    const clientKey = await query(tx)
      .selectFrom('accessTokens')
      .innerJoin('environments', 'environments.id', 'accessTokens.environmentId')
      .select('accessTokens.name')
      .where('accessTokens.id', '=', clientKeyId)
      .where('environments.projectId', '=', projectId)
      .executeTakeFirst();
    if (!clientKey) throw clientKeyNotFound(projectKey, clientKeyId);
    if (!(await endToken(tx, clientKeyId, time))) return;
    await appendAudit(tx, {
      projectId,
      actor,
      now: time,
      action: 'REVOKED',
      subject: 'CLIENT_KEY',
      subjectId: clientKeyId,
      subjectName: clientKey.name,
      before: { revokedAt: null },
      after: { revokedAt: time },
    });
  });
  return { clientKeyId };
}

function clientKeyNotFound(projectKey: string, clientKeyId: string): NotFoundError {
  return new NotFoundError(
    `Project "${projectKey}" has no client key ${clientKeyId}; \`project { environments { clientKeys { id } } }\` lists them.`,
  );
}
