/** Commands on projects and environments. */

import { z } from 'zod';
import { notFoundInProject, projectNotFound } from '../access/not-found.ts';
import type { Actor } from '../access/viewer.ts';
import { appendAudit } from '../accounts/audit/audit.ts';
import { differenceOf } from '../accounts/audit/audit-difference.ts';
import type { App } from '../platform/app.ts';
import { ConflictError } from '../platform/errors.ts';
import { newId } from '../platform/input/ids.ts';
import { key, parseInput, reference, requiredText } from '../platform/input/input.ts';
import { MAX_NAME_LENGTH } from '../platform/input/limits.ts';
import { isUniqueViolation, type Sql, type Transaction, transaction } from '../platform/postgres/db.ts';
import { query } from '../platform/postgres/query.ts';
import { lockApprovalRules } from './environment-locks.ts';

const name = requiredText(MAX_NAME_LENGTH);
const DEFAULT_ENVIRONMENTS = [
  { key: 'development', name: 'Development' },
  { key: 'production', name: 'Production' },
];
export const MAX_ENVIRONMENTS = 50;

const unguarded = { requiresApproval: false, minimumApprovals: 1, confirmChanges: false };

const newProject = z.object({
  key,
  name,
  environments: z
    .array(z.object({ key, name }))
    .min(1, 'name at least one environment, or leave it out for development and production')
    .max(MAX_ENVIRONMENTS, `at most ${MAX_ENVIRONMENTS} environments`)
    .refine(
      (list) => new Set(list.map((environment) => environment.key)).size === list.length,
      'has a key twice',
    )
    .nullish(),
});

/** Makes a project with its environments. Fails when the key is taken. */
export async function createProject(app: App, actor: Actor, input: unknown): Promise<{ projectId: string }> {
  const { environments, ...project } = parseInput(newProject, input);
  const projectId = newId('proj');
  const by = { projectId, actor, now: app.now() };
  await transaction(app.database.pool, async (tx) => {
    await query(tx)
      .insertInto('projects')
      .values({ id: projectId, key: project.key, name: project.name })
      .execute()
      .catch(
        refuseDuplicate(`There is a project with the key "${project.key}" already; choose another key.`),
      );
    await appendAudit(tx, {
      ...by,
      action: 'CREATED',
      subject: 'PROJECT',
      subjectId: projectId,
      subjectName: project.name,
      before: null,
      after: project,
    });
    for (const { key, name } of environments ?? DEFAULT_ENVIRONMENTS) {
      await insertEnvironment(tx, by, { key, name, ...unguarded });
    }
  });
  return { projectId };
}

export const MAX_APPROVALS = 10;
const guards = {
  confirmChanges: z.boolean().nullish(),
  requiresApproval: z.boolean().nullish(),
  minimumApprovals: z
    .int()
    .min(1, `must be 1 to ${MAX_APPROVALS}; to ask for none, set requiresApproval to false`)
    .max(MAX_APPROVALS, `must be 1 to ${MAX_APPROVALS}`)
    .nullish(),
};
const newEnvironment = z.object({ projectKey: reference, key, name, ...guards });

/** Adds an environment, unless the project has as many as it may. Flags behave there as new flags do: off. */
export async function createEnvironment(app: App, actor: Actor, input: unknown) {
  const { projectKey, ...environment } = parseInput(newEnvironment, input);
  const projectId = await findProjectId(app.database.pool, projectKey);
  const environmentId = await transaction(app.database.pool, async (tx) => {
    // Two that are added at once must not both find room for the last one. Not the row that events lock for their sequence.
    await tx.query('SELECT pg_advisory_xact_lock(4721, hashtext($1))', [projectId]);
    const { rowCount } = await tx.query('SELECT FROM environments WHERE project_id = $1', [projectId]);
    if ((rowCount ?? 0) >= MAX_ENVIRONMENTS) {
      throw new ConflictError(
        `Limit of ${MAX_ENVIRONMENTS} environments reached in project "${projectKey}". Use one of them, or create another project.`,
      );
    }
    const by = { projectId, actor, now: app.now() };
    return insertEnvironment(tx, by, {
      ...environment,
      requiresApproval: environment.requiresApproval ?? false,
      minimumApprovals: environment.minimumApprovals ?? 1,
      confirmChanges: environment.confirmChanges ?? false,
    });
  });
  // For those who have the project in memory.
  app.doorbell.publish('events', projectId);
  return { projectId, environmentId };
}

const environmentChange = z.object({
  projectKey: reference,
  key: reference,
  name: name.nullish(),
  ...guards,
});

/** Changes an environment's name, or what guards it: approvals and confirmations. */
export async function updateEnvironment(app: App, actor: Actor, input: unknown) {
  const change = parseInput(environmentChange, input);
  const projectId = await findProjectId(app.database.pool, change.projectKey);
  const environmentId = await transaction(app.database.pool, async (tx) => {
    await lockApprovalRules(tx, projectId);
    const before = await lockEnvironment(tx, projectId, change.key);
    if (!before) throw notFoundInProject('env', change.projectKey, change.key);
    const { id, ...present } = before;
    const changed = {
      name: change.name ?? present.name,
      requiresApproval: change.requiresApproval ?? present.requiresApproval,
      minimumApprovals: change.minimumApprovals ?? present.minimumApprovals,
      confirmChanges: change.confirmChanges ?? present.confirmChanges,
    };
    const difference = differenceOf(present, changed);
    if (!difference) return id;
    await query(tx).updateTable('environments').set(changed).where('id', '=', id).execute();
    await appendAudit(tx, {
      projectId,
      actor,
      now: app.now(),
      action: 'CHANGED',
      subject: 'ENVIRONMENT',
      subjectId: id,
      subjectName: changed.name,
      ...difference,
    });
    return id;
  });
  return { projectId, environmentId };
}

/** The id of a project. Fails with NotFoundError. */
export async function findProjectId(sql: Sql, projectKey: string): Promise<string> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'find-project-id',
    text: 'SELECT id FROM projects WHERE key = $1',
    values: [projectKey],
  });
  if (!rows[0]) throw projectNotFound(projectKey);
  return rows[0].id;
}

interface EnvironmentSettings {
  name: string;
  requiresApproval: boolean;
  minimumApprovals: number;
  confirmChanges: boolean;
}

/** Undefined if there is no such environment. The lock makes concurrent changes one after the other, so that the audit log has what each changed. */
async function lockEnvironment(tx: Transaction, projectId: string, environmentKey: string) {
  return query(tx)
    .selectFrom('environments')
    .select(['id', 'name', 'requiresApproval', 'minimumApprovals', 'confirmChanges'])
    .where('projectId', '=', projectId)
    .where('key', '=', environmentKey)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

async function insertEnvironment(
  tx: Transaction,
  by: { projectId: string; actor: Actor; now: Date },
  environment: EnvironmentSettings & { key: string },
): Promise<string> {
  const id = newId('env');
  await query(tx)
    .insertInto('environments')
    .values({ id, projectId: by.projectId, ...environment })
    .execute()
    .catch(
      refuseDuplicate(
        `There is an environment with the key "${environment.key}" already; choose another key.`,
      ),
    );
  await appendAudit(tx, {
    ...by,
    action: 'CREATED',
    subject: 'ENVIRONMENT',
    subjectId: id,
    subjectName: environment.name,
    before: null,
    after: environment,
  });
  return id;
}

function refuseDuplicate(message: string): (error: unknown) => never {
  return (error) => {
    throw isUniqueViolation(error) ? new ConflictError(message) : error;
  };
}
