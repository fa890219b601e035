/** Sessions as the database knows them: whose each is, and what that user may do at this moment. */

import type { ProjectRole } from '../../../generated/prisma/enums.ts';
import type { Actor, Claimed, Viewer } from '../../access/viewer.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { addRoles } from '../sign-in/claimed-viewer.ts';
import {
  DEACTIVATED,
  NOTE_USE_EVERY_SECONDS,
  rolesOfUser,
  type StoredToken,
} from '../sign-in/stored-viewer.ts';
import { hashToken } from '../token.ts';
import { hoursAfter } from './hours-after.ts';

interface Row {
  key: string;
  sessionId: string;
  accessTokenId: string | null;
  adminTokenHash: string | null;
  claimed: Claimed | null;
  lastUsedAt: Date;
  expiresAt: Date;
  isRevoked: boolean;
  isTokenOver: boolean;
  isUseNoted: boolean;
  user: Actor & { isOwner: boolean; isDeactivated: boolean; roles: Record<string, ProjectRole> | null };
  /** The ids of the projects that claims named, by key. */
  projects: Record<string, string> | null;
}

/** What decides whether a session is still valid. */
export interface SessionRules {
  adminToken: string;
  idleHours: number;
  now: Date;
}

/** By the text of the cookie; null when there is none. Notes that it was used. */
export async function readSessionByCookie(
  sql: Sql,
  cookie: string,
  rules: SessionRules,
): Promise<StoredToken | null> {
  const row = await readByHash(sql, hashToken(cookie));
  if (!row) return null;
  const stored = toViewer(row, rules);
  if (stored.viewer && !row.isUseNoted) await noteUse(sql, row.sessionId, rules.now);
  return stored;
}

/** By its id, for those who keep something open under it; null when it is gone. */
export async function readSessionById(
  sql: Sql,
  sessionId: string,
  rules: SessionRules,
): Promise<StoredToken | null> {
  const row = await readById(sql, sessionId);
  return row && toViewer(row, rules);
}

const readByHash = coalesce((sql: Sql, hashes: string[]) => readRows(sql, 'hash', hashes));
const readById = coalesce((sql: Sql, ids: string[]) => readRows(sql, 'id', ids));

/** Those that are asked for together share a statement. */
async function readRows(sql: Sql, column: 'hash' | 'id', keys: string[]): Promise<(Row | null)[]> {
  const { rows } = await sql.query<Row>({
    name: `read-sessions-by-${column}`,
    text: `SELECT s.${column} AS key, s.id AS "sessionId", s.access_token_id AS "accessTokenId",
        s.admin_token_hash AS "adminTokenHash", s.claimed, s.last_used_at AS "lastUsedAt", s.expires_at AS "expiresAt",
        s.revoked_at IS NOT NULL AS "isRevoked", t.revoked_at IS NOT NULL AS "isTokenOver",
        s.last_used_at > clock_timestamp() - make_interval(secs => ${NOTE_USE_EVERY_SECONDS}) AS "isUseNoted",
        json_build_object('id', u.id, 'email', u.email, 'name', u.name, 'isOwner', u.is_owner,
          'isDeactivated', u.deactivated_at IS NOT NULL, 'roles', ${rolesOfUser}) AS "user",
        CASE WHEN s.claimed IS NOT NULL THEN (SELECT json_object_agg(p.key, p.id) FROM projects p
          WHERE p.key IN (SELECT json_object_keys(s.claimed -> 'roles'))) END AS projects
      FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN access_tokens t ON t.id = s.access_token_id
      WHERE s.${column} = ANY ($1::text[])`,
    values: [keys],
  });
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key) => byKey.get(key) ?? null);
}

function toViewer(row: Row, rules: SessionRules): StoredToken {
  const fault = faultOf(row, rules);
  if (fault !== null) return { viewer: null, fault };
  const { sessionId, user, claimed, accessTokenId, adminTokenHash, projects } = row;
  const roles = new Map(Object.entries(user.roles ?? {}));
  const viewer: Viewer = {
    actor: { id: user.id, email: user.email, name: user.name },
    // A token and its sessions are counted together: signing in again gives nobody more.
    rateLimitKey: adminTokenHash === null ? (accessTokenId ?? user.id) : 'admin',
    credential: { kind: 'session', sessionId },
    isOwner: user.isOwner || (claimed?.isOwner ?? false),
    roles: claimed ? addRoles(roles, claimed, projects ?? {}) : roles,
    clientOf: null,
  };
  return { viewer, fault: null };
}

/** Why it is no longer valid, as the end of a sentence; null when it is. */
function faultOf(row: Row, { adminToken, idleHours, now }: SessionRules): string | null {
  if (row.isRevoked) return 'was ended';
  if (row.expiresAt <= now) return 'has expired';
  if (hoursAfter(row.lastUsedAt, idleHours) <= now) return 'was not used for too long';
  if (row.isTokenOver) return 'ended with its access token, which was revoked';
  if (row.adminTokenHash !== null && row.adminTokenHash !== hashToken(adminToken))
    return 'ended when the admin token was replaced';
  return row.user.isDeactivated ? DEACTIVATED : null;
}

async function noteUse(sql: Sql, sessionId: string, now: Date): Promise<void> {
  await sql.query({
    name: 'note-session-use',
    text: `UPDATE sessions SET last_used_at = $2
      WHERE id = $1 AND last_used_at < $2::timestamptz - make_interval(secs => ${NOTE_USE_EVERY_SECONDS})`,
    values: [sessionId, now],
  });
}
