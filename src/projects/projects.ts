/** Commands on projects and environments. */

import { z } from 'zod';
import type { App } from '../context.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import { isUniqueViolation, type Sql, transaction } from '../platform/db.ts';
import { newId } from '../platform/ids.ts';
import { key, parseInput, reference, requiredText } from '../platform/input.ts';

const name = requiredText(200);
const DEFAULT_ENVIRONMENTS = [
  { key: 'development', name: 'Development' },
  { key: 'production', name: 'Production' },
];
const MAX_ENVIRONMENTS = 50;

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
export async function createProject({ database }: App, input: unknown): Promise<{ projectId: string }> {
  const { environments, ...project } = parseInput(newProject, input);
  const projectId = newId('proj');
  await transaction(database.pool, async (tx) => {
    await tx
      .query('INSERT INTO projects (id, key, name) VALUES ($1, $2, $3)', [
        projectId,
        project.key,
        project.name,
      ])
      .catch(
        refuseDuplicate(`There is a project with the key "${project.key}" already; choose another key.`),
      );
    for (const environment of environments ?? DEFAULT_ENVIRONMENTS) {
      await insertEnvironment(tx, projectId, {
        ...environment,
        requiresApproval: false,
        minimumApprovals: 1,
      });
    }
  });
  return { projectId };
}

const MAX_APPROVALS = 10;
const approvalRules = {
  requiresApproval: z.boolean().nullish(),
  minimumApprovals: z
    .int()
    .min(1, `must be 1 to ${MAX_APPROVALS}; to ask for none, set requiresApproval to false`)
    .max(MAX_APPROVALS, `must be 1 to ${MAX_APPROVALS}`)
    .nullish(),
};
const newEnvironment = z.object({ projectKey: reference, key, name, ...approvalRules });

/** Adds an environment, unless the project has as many as it may. Flags behave there as new flags do: off. */
export async function createEnvironment({ database }: App, input: unknown) {
  const environment = parseInput(newEnvironment, input);
  const projectId = await findProjectId(database.pool, environment.projectKey);
  const environmentId = await transaction(database.pool, async (tx) => {
    // Two that are added at once must not both find room for the last one. Not the row that events lock for their sequence.
    await tx.query('SELECT pg_advisory_xact_lock(4721, hashtext($1))', [projectId]);
    const { rowCount } = await tx.query('SELECT FROM environments WHERE project_id = $1', [projectId]);
    if ((rowCount ?? 0) >= MAX_ENVIRONMENTS) {
      throw new ConflictError(
        `Project "${environment.projectKey}" has ${MAX_ENVIRONMENTS} environments already, which is the most; use one of them or make another project.`,
      );
    }
    return insertEnvironment(tx, projectId, {
      ...environment,
      requiresApproval: environment.requiresApproval ?? false,
      minimumApprovals: environment.minimumApprovals ?? 1,
    });
  });
  return { projectId, environmentId };
}

const environmentChange = z.object({
  projectKey: reference,
  key: reference,
  name: name.nullish(),
  ...approvalRules,
});

/** Changes an environment's name, or whether it asks for approvals and for how many. */
export async function updateEnvironment({ database }: App, input: unknown) {
  const change = parseInput(environmentChange, input);
  const projectId = await findProjectId(database.pool, change.projectKey);
  const { rows } = await database.pool.query<{ id: string }>(
    `UPDATE environments SET name = coalesce($3, name), requires_approval = coalesce($4, requires_approval),
       minimum_approvals = coalesce($5, minimum_approvals)
     WHERE project_id = $1 AND key = $2 RETURNING id`,
    [
      ...[projectId, change.key, change.name ?? null],
      ...[change.requiresApproval ?? null, change.minimumApprovals ?? null],
    ],
  );
  if (!rows[0]) throw environmentNotFound(change.projectKey, change.key);
  return { projectId, environmentId: rows[0].id };
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

export function projectNotFound(projectKey: string): NotFoundError {
  return new NotFoundError(`There is no project with the key "${projectKey}"; \`projects\` lists them.`);
}

export function environmentNotFound(projectKey: string, environmentKey: string): NotFoundError {
  return new NotFoundError(
    `Project "${projectKey}" has no environment with the key "${environmentKey}"; \`project { environments { key } }\` lists them.`,
  );
}

async function insertEnvironment(
  sql: Sql,
  projectId: string,
  environment: { key: string; name: string; requiresApproval: boolean; minimumApprovals: number },
): Promise<string> {
  const id = newId('env');
  await sql
    .query(
      `INSERT INTO environments (id, project_id, key, name, requires_approval, minimum_approvals)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [
        ...[id, projectId, environment.key, environment.name],
        ...[environment.requiresApproval, environment.minimumApprovals],
      ],
    )
    .catch(
      refuseDuplicate(
        `There is an environment with the key "${environment.key}" already; choose another key.`,
      ),
    );
  return id;
}

function refuseDuplicate(message: string): (error: unknown) => never {
  return (error) => {
    throw isUniqueViolation(error) ? new ConflictError(message) : error;
  };
}
