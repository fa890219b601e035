/** Evaluates the stored flags of an environment. */

import { clientKeysSentence } from '../../access/client-keys.ts';
import { notFoundInProject, projectNotFound } from '../../access/not-found.ts';
import type { Viewer } from '../../access/viewer.ts';
import { evaluableEnvironments, evaluableProjects } from '../../access/visible-projects.ts';
import type { App } from '../../platform/app.ts';
import { ForbiddenError, InvalidInputError } from '../../platform/errors.ts';
import { depthIssue, type JsonValue } from '../../platform/input/json.ts';
import { any, query, sql } from '../../platform/postgres/query.ts';
import type { Targeting, Variation } from '../flag.ts';
import { MAX_CONTEXT_KIB, MAX_FLAG_KEYS } from '../limits.ts';
import { PatternCostError } from '../targeting/safe-regex.ts';
import { defaultTargeting } from '../targeting/targeting.ts';
import { notEvaluated, parseDraft } from './draft.ts';
import { type Evaluation, evaluate } from './evaluation.ts';
import { type OperationLimits, tooManyEvaluations, tooManyTraces } from './operation-limits.ts';
import { type RuleTrace, traceRules } from './trace.ts';

export interface NamedEvaluation {
  flagKey: string;
  result: Evaluation;
  variations: Variation[];
  /** Computed when it is asked for. Fails as the evaluation does. */
  trace(): RuleTrace[];
}

export interface EvaluationRequest {
  projectKey: string;
  environmentKey: string;
  context: JsonValue;
  flagKeys?: string[] | null | undefined;
  /** Evaluated in place of what is stored. Not for client keys. */
  draft?: unknown;
}

/**
 * What each flag serves. Fails with NotFoundError, or with InvalidInputError when the context is not an object of attributes,
 * there are too many keys, or the operation is over one of its limits.
 */
export async function evaluateFlags(
  { database }: App,
  viewer: Viewer | null,
  { projectKey, environmentKey, context, flagKeys, draft: asked }: EvaluationRequest,
  limits: OperationLimits,
): Promise<NamedEvaluation[]> {
  const attributes = checkContext(context);
  if (asked != null && viewer?.clientOf) throw new ForbiddenError(clientKeysSentence);
  const draft = asked == null ? null : parseDraft(asked);
  if (flagKeys && flagKeys.length > MAX_FLAG_KEYS) {
    const message = `at most ${MAX_FLAG_KEYS} keys; leave them out to evaluate all flags of the project`;
    throw new InvalidInputError([{ path: 'flagKeys', message }]);
  }
  const project = await database.prisma.project.findUnique({
    where: { key: projectKey, AND: evaluableProjects(viewer) },
    include: { environments: { where: { key: environmentKey, ...evaluableEnvironments(viewer) } } },
  });
  if (!project) throw projectNotFound(projectKey);
  const [environment] = project.environments;
  if (!environment) throw notFoundInProject('env', projectKey, environmentKey);
  return limits.run(async () => {
    const flags = await readFlags(database, project.id, environment.id, flagKeys, limits.remaining + 1);
    if (flags.length > limits.remaining) throw tooManyEvaluations();
    limits.remaining -= flags.length;
    if (draft && flags.every(({ key }) => key !== draft.flagKey)) throw notEvaluated(draft);
    return flags.map(({ targeting: stored, ...flag }) => {
      const present = stored ?? defaultTargeting(flag);
      const targeting = draft?.flagKey === flag.key ? draft.applyTo(present, flag) : present;
      const { matchPattern } = limits;
      return {
        flagKey: flag.key,
        variations: flag.variations,
        result: withinCost(() => evaluate({ flag, targeting, context: attributes, matchPattern })),
        trace() {
          if (limits.remainingTraces === 0) throw tooManyTraces();
          limits.remainingTraces -= 1;
          return withinCost(() => traceRules(targeting, attributes, matchPattern));
        },
      };
    });
  });
}

/** Only what evaluation needs: the behaviour in one environment, and nothing that is written for people. */
function readFlags(
  { pool }: App['database'],
  projectId: string,
  environmentId: string,
  flagKeys: string[] | null | undefined,
  limit: number,
) {
  const flags = query(pool)
    .selectFrom('flags')
    .select(['key', 'kind', 'lifecycle', 'variations'])
    .select(sql<Targeting | null>`targeting -> ${environmentId}`.as('targeting'))
    .where('projectId', '=', projectId)
    .orderBy('key')
    .limit(limit);
  return (flagKeys ? flags.where('key', '=', any(flagKeys)) : flags).execute();
}

function withinCost<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PatternCostError)) throw error;
    const message =
      'the regular expressions of these flags take too long with attributes of this length; send shorter attributes, or name fewer flags with flagKeys';
    throw new InvalidInputError([{ path: 'context', message }]);
  }
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
