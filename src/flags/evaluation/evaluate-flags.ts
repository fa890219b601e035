/** Evaluates the stored flags of an environment. */

import {
  type Context,
  checkContext,
  compile,
  type Evaluation,
  type EvaluationFailure,
  isContext,
  RULESET_FORMAT,
  TARGETING_KEY,
} from 'gogreen-engine';
import { deferPattern } from 'gogreen-engine/patterns';
import { clientKeysSentence } from '../../access/client-keys.ts';
import { notFoundInProject, projectNotFound } from '../../access/not-found.ts';
import type { Viewer } from '../../access/viewer.ts';
import { evaluableEnvironments, evaluableProjects } from '../../access/visible-projects.ts';
import type { App } from '../../platform/app.ts';
import { ForbiddenError, InvalidInputError } from '../../platform/errors.ts';
import type { JsonValue } from '../../platform/input/json.ts';
import { any, query, sql } from '../../platform/postgres/query.ts';
import type { Targeting, Variation } from '../flag.ts';
import { MAX_FLAG_KEYS } from '../limits.ts';
import { defaultTargeting } from '../targeting/targeting.ts';
import { notEvaluated, parseDraft } from './draft.ts';
import { toFlagRules } from './flag-rules.ts';
import { type OperationLimits, tooManyEvaluations, tooManyTraces } from './operation-limits.ts';
import { type RuleTrace, showTrace } from './trace.ts';

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
  const attributes = readContext(context);
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
    const behaving = flags.map(({ targeting: stored, ...flag }) => {
      const present = stored ?? defaultTargeting(flag);
      return {
        ...flag,
        targeting: draft?.flagKey === flag.key ? draft.applyTo(present, flag) : present,
      };
    });
    const ruleset = compile(
      {
        format: RULESET_FORMAT,
        project: projectKey,
        environment: environmentKey,
        version: 0,
        epoch: '',
        targetingKey: TARGETING_KEY,
        flags: Object.fromEntries(behaving.map((flag) => [flag.key, toFlagRules(flag, flag.targeting)])),
      },
      { compilePattern: deferPattern },
    );
    const { matchPattern } = limits.patterns;
    return behaving.map(({ key, variations, targeting }) => ({
      flagKey: key,
      variations,
      result: succeeded(ruleset.evaluate(key, attributes, { matchPattern }), limits),
      trace() {
        if (limits.remainingTraces === 0) throw tooManyTraces();
        limits.remainingTraces -= 1;
        return showTrace(
          targeting.rules,
          succeeded(ruleset.trace(key, attributes, { matchPattern }), limits),
        );
      },
    }));
  });
}

/** The variation whole. Evaluations have its key. */
export function variationOf({ variation }: Evaluation, variations: readonly Variation[]): Variation {
  const found = variations.find(({ key }) => key === variation);
  if (!found) throw new Error(`There is no variation "${variation}"`);
  return found;
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

/** Fails with InvalidInputError over the limit on patterns. Other failures are defects: flags are checked when they are saved. */
function succeeded<Result extends object>(
  result: Result | EvaluationFailure,
  limits: OperationLimits,
): Result {
  if (!('errorCode' in result)) return result;
  if (!limits.patterns.isSpent) throw new Error(result.errorDetails);
  const message =
    'the regular expressions of these flags take too long with attributes of this length; send shorter attributes, or name fewer flags with flagKeys';
  throw new InvalidInputError([{ path: 'context', message }]);
}

function readContext(context: JsonValue): Context {
  const message = checkContext(context);
  if (message === null && isContext(context)) return context;
  throw new InvalidInputError([{ path: 'context', message: message ?? 'must be an object of attributes' }]);
}
