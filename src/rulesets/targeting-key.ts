/** The attribute that OpenFeature's targeting key stands for in a project. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { projectNotFound } from '../access/not-found.ts';
import type { Actor } from '../access/viewer.ts';
import { appendAudit } from '../accounts/audit/audit.ts';
import { checkAttributeName } from '../flags/targeting/attribute-name.ts';
import type { App } from '../platform/app.ts';
import { parseInput, reference, rejectIfAny } from '../platform/input/input.ts';
import { transaction } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';

const choice = z.object({ projectKey: reference, targetingKey: z.string() });

/**
 * Sets it. What flags serve may be different from then on, and no event says so: the project gets another epoch, by which
 * every process and every SDK reads all flags again.
 */
export async function setTargetingKey(
  app: App,
  actor: Actor,
  input: unknown,
): Promise<{ projectId: string }> {
  const { projectKey, targetingKey } = parseInput(choice, input);
  const problem = checkAttributeName(targetingKey);
  rejectIfAny(problem ? [{ path: 'targetingKey', message: problem }] : []);
  const projectId = await transaction(app.database.pool, async (tx) => {
    const project = await query(tx)
      .selectFrom('projects')
      .select(['id', 'name', 'targetingKey'])
      .where('key', '=', projectKey)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!project) throw projectNotFound(projectKey);
    if (project.targetingKey === targetingKey) return project.id;
    await query(tx)
      .updateTable('projects')
      .set({ targetingKey, epoch: randomUUID() })
      .where('id', '=', project.id)
      .execute();
    await appendAudit(tx, {
      projectId: project.id,
      actor,
      now: app.now(),
      action: 'CHANGED',
      subject: 'PROJECT',
      subjectId: project.id,
      subjectName: project.name,
      before: { targetingKey: project.targetingKey },
      after: { targetingKey },
    });
    return project.id;
  });
  // Readers poll: this is only faster.
  app.doorbell.publish('events', projectId);
  return { projectId };
}
