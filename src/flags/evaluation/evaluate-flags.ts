/** Evaluates the stored flags of an environment. */

import type { Flag } from '../../../generated/prisma/client.ts';
import { notFoundInProject, projectNotFound } from '../../access/not-found.ts';
import type { Viewer } from '../../access/viewer.ts';
import { evaluableEnvironments, evaluableProjects } from '../../access/visible-projects.ts';
import type { App } from '../../platform/app.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import { depthIssue, type JsonValue } from '../../platform/input/json.ts';
import { MAX_CONTEXT_KIB } from '../limits.ts';
import { targetingOf } from '../read-flag.ts';
import { type Evaluation, evaluate } from './evaluation.ts';

export interface NamedEvaluation {
  flagKey: string;
  result: Evaluation;
}

export interface EvaluationRequest {
  projectKey: string;
  environmentKey: string;
  context: JsonValue;
  flagKeys?: string[] | null | undefined;
}

/** What each flag serves. Fails with NotFoundError, or InvalidInputError when the context is not an object of attributes. */
export async function evaluateFlags(
  { database }: App,
  viewer: Viewer | null,
  { projectKey, environmentKey, context, flagKeys }: EvaluationRequest,
): Promise<NamedEvaluation[]> {
  const attributes = checkContext(context);
  const project = await database.prisma.project.findUnique({
    where: { key: projectKey, AND: evaluableProjects(viewer) },
    include: {
      environments: { where: { key: environmentKey, ...evaluableEnvironments(viewer) } },
      flags: { where: flagKeys ? { key: { in: flagKeys } } : {}, orderBy: { key: 'asc' } },
    },
  });
  if (!project) throw projectNotFound(projectKey);
  const [environment] = project.environments;
  if (!environment) throw notFoundInProject('env', projectKey, environmentKey);
  return project.flags.map((flag) => ({
    flagKey: flag.key,
    result: evaluate({
      flag: snapshotOf(flag),
      targeting: targetingOf(flag, environment.id),
      context: attributes,
    }),
  }));
}

function checkContext(context: JsonValue): Record<string, JsonValue> {
  if (typeof context !== 'object' || context === null || Array.isArray(context)) {
    throw new InvalidInputError([
      { path: 'context', message: 'must be an object of attributes, such as {"userId": "42"}' },
    ]);
  }
  const tooDeep = depthIssue(context);
  if (tooDeep) throw new InvalidInputError([{ path: 'context', message: tooDeep }]);
  if (Buffer.byteLength(JSON.stringify(context)) > MAX_CONTEXT_KIB * 1024) {
    throw new InvalidInputError([{ path: 'context', message: 'must be at most 64 KiB as JSON' }]);
  }
  return context;
}

function snapshotOf(flag: Flag) {
  const { key, name, description, kind, tags, owner, lifecycle, jiraIssues, variations } = flag;
  return { key, name, description, kind, tags, owner, lifecycle, jiraIssues, variations };
}
