import type { TestApp } from '#test/support/app.ts';

/** What the audit log has of one thing, oldest first, with the name of whoever did it. */
export async function readAudit({ app }: TestApp, subjectId: string) {
  const { rows } = await app.database.pool.query(
    `SELECT project_id AS "projectId", action, subject, subject_name AS "subjectName", actor ->> 'name' AS actor, before, after
     FROM audit_entries WHERE subject_id = $1 ORDER BY id`,
    [subjectId],
  );
  return rows as Record<string, unknown>[];
}
