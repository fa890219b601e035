/** The audit log: what was done to how GoGreen is set up. Written in the transaction of what it tells of. */

import type { AuditAction, AuditSubject } from '../../../generated/prisma/enums.ts';
import type { Actor } from '../../access/viewer.ts';
import { newId } from '../../platform/input/ids.ts';
import type { Sql } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';

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
  const { projectId, actor, now, action, subject, subjectId, subjectName, before, after } = entry;
  await query(sql)
    .insertInto('auditEntries')
    .values({
      id: newId('aud'),
      projectId,
      occurredAt: now,
      actor,
      action,
      subject,
      subjectId,
      subjectName,
      before: before && JSON.stringify(before),
      after: after && JSON.stringify(after),
    })
    .execute();
}
