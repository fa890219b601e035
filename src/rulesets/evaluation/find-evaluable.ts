import { notFoundInProject, projectNotFound } from '../../access/not-found.ts';
import { isAllowedIn, mayEvaluateFlags } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import { coalesce } from '../../platform/postgres/coalesce.ts';
import type { Pool } from '../../platform/postgres/db.ts';
import type { EnvironmentPlace } from '../live-ruleset.ts';

interface Keys {
  projectKey: string;
  environmentKey: string;
}

interface Found {
  projectId: string;
  /** Null when the project has no such environment. */
  environmentId: string | null;
  epoch: string;
  sequence: number;
}

/** An environment, and where its project was in its log when it was asked for: what happened before is to be seen. */
export interface Evaluable {
  environment: EnvironmentPlace;
  project: { epoch: string; sequence: number };
}

/** Fails with NotFoundError, also when the viewer may not evaluate there. */
export async function findEvaluable(pool: Pool, viewer: Viewer | null, keys: Keys): Promise<Evaluable> {
  const { projectKey, environmentKey } = keys;
  const found = await find(pool, keys);
  if (!found || !viewer || !isAllowedIn(viewer, mayEvaluateFlags, found.projectId)) {
    throw projectNotFound(projectKey);
  }
  const { projectId, environmentId, ...project } = found;
  const isOfAnother = viewer.clientOf !== null && viewer.clientOf.environmentId !== environmentId;
  if (environmentId === null || isOfAnother) throw notFoundInProject('env', projectKey, environmentKey);
  return { environment: { projectId, environmentId }, project };
}

/** Those that are asked for together take one statement. Null when there is no such project. */
const find: (pool: Pool, keys: Keys) => Promise<Found | null> = coalesce(
  async (pool: Pool, asked: Keys[]) => {
    const { rows } = await pool.query<Found & { number: string }>({
      name: 'find-evaluable',
      text: `SELECT w.number, p.id AS "projectId", n.id AS "environmentId", p.epoch, p.last_sequence AS sequence
      FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w (project_key, environment_key, number)
      JOIN projects p ON p.key = w.project_key
      LEFT JOIN environments n ON n.project_id = p.id AND n.key = w.environment_key`,
      values: [asked.map(({ projectKey }) => projectKey), asked.map(({ environmentKey }) => environmentKey)],
    });
    const byNumber = new Map(rows.map(({ number, ...found }) => [Number(number), found]));
    return asked.map((_keys, index) => byNumber.get(index + 1) ?? null);
  },
);
