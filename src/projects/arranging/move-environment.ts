import { z } from 'zod';
import { notFoundInProject } from '../../access/not-found.ts';
import type { Actor } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { lockApprovalRules } from '../environment-locks.ts';
import { findProjectId } from '../projects.ts';
import { readEnvironments } from '../read-environments.ts';

const move = z.object({ projectKey: reference, key: reference, position: z.int() });

/** Puts an environment at another place among those of its project; the others keep their order. */
export async function moveEnvironment(app: App, actor: Actor, input: unknown) {
  const { projectKey, key, position } = parseInput(move, input);
  const projectId = await findProjectId(app.database.pool, projectKey);
  const environmentId = await transaction(app.database.pool, async (tx) => {
    await lockApprovalRules(tx, projectId);
    const before = await readEnvironments(tx, projectId);
    const moved = before.find((environment) => environment.key === key);
    if (!moved) throw notFoundInProject('env', projectKey, key);
    if (position < 1 || position > before.length)
      throw new InvalidInputError([
        { path: 'position', message: `must be 1 to ${before.length}, the number of environments` },
      ]);
    const from = before.indexOf(moved) + 1;
    if (from === position) return moved.id;
    const after = before.filter(({ id }) => id !== moved.id).toSpliced(position - 1, 0, moved);
    await tx.query(
      `UPDATE environments n SET position = w.position
      FROM unnest($1::text[]) WITH ORDINALITY AS w (id, position) WHERE n.id = w.id`,
      [after.map(({ id }) => id)],
    );
    await appendAudit(tx, {
      projectId,
      actor,
      now: app.now(),
      action: 'CHANGED',
      subject: 'ENVIRONMENT',
      subjectId: moved.id,
      subjectName: moved.name,
      before: { position: from },
      after: { position },
    });
    return moved.id;
  });
  return { projectId, environmentId };
}
