import { z } from 'zod';
import { projectNotFound } from '../../access/not-found.ts';
import type { Actor } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import type { App } from '../../platform/app.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { type Transaction, transaction } from '../../platform/postgres/db.ts';
import { lockApprovalRules } from '../environment-locks.ts';
import { checkDeletionConfirmed } from './confirm-deletion.ts';
import { readContents } from './contents.ts';

const deletion = z.object({ key: reference, confirm: reference });

/** What there may be many of, in the order in which nothing that stays refers to what goes. Each with an index by project. */
const LARGE_TABLES = ['deliveries', 'recoveries', 'events'] as const;
/** In each statement, so that none takes longer than a statement may. */
const ROWS = 5_000;

/**
 * Deletes a project with everything in it, in one transaction, for good. Its audit entries stay. Takes some minutes with
 * millions of deliveries.
 */
export async function deleteProject(app: App, actor: Actor, input: unknown): Promise<{ deletedKey: string }> {
  const { key, confirm } = parseInput(deletion, input);
  await transaction(app.database.pool, async (tx) => {
    // No new events, flags or environments from here on: each needs a lock on this row.
    const { rows } = await tx.query<{ id: string; name: string }>(
      'SELECT id, name FROM projects WHERE key = $1 FOR UPDATE',
      [key],
    );
    const [project] = rows;
    if (!project) throw projectNotFound(key);
    checkDeletionConfirmed(confirm, key);
    await lockApprovalRules(tx, project.id);
    const contents = await readContents(tx, project.id);
    for (const table of LARGE_TABLES) await deleteRows(tx, table, project.id);
    await tx.query('DELETE FROM projects WHERE id = $1', [project.id]);
    await appendAudit(tx, {
      projectId: project.id,
      actor,
      now: app.now(),
      action: 'DELETED',
      subject: 'PROJECT',
      subjectId: project.id,
      subjectName: project.name,
      before: { key, name: project.name, ...contents },
      after: null,
    });
  });
  return { deletedKey: key };
}

async function deleteRows(tx: Transaction, table: (typeof LARGE_TABLES)[number], projectId: string) {
  let deleted: number | null = ROWS;
  while (deleted === ROWS) {
    ({ rowCount: deleted } = await tx.query(
      `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE project_id = $1 LIMIT ${ROWS})`,
      [projectId],
    ));
  }
}
