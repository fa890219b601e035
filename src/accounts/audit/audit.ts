/** The audit log: what was done to how GoGreen is set up. Written in the transaction of what it tells of. */

import type { AuditAction, AuditSubject } from '../../../generated/prisma/enums.ts';
import type { Actor } from '../../access/viewer.ts';
import { newId } from '../../platform/input/ids.ts';
import type { Sql } from '../../platform/postgres/db.ts';

export interface Audited {
  /** Null: it concerns the instance, not one project. */
  projectId: string | null;
  actor: Actor;
  now: Date;
  action: AuditAction;
  subject: AuditSubject;
  subjectId: string;
  /** Its name at this time. */
  subjectName: string;
  /** What was different, by field, secrets only as "changed". Null before it was made. */
  before: object | null;
  /** Null after it was deleted. */
  after: object | null;
}

export async function appendAudit(sql: Sql, entry: Audited): Promise<void> {
  await sql.query({
    name: 'append-audit',
    text: `INSERT INTO audit_entries (id, project_id, occurred_at, actor, action, subject, subject_id, subject_name, before, after)
      VALUES ($1, $2, $3, $4, $5::"AuditAction", $6::"AuditSubject", $7, $8, $9, $10)`,
    values: [
      ...[newId('aud'), entry.projectId, entry.now, entry.actor, entry.action, entry.subject],
      ...[entry.subjectId, entry.subjectName, entry.before, entry.after],
    ],
  });
}
