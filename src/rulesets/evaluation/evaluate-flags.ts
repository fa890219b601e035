/** Evaluates the flags of an environment for GraphQL: exactly as they are when it is asked. */

import {
  type CompiledRuleset,
  type Context,
  checkContext,
  type Evaluation,
  type EvaluationFailure,
  isContext,
} from 'gogreen-engine';
import { clientKeysSentence } from '../../access/client-keys.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Targeting, Variation } from '../../flags/flag.ts';
import { MAX_FLAG_KEYS } from '../../flags/limits.ts';
import type { App } from '../../platform/app.ts';
import { ForbiddenError, InvalidInputError } from '../../platform/errors.ts';
import type { JsonValue } from '../../platform/input/json.ts';
import { compileRuleset } from '../compile-ruleset.ts';
import { type StoredRules, targetingIn, toFlagRules } from '../flag-rules.ts';
import { rulesetsOf } from '../rulesets.ts';
import { notEvaluated, parseDraft } from './draft.ts';
import { findEvaluable } from './find-evaluable.ts';
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
  app: App,
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
  const keys = { projectKey, environmentKey };
  const { environment, project } = await findEvaluable(app.database.pool, viewer, keys);
  return limits.run(async () => {
    const { compiled, flags } = await rulesetsOf(app).readAtLeast(environment, project);
    const wanted = chosen(flags, flagKeys);
    if (wanted.length > limits.remaining) throw tooManyEvaluations();
    limits.remaining -= wanted.length;
    if (draft && wanted.every(({ key }) => key !== draft.flagKey)) throw notEvaluated(draft);
    app.metrics.evaluations.inc({ by: 'graphql' }, wanted.length);
    const { matchPattern } = limits.patterns;
    return wanted.map((flag) => {
      const present = targetingIn(flag, environment.environmentId);
      const isDraft = draft?.flagKey === flag.key;
      const targeting = isDraft ? draft.applyTo(present, flag) : present;
      const ruleset = isDraft ? drafted(compiled, flag, targeting) : compiled;
      return {
        flagKey: flag.key,
        variations: flag.variations,
        result: succeeded(ruleset.evaluate(flag.key, attributes, { matchPattern }), limits),
        trace() {
          if (limits.remainingTraces === 0) throw tooManyTraces();
          limits.remainingTraces -= 1;
          return showTrace(
            targeting.rules,
            succeeded(ruleset.trace(flag.key, attributes, { matchPattern }), limits),
          );
        },
      };
    });
  });
}

/** In the order of their keys. */
function chosen(
  flags: ReadonlyMap<string, StoredRules>,
  flagKeys: string[] | null | undefined,
): StoredRules[] {
  const keys = flagKeys ? new Set(flagKeys) : flags.keys();
  return [...keys].sort().flatMap((key) => flags.get(key) ?? []);
}

/** A ruleset of the one flag, which behaves otherwise than it is stored. */
function drafted({ ruleset }: CompiledRuleset, flag: StoredRules, targeting: Targeting): CompiledRuleset {
  const flags = Object.fromEntries([[flag.key, toFlagRules(flag, targeting)]]);
  return compileRuleset({ ...ruleset, flags });
}

/** The variation whole. Evaluations have its key. */
export function variationOf({ variation }: Evaluation, variations: readonly Variation[]): Variation {
  const found = variations.find(({ key }) => key === variation);
  if (!found) throw new Error(`There is no variation "${variation}"`);
  return found;
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
