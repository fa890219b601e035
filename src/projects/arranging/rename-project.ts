import { z } from 'zod';
import { projectNotFound } from '../../access/not-found.ts';
import type { Actor } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import type { App } from '../../platform/app.ts';
import { parseInput, reference, requiredText } from '../../platform/input/input.ts';
import { MAX_NAME_LENGTH } from '../../platform/input/limits.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { query } from '../../platform/postgres/query.ts';

const change = z.object({ key: reference, name: requiredText(MAX_NAME_LENGTH) });

/** Gives a project another name. The same name changes nothing. */
export async function updateProject(app: App, actor: Actor, input: unknown): Promise<{ projectId: string }> {
  const { key, name } = parseInput(change, input);
  const projectId = await transaction(app.database.pool, async (tx) => {
    const before = await query(tx)
      .selectFrom('projects')
      .select(['id', 'name'])
      .where('key', '=', key)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!before) throw projectNotFound(key);
    if (before.name === name) return before.id;
    await query(tx).updateTable('projects').set({ name }).where('id', '=', before.id).execute();
    await appendAudit(tx, {
      projectId: before.id,
      actor,
      now: app.now(),
      action: 'CHANGED',
      subject: 'PROJECT',
      subjectId: before.id,
      subjectName: name,
      before: { name: before.name },
      after: { name },
    });
    return before.id;
  });
  return { projectId };
}
