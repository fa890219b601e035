/** Viewers with a JWT: what is stored of the user, and what the claims grant beside it. */

import type { ProjectRole } from '../../../generated/prisma/enums.ts';
import { higherRole } from '../../access/permissions.ts';
import type { Actor, Claimed } from '../../access/viewer.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { DEACTIVATED, rolesOfUser, type StoredToken } from './stored-viewer.ts';

/** What a JWT said. */
export interface Claims {
  claimed: Claimed;
  expiresAt: Date;
}

interface Row extends Actor {
  key: string;
  isOwner: boolean;
  isDeactivated: boolean;
  roles: Record<string, ProjectRole> | null;
  /** The ids of the projects that claims named, by key. */
  projects: Record<string, string> | null;
}

/** What a JWT stands for at this moment; null when there is no such user. */
export async function readClaimedViewer(
  sql: Sql,
  column: 'id' | 'email',
  key: string,
  { claimed, expiresAt }: Claims,
): Promise<StoredToken | null> {
  const row = await readBy[column](sql, { key, projectKeys: Object.keys(claimed.roles) });
  if (!row) return null;
  if (row.isDeactivated) return { viewer: null, fault: DEACTIVATED };
  const { id, email, name } = row;
  const viewer = {
    actor: { id, email, name },
    rateLimitKey: id,
    clientOf: null,
    credential: { kind: 'jwt' as const, userId: id, expiresAt, claimed },
    isOwner: row.isOwner || claimed.isOwner,
    roles: addRoles(new Map(Object.entries(row.roles ?? {})), claimed, row.projects ?? {}),
  };
  return { viewer, fault: null };
}

/** The higher role wins. A claim for a project that does not exist grants nothing. */
export function addRoles(
  roles: Map<string, ProjectRole>,
  claimed: Claimed,
  projects: Record<string, string>,
) {
  for (const [projectKey, role] of Object.entries(claimed.roles)) {
    const projectId = projects[projectKey];
    if (projectId !== undefined) roles.set(projectId, higherRole(role, roles.get(projectId)));
  }
  return roles;
}

interface Ask {
  key: string;
  projectKeys: string[];
}

const readBy = {
  id: coalesce((sql: Sql, asks: Ask[]) => readRows(sql, 'id', asks)),
  email: coalesce((sql: Sql, asks: Ask[]) => readRows(sql, 'email', asks)),
};

/** Those that are asked for together share a statement, in which the projects are those of all. */
async function readRows(sql: Sql, column: 'id' | 'email', asks: Ask[]): Promise<(Row | null)[]> {
  const { rows } = await sql.query<Row>({
    name: `read-claimed-viewers-by-${column}`,
    text: `SELECT u.${column} AS key, u.id, u.email, u.name, u.is_owner AS "isOwner",
        u.deactivated_at IS NOT NULL AS "isDeactivated", ${rolesOfUser} AS roles,
        (SELECT json_object_agg(p.key, p.id) FROM projects p WHERE p.key = ANY ($2::text[])) AS projects
      FROM users u WHERE u.${column} = ANY ($1::text[])`,
    values: [asks.map(({ key }) => key), [...new Set(asks.flatMap(({ projectKeys }) => projectKeys))]],
  });
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return asks.map(({ key }) => byKey.get(key) ?? null);
}
