import { z } from 'zod';
import { announceAccessChange } from '../../access/access-changes.ts';
import { notFoundInProject } from '../../access/not-found.ts';
import type { Actor } from '../../access/viewer.ts';
import { appendAudit } from '../../accounts/audit/audit.ts';
import type { App } from '../../platform/app.ts';
import { ConflictError } from '../../platform/errors.ts';
import { parseInput, reference } from '../../platform/input/input.ts';
import { type Transaction, transaction } from '../../platform/postgres/db.ts';
import { lockApprovalRules } from '../environment-locks.ts';
import { findProjectId } from '../projects.ts';
import { readEnvironments } from '../read-environments.ts';
import { checkDeletionConfirmed } from './confirm-deletion.ts';

const deletion = z.object({ projectKey: reference, key: reference, confirm: reference });

/**
 * Deletes an environment with its client keys and server keys, closed change requests and experiments that do not run. Events
 * stay in the log with the id of the environment: they do not become events of all environments. Fails with ConflictError while
 * something needs it.
 */
export async function deleteEnvironment(app: App, actor: Actor, input: unknown) {
  const { projectKey, key, confirm } = parseInput(deletion, input);
  const projectId = await findProjectId(app.database.pool, projectKey);
  await transaction(app.database.pool, async (tx) => {
    await lockApprovalRules(tx, projectId);
    const environments = await readEnvironments(tx, projectId);
    const environment = environments.find((each) => each.key === key);
    if (!environment) throw notFoundInProject('env', projectKey, key);
    checkDeletionConfirmed(confirm, key);
    if (environments.length === 1)
      throw new ConflictError(
        `"${key}" is the only environment of the project, which needs one. Create another one first.`,
      );
    await checkUnneeded(tx, environment);
    await tx.query('DELETE FROM environments WHERE id = $1', [environment.id]);
    const { name, requiresApproval, minimumApprovals, confirmChanges } = environment;
    await appendAudit(tx, {
      projectId,
      actor,
      now: app.now(),
      action: 'DELETED',
      subject: 'ENVIRONMENT',
      subjectId: environment.id,
      subjectName: name,
      before: { key, name, requiresApproval, minimumApprovals, confirmChanges },
      after: null,
    });
  });
  announceAccessChange(app);
  // Those who follow its flags are disconnected at once. They poll: this is only faster.
  app.doorbell.publish('events', projectId);
  return { projectId, deletedKey: key };
}

async function checkUnneeded(tx: Transaction, { id, key }: { id: string; key: string }): Promise<void> {
  const { rows } = await tx.query<{ kind: string; name: string }>(
    `(SELECT 'change request' AS kind, title AS name FROM change_requests
        WHERE environment_id = $1 AND state IN ('PENDING', 'APPROVED') ORDER BY id LIMIT 3)
    UNION ALL (SELECT 'experiment', name FROM experiments WHERE environment_id = $1 AND state = 'RUNNING' ORDER BY id LIMIT 3)
    UNION ALL (SELECT 'integration', name FROM integrations
        WHERE environment_ids @> ARRAY[$1] AND deleted_at IS NULL ORDER BY id LIMIT 3)`,
    [id],
  );
  const found = rows.map(({ kind, name }) => `the ${kind} "${name}"`);
  if (found.length === 0) return;
  throw new ConflictError(
    `"${key}" is needed by ${found.join(', ')}. Close change requests, conclude experiments, and take the environment out of integrations that are limited to it; then delete it.`,
  );
}
