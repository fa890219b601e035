/**
 * Everything that belongs to a project: where its row is, and the error of one that does not exist. Somebody who may not
 * read in a project is told the same of everything in it.
 */

import { NotFoundError } from '../platform/errors.ts';
import type { IdPrefix } from '../platform/input/ids.ts';

interface ProjectThing {
  table: string;
  /** The column of `table` with the id of the project. */
  projectColumn: 'project_id' | 'id';
  /** Shown only while this holds. */
  condition?: string;
  noun: string;
  /** The query that lists them. */
  listedBy: string;
}

/** By the prefix of their ids. */
export const projectThings = {
  proj: { table: 'projects', projectColumn: 'id', noun: 'project', listedBy: 'projects' },
  env: {
    table: 'environments',
    projectColumn: 'project_id',
    noun: 'environment',
    listedBy: 'project { environments { key } }',
  },
  flag: {
    table: 'flags',
    projectColumn: 'project_id',
    noun: 'flag',
    listedBy: 'project { flags { edges { node { key } } } }',
  },
  evt: {
    table: 'events',
    projectColumn: 'project_id',
    noun: 'event',
    listedBy: 'project { events { edges { node { id } } } }',
  },
  cr: {
    table: 'change_requests',
    projectColumn: 'project_id',
    noun: 'change request',
    listedBy: 'project { changeRequests { edges { node { id } } } }',
  },
  exp: {
    table: 'experiments',
    projectColumn: 'project_id',
    noun: 'experiment',
    listedBy: 'project { experiments { edges { node { id } } } }',
  },
  intg: {
    table: 'integrations',
    projectColumn: 'project_id',
    condition: 'deleted_at IS NULL',
    noun: 'integration',
    listedBy: 'project { integrations { id name } }',
  },
  dlv: {
    table: 'deliveries',
    projectColumn: 'project_id',
    noun: 'delivery',
    listedBy: 'project { deliveries { edges { node { id } } } }',
  },
  rcv: {
    table: 'recoveries',
    projectColumn: 'project_id',
    noun: 'recovery',
    listedBy: 'project { recoveries { edges { node { id } } } }',
  },
  // Entries about the instance have no project: only owners see them.
  aud: { table: 'audit_entries', projectColumn: 'project_id', noun: 'audit entry', listedBy: 'auditLog' },
} as const satisfies { [Prefix in IdPrefix]?: ProjectThing };

export type ProjectThingPrefix = keyof typeof projectThings;

/** SQL for the project of the thing whose column (`id` or `key`) is $1. */
export function projectIdQuery(prefix: ProjectThingPrefix, column: 'id' | 'key' = 'id'): string {
  const { table, projectColumn, condition }: ProjectThing = projectThings[prefix];
  const where = condition ? `${column} = $1 AND ${condition}` : `${column} = $1`;
  return `SELECT ${projectColumn} AS "projectId" FROM ${table} WHERE ${where}`;
}

/** The error for an unknown id. */
export function notFound(
  prefix: Exclude<ProjectThingPrefix, 'proj' | 'env' | 'flag'>,
  id: string,
): NotFoundError {
  const { noun, listedBy } = projectThings[prefix];
  return new NotFoundError(`There is no ${noun} "${id}"; \`${listedBy}\` lists them.`);
}

export function projectNotFound(projectKey: string): NotFoundError {
  const { noun, listedBy } = projectThings.proj;
  return new NotFoundError(`There is no ${noun} with the key "${projectKey}"; \`${listedBy}\` lists them.`);
}

/** The error for an unknown key in a project. */
export function notFoundInProject(prefix: 'env' | 'flag', projectKey: string, key: string): NotFoundError {
  const { noun, listedBy } = projectThings[prefix];
  return new NotFoundError(
    `Project "${projectKey}" has no ${noun} with the key "${key}"; \`${listedBy}\` lists them.`,
  );
}
