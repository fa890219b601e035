/** Tokens of every kind, written into the database: what tests of who may do what start from. */

import { randomBytes } from 'node:crypto';
import type { ProjectRole } from '#generated/prisma/enums.ts';
import { hashToken, newToken, type TokenKind } from '#src/accounts/token.ts';
import { newId } from '#src/platform/input/ids.ts';
import type { TestApp } from '#test/support/app.ts';
import { freshKey } from '#test/support/builders.ts';

export interface Holder {
  userId: string;
  email: string;
  tokenId: string;
  token: string;
}

interface TokenOptions {
  expiresAt?: Date;
  revokedAt?: Date;
}

interface UserOptions extends TokenOptions {
  name?: string;
  owner?: boolean;
  /** By project id. */
  roles?: Record<string, ProjectRole>;
  deactivatedAt?: Date;
}

/** A user with a token. */
export async function addHolder(gogreen: TestApp, options: UserOptions = {}): Promise<Holder> {
  const { name = 'Somebody', owner = false, roles = {}, deactivatedAt = null } = options;
  const { pool } = gogreen.app.database;
  const userId = newId('user');
  const email = `${freshKey(name.toLowerCase())}@example.com`;
  await pool.query(
    'INSERT INTO users (id, email, name, is_owner, deactivated_at) VALUES ($1, $2, $3, $4, $5)',
    [userId, email, name, owner, deactivatedAt],
  );
  for (const [projectId, role] of Object.entries(roles)) await setRole(gogreen, { userId, projectId, role });
  return { userId, email, ...(await addToken(gogreen, 'access', { userId }, options)) };
}

/** A client key of an environment. */
export function addClientKey(gogreen: TestApp, environmentId: string, options: TokenOptions = {}) {
  return addToken(gogreen, 'client', { environmentId }, options);
}

/** A server key of an environment. */
export function addServerKey(gogreen: TestApp, environmentId: string, options: TokenOptions = {}) {
  return addToken(gogreen, 'server', { environmentId }, options);
}

/** A session of the token, of a browser that does not exist. Returns its id. */
export async function addSession(
  { app }: TestApp,
  { userId, tokenId }: Pick<Holder, 'userId' | 'tokenId'>,
): Promise<string> {
  const id = newId('sess');
  await app.database.pool.query(
    `INSERT INTO sessions (id, hash, user_id, via, access_token_id, created_at, last_used_at, expires_at, user_agent, network)
     VALUES ($1, $1, $2, 'TOKEN', $3, now(), now(), now() + interval '1 day', 'Browser', '192.0.2.1')`,
    [id, userId, tokenId],
  );
  return id;
}

/** Gives a role, or takes it away. */
export async function setRole(
  { app }: TestApp,
  { userId, projectId, role }: { userId: string; projectId: string; role: ProjectRole | null },
): Promise<void> {
  await app.database.pool.query(
    role === null
      ? 'DELETE FROM memberships WHERE user_id = $1 AND project_id = $2'
      : `INSERT INTO memberships (user_id, project_id, role) VALUES ($1, $2, '${role}')
         ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role`,
    [userId, projectId],
  );
}

/** From now on it is not valid. */
export async function revoke({ app }: TestApp, { tokenId }: Pick<Holder, 'tokenId'>): Promise<void> {
  await app.database.pool.query('UPDATE access_tokens SET revoked_at = now() WHERE id = $1', [tokenId]);
}

async function addToken(
  { app, serving }: TestApp,
  kind: TokenKind,
  { userId = null, environmentId = null }: { userId?: string | null; environmentId?: string | null },
  { expiresAt, revokedAt }: TokenOptions,
): Promise<Pick<Holder, 'tokenId' | 'token'>> {
  const token = newToken(kind, randomBytes);
  const tokenId = newId('tok');
  await app.database.pool.query(
    `INSERT INTO access_tokens (id, user_id, environment_id, name, hash, last_four, created_by, expires_at, revoked_at, is_server_key)
     VALUES ($1, $2, $3, 'Token', $4, $5, $6, $7, $8, $9)`,
    [
      tokenId,
      userId,
      environmentId,
      hashToken(token),
      token.slice(-4),
      serving.admin.actor,
      expiresAt ?? null,
      revokedAt ?? null,
      kind === 'server',
    ],
  );
  return { tokenId, token };
}
