/** Viewers with a JWT: what is stored of the user, and what the claims grant beside it. */

import type { ProjectRole } from '../../generated/prisma/enums.ts';
import { coalesce } from '../platform/coalesce.ts';
import type { Sql } from '../platform/db.ts';
import { higherRole } from './permissions.ts';
import { rolesOfUser } from './stored-viewer.ts';
import type { Actor, Claimed, Credential, Viewer } from './viewer.ts';

type JwtCredential = Extract<Credential, { kind: 'jwt' }>;

interface Row extends Actor {
  isOwner: boolean;
  isDeactivated: boolean;
  roles: Record<string, ProjectRole> | null;
  /** The ids of the projects that claims named, by key. */
  projects: Record<string, string> | null;
}

/** The viewer that a JWT stands for at this moment; null when the user is gone or was deactivated. */
export async function readClaimedViewer(sql: Sql, credential: JwtCredential): Promise<Viewer | null> {
  const { userId, claimed } = credential;
  const row = await readRow(sql, { userId, projectKeys: Object.keys(claimed.roles) });
  if (!row || row.isDeactivated) return null;
  const { id, email, name } = row;
  return {
    ...{ actor: { id, email, name }, credentialId: id, credential, clientOf: null },
    isOwner: row.isOwner || claimed.isOwner,
    roles: addRoles(new Map(Object.entries(row.roles ?? {})), claimed, row.projects ?? {}),
  };
}

/** The higher role wins. A claim for a project that does not exist grants nothing. */
function addRoles(roles: Map<string, ProjectRole>, claimed: Claimed, projects: Record<string, string>) {
  for (const [projectKey, role] of Object.entries(claimed.roles)) {
    const projectId = projects[projectKey];
    if (projectId !== undefined) roles.set(projectId, higherRole(role, roles.get(projectId)));
  }
  return roles;
}

const readRow = coalesce(async (sql: Sql, asks: { userId: string; projectKeys: string[] }[]) => {
  const { rows } = await sql.query<Row>({
    name: 'read-claimed-viewers',
    text: `SELECT u.id, u.email, u.name, u.is_owner AS "isOwner", u.deactivated_at IS NOT NULL AS "isDeactivated",
        ${rolesOfUser} AS roles,
        (SELECT json_object_agg(p.key, p.id) FROM projects p WHERE p.key = ANY ($2::text[])) AS projects
      FROM users u WHERE u.id = ANY ($1::text[])`,
    values: [asks.map(({ userId }) => userId), [...new Set(asks.flatMap(({ projectKeys }) => projectKeys))]],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return asks.map(({ userId }) => byId.get(userId) ?? null);
});
