/** Users with tokens, and the audit log as they see it. */

import { randomBytes } from 'node:crypto';
import type { Actor } from '#src/access/viewer.ts';
import { hashToken, newToken } from '#src/accounts/token.ts';
import { newId } from '#src/platform/input/ids.ts';
import type { TestApp } from '#test/support/app.ts';

export interface Holder {
  token: string;
  actor: Actor;
}

/** A new user with these roles, by project id, and a token of theirs. Stored as the product stores them. */
export async function addHolder(
  { app }: TestApp,
  name: string,
  roles: Record<string, 'VIEWER' | 'EDITOR' | 'ADMIN'> = {},
): Promise<Holder> {
  const { pool } = app.database;
  const token = newToken('access', randomBytes);
  const actor = { id: newId('user'), email: `${name}@example.com`, name };
  await pool.query('INSERT INTO users (id, email, name) VALUES ($1, $2, $3)', [actor.id, actor.email, name]);
  for (const [projectId, role] of Object.entries(roles)) {
    await pool.query(
      'INSERT INTO memberships (project_id, user_id, role) VALUES ($1, $2, $3::"ProjectRole")',
      [projectId, actor.id, role],
    );
  }
  await pool.query(
    'INSERT INTO access_tokens (id, user_id, name, hash, last_four, created_by) VALUES ($1, $2, $3, $4, $5, $6)',
    [newId('tok'), actor.id, 'laptop', hashToken(token), token.slice(-4), actor],
  );
  return { token, actor };
}

export interface Entry {
  id: string;
  occurredAt: string;
  actor: Actor;
  action: string;
  subject: string;
  subjectId: string;
  subjectName: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  project: { key: string } | null;
}

export const ENTRY =
  'id occurredAt actor { id: actorId email name } action subject subjectId subjectName before after project { key }';

/** The entries of a project that match, newest first, as its admins see them. */
export async function readAudit(
  gogreen: TestApp,
  projectKey: string,
  filter: object = {},
  token?: string,
): Promise<Entry[]> {
  const { data, errors } = await gogreen.send(
    `query ($key: String!, $filter: AuditFilter) {
      project(key: $key) { auditLog(first: 100, filter: $filter) { edges { node { ${ENTRY} } } } }
    }`,
    { key: projectKey, filter },
    token,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  const { project } = data as { project: { auditLog: { edges: { node: Entry }[] } } };
  return project.auditLog.edges.map(({ node }) => node);
}

/** How many entries are stored, of all projects and of the instance. */
export async function countAudit({ app }: TestApp): Promise<number> {
  const { rows } = await app.database.pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM audit_entries',
  );
  return rows[0]?.count ?? 0;
}

/** Makes Postgres refuse rows of a table, for as long as `work` takes: for what must happen together or not at all. */
export async function whileRefused(
  { app }: TestApp,
  table: string,
  condition: string,
  work: () => Promise<void>,
): Promise<void> {
  const { pool } = app.database;
  await pool.query(`CREATE FUNCTION refuse_row() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF ${condition} THEN RAISE EXCEPTION 'refused by the test'; END IF; RETURN NEW; END $$`);
  await pool.query(
    `CREATE TRIGGER refuse_row BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_row()`,
  );
  try {
    await work();
  } finally {
    await pool.query('DROP FUNCTION refuse_row CASCADE');
  }
}
