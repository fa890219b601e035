import { z } from 'zod';
import { announceAccessChange } from '../../access/access-changes.ts';
import { projectNotFound } from '../../access/not-found.ts';
import type { Actor } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import type { App } from '../../platform/app.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { type Transaction, transaction } from '../../platform/postgres/db.ts';
import { lockApprovalRules } from '../environment-locks.ts';
import { checkDeletionConfirmed } from './confirm-deletion.ts';
import { type ProjectContents, readContents } from './contents.ts';
import { deleteManyRows } from './delete-many-rows.ts';

const deletion = z.object({ key: reference, confirm: reference });

interface Doomed {
  id: string;
  key: string;
  name: string;
  lastSequence: number;
  contents: ProjectContents;
}

/**
 * Deletes a project with everything in it, for good. Its audit entries stay. Takes some minutes with millions of deliveries.
 *
 * In three steps, since one transaction would keep the deliveries locked that the claims of all projects look at. First the
 * integrations are deleted, so that nothing more is delivered. Then what there may be many of goes in small batches. Then
 * the rest goes with the project's row. In between the project can be read with what is left, and its flags are served.
 * When it is interrupted, the next call goes on; its audit entry counts what that call found.
 */
export async function deleteProject(app: App, actor: Actor, input: unknown): Promise<{ deletedKey: string }> {
  const { key, confirm } = parseInput(deletion, input);
  const { pool } = app.database;
  const project = await transaction(pool, async (tx) => {
    const found = await lockProject(tx, key);
    checkDeletionConfirmed(confirm, key);
    const contents = await readContents(tx, found.id);
    await deleteIntegrations(tx, found.id, actor, app.now());
    return { ...found, contents };
  });
  await deleteManyRows(app, project);
  await transaction(pool, (tx) => deleteRest(tx, project, actor, app.now()));
  announceAccessChange(app);
  // Those who follow its flags are disconnected at once. They poll: this is only faster.
  app.doorbell.publish('events', project.id);
  return { deletedKey: key };
}

/** No new events, flags or environments until the commit: each needs a lock on this row. */
async function lockProject(tx: Transaction, key: string): Promise<Omit<Doomed, 'contents'>> {
  const { rows } = await tx.query<Omit<Doomed, 'contents'>>(
    'SELECT id, key, name, last_sequence AS "lastSequence" FROM projects WHERE key = $1 FOR UPDATE',
    [key],
  );
  const [project] = rows;
  if (!project) throw projectNotFound(key);
  return project;
}

/** With their secrets. What they have not sent yet is among what goes next, and who sends looks at this before. */
async function deleteIntegrations(
  tx: Transaction,
  projectId: string,
  actor: Actor,
  now: Date,
): Promise<void> {
  const { rows } = await tx.query<{ id: string; name: string; provider: string }>(
    `UPDATE integrations SET deleted_at = $2, enabled = false, secrets = '', secret_hints = '{}'
     WHERE id = ANY (ARRAY(
       SELECT id FROM integrations WHERE project_id = $1 AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE))
     RETURNING id, name, provider`,
    [projectId, now],
  );
  for (const { id, name, provider } of rows)
    await appendAudit(tx, {
      projectId,
      actor,
      now,
      action: 'DELETED',
      subject: 'INTEGRATION',
      subjectId: id,
      subjectName: name,
      before: { name, provider },
      after: null,
    });
}

async function deleteRest(
  tx: Transaction,
  { id, key, contents }: Doomed,
  actor: Actor,
  now: Date,
): Promise<void> {
  const { id: lockedId, name } = await lockProject(tx, key);
  // Deleted by somebody else meanwhile, and created anew.
  if (lockedId !== id) throw projectNotFound(key);
  await lockApprovalRules(tx, id);
  await tx.query('DELETE FROM projects WHERE id = $1', [id]);
  await appendAudit(tx, {
    projectId: id,
    actor,
    now,
    action: 'DELETED',
    subject: 'PROJECT',
    subjectId: id,
    subjectName: name,
    before: { key, name, ...contents },
    after: null,
  });
}
