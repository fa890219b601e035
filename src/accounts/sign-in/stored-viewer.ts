/** Viewers as the database knows them: whose token it is, and what that user may do at this moment. */

import type { ProjectRole } from '../../../generated/prisma/enums.ts';
import type { Actor, KeyPlace, Viewer } from '../../access/viewer.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';

/** How long ago a token or a session may have been used last before its use is noted again. */
export const NOTE_USE_EVERY_SECONDS = 60;

export const DEACTIVATED = 'is of a user who was deactivated';

/** What a token stands for. `fault`: why it is no longer valid, as the end of a sentence. */
export type StoredToken = { viewer: Viewer; fault: null } | { viewer: null; fault: string };

/** The same, with the hash of the token. */
export type HashedToken = StoredToken & { hash: string };

interface Row {
  key: string;
  tokenId: string;
  hash: string;
  name: string;
  expiresAt: Date | null;
  revokedAt: Date | null;
  isUseNoted: boolean;
  user:
    | (Actor & { isOwner: boolean; isDeactivated: boolean; roles: Record<string, ProjectRole> | null })
    | null;
  clientOf: KeyPlace | null;
}

/** By the hash of the token; null when there is none. Notes that it was used. */
export async function readTokenByHash(sql: Sql, hash: string, now: Date): Promise<StoredToken | null> {
  const row = await readByHash(sql, hash);
  if (!row) return null;
  const stored = toStoredToken(row, now);
  if (stored.viewer && !row.isUseNoted) await noteUse(sql, row.tokenId, now);
  return stored;
}

/** By its id, for those who keep something open under it; null when it is gone. */
export async function readTokenById(sql: Sql, tokenId: string, now: Date): Promise<HashedToken | null> {
  const row = await readById(sql, tokenId);
  return row && { ...toStoredToken(row, now), hash: row.hash };
}

const readByHash = coalesce((sql: Sql, hashes: string[]) => readRows(sql, 'hash', hashes));
const readById = coalesce((sql: Sql, ids: string[]) => readRows(sql, 'id', ids));

/** Those that are asked for together share a statement. */
async function readRows(sql: Sql, column: 'hash' | 'id', keys: string[]): Promise<(Row | null)[]> {
  const { rows } = await sql.query<Row>({
    name: `read-tokens-by-${column}`,
    text: `SELECT t.${column} AS key, t.id AS "tokenId", t.hash, t.name, t.expires_at AS "expiresAt", t.revoked_at AS "revokedAt",
        coalesce(t.last_used_at > clock_timestamp() - make_interval(secs => ${NOTE_USE_EVERY_SECONDS}), false) AS "isUseNoted",
        CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'email', u.email, 'name', u.name,
          'isOwner', u.is_owner, 'isDeactivated', u.deactivated_at IS NOT NULL, 'roles', ${rolesOfUser}) END AS "user",
        CASE WHEN n.id IS NOT NULL THEN json_build_object('kind', CASE WHEN t.is_server_key THEN 'server' ELSE 'client' END,
          'projectId', n.project_id, 'environmentId', n.id) END AS "clientOf"
      FROM access_tokens t LEFT JOIN users u ON u.id = t.user_id LEFT JOIN environments n ON n.id = t.environment_id
      WHERE t.${column} = ANY ($1::text[])`,
    values: [keys],
  });
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

/** SQL for the roles of the user in the row `u`, by project id. */
export const rolesOfUser =
  '(SELECT json_object_agg(m.project_id, m.role) FROM memberships m WHERE m.user_id = u.id)';

function toStoredToken({ tokenId, name, expiresAt, revokedAt, user, clientOf }: Row, now: Date): StoredToken {
  if (revokedAt) return { viewer: null, fault: 'was revoked' };
  if (expiresAt && expiresAt <= now) return { viewer: null, fault: 'has expired' };
  if (user?.isDeactivated) return { viewer: null, fault: DEACTIVATED };
  const actor: Actor = user
    ? { id: user.id, email: user.email, name: user.name }
    : { id: tokenId, email: null, name };
  const viewer: Viewer = {
    actor,
    rateLimitKey: tokenId,
    credential: { kind: 'token', tokenId, expiresAt },
    isOwner: user?.isOwner ?? false,
    roles: new Map(Object.entries(user?.roles ?? {})),
    clientOf,
  };
  return { viewer, fault: null };
}

async function noteUse(sql: Sql, tokenId: string, now: Date): Promise<void> {
  await sql.query({
    name: 'note-token-use',
    text: `UPDATE access_tokens SET last_used_at = $2
      WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - make_interval(secs => ${NOTE_USE_EVERY_SECONDS}))`,
    values: [tokenId, now],
  });
}
