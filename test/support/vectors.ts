/**
 * The vectors that every engine of GoGreen has to agree with (test/vectors), and the check of ours. Nothing here is of Node.js:
 * browsers run it as well.
 */

import {
  type Clause,
  type Context,
  checkContext,
  compile,
  type Evaluation,
  type EvaluationFailure,
  type FlagRules,
  type JsonValue,
  type Rollout,
  type Ruleset,
  toOfrep,
  toOpenFeature,
} from 'gogreen-engine';
import { compilePattern } from 'gogreen-engine/patterns';
import { flagOf, rulesetOf } from '#test/support/engine-flags.ts';

/** What a clause with the operator makes of the attribute; null: neither the clause nor its negation holds. */
export interface ClauseVector {
  operator: string;
  values: JsonValue[];
  /** Left out where the context lacks it. */
  attribute?: JsonValue;
  result: boolean | null;
}

interface Bucketed {
  value?: JsonValue;
  /** null: the value cannot be hashed. */
  bucket: number | null;
}

export interface EvaluationVector {
  flagKey: string;
  context: Context;
  result: Evaluation | { errorCode: EvaluationFailure['errorCode'] };
}

interface Words {
  reason: string;
  metadata: Record<string, unknown>;
}

/** The files of test/vectors by their names. */
export interface Vectors {
  operators: { cases: ClauseVector[] };
  versions: { cases: { attribute: string; value: string; order: number }[]; noVersions: JsonValue[] };
  dates: { moments: { text: string; milliseconds: number }[]; noMoments: JsonValue[] };
  bucketing: {
    buckets: (Bucketed & { flagKey: string })[];
    shares: {
      flagKey: string;
      weights: Rollout['weights'];
      cases: (Bucketed & { variation: string })[];
    };
  };
  reasons: {
    flags: Ruleset['flags'];
    cases: (EvaluationVector & { openFeature?: Words; ofrep?: Words })[];
  };
  contexts: {
    rulesets: { targetingKey: string; flags: Ruleset['flags']; cases: EvaluationVector[] }[];
    contexts: { context: JsonValue; valid: boolean }[];
  };
  unreadable: { flags: Ruleset['flags']; cases: EvaluationVector[] };
}

export interface VectorRun {
  /** How many vectors were compared. */
  checked: number;
  /** Those that came out otherwise, each in a sentence. */
  failures: string[];
}

/** Compares all vectors with the engine. */
export function runVectors(vectors: Vectors): VectorRun {
  const run: VectorRun = { checked: 0, failures: [] };
  const compare = (name: unknown, actual: unknown, expected: unknown) => {
    run.checked += 1;
    if (textOf(actual) !== textOf(expected)) {
      run.failures.push(`${textOf(name)} gives ${textOf(actual)}, not ${textOf(expected)}`);
    }
  };
  for (const vector of clauseVectors(vectors)) compare(vector, clauseResult(vector), vector.result);
  for (const { bucket, ...vector } of vectors.bucketing.buckets) {
    const flag = flagOf({ fallthrough: rolloutOf([{ variation: 'on', weight: 100 }]) });
    const [result] = evaluateVectors({ [vector.flagKey]: flag }, [
      { flagKey: vector.flagKey, context: contextOf(vector) },
    ]);
    compare(vector, bucketIn(result), bucket);
  }
  const { flagKey, weights, cases } = vectors.bucketing.shares;
  const shared = { [flagKey]: sharedFlag(weights) };
  for (const { bucket, variation, ...vector } of cases) {
    const [result] = evaluateVectors(shared, [{ flagKey, context: contextOf(vector) }]);
    compare(vector, { ...pick(result, 'variation'), bucket: bucketIn(result) }, { variation, bucket });
  }
  const { reasons, contexts, unreadable } = vectors;
  for (const { targetingKey, flags, cases } of [
    { targetingKey: 'targetingKey', ...reasons },
    ...contexts.rulesets,
    { targetingKey: 'targetingKey', ...unreadable },
  ]) {
    for (const [index, result] of evaluateVectors(flags, cases, targetingKey).entries()) {
      const vector = cases[index];
      compare(vector, 'errorCode' in result ? pick(result, 'errorCode') : result, vector?.result);
    }
  }
  for (const [index, result] of evaluateVectors(reasons.flags, reasons.cases).entries()) {
    const vector = reasons.cases[index];
    if ('errorCode' in result || !vector) continue;
    const { variation, value } = result;
    compare(['OpenFeature', vector], toOpenFeature(result), { variation, value, ...vector.openFeature });
    compare(['OFREP', vector], toOfrep(result), { variant: variation, value, ...vector.ofrep });
  }
  for (const { context, valid } of contexts.contexts) {
    compare(['context', context], checkContext(context) === null, valid);
  }
  return run;
}

/** The vectors of operators, those of versions and dates among them. */
export function clauseVectors({ operators, versions, dates }: Vectors): ClauseVector[] {
  const comparisons: [operator: string, holds: (order: number) => boolean][] = [
    ['SEMVER_EQUALS', (order) => order === 0],
    ['SEMVER_GREATER', (order) => order > 0],
    ['SEMVER_GREATER_OR_EQUAL', (order) => order >= 0],
    ['SEMVER_LESS', (order) => order < 0],
    ['SEMVER_LESS_OR_EQUAL', (order) => order <= 0],
  ];
  const before = (text: string, attribute: JsonValue, result: boolean | null): ClauseVector => ({
    operator: 'DATE_BEFORE',
    values: [text],
    attribute,
    result,
  });
  const isoOf = (milliseconds: number) => new Date(milliseconds).toISOString();
  return [
    ...operators.cases,
    ...versions.cases.flatMap(({ attribute, value, order }) =>
      comparisons.map(([operator, holds]) => ({
        operator,
        values: [value],
        attribute,
        result: holds(order),
      })),
    ),
    ...versions.noVersions.flatMap((attribute) =>
      comparisons.map(([operator]) => ({ operator, values: ['1.2.3'], attribute, result: null })),
    ),
    ...dates.moments.flatMap(({ text, milliseconds }) => [
      before(isoOf(milliseconds), text, false),
      before(isoOf(milliseconds + 1), text, true),
      { ...before(isoOf(milliseconds - 1), text, true), operator: 'DATE_AFTER' },
      before(text, milliseconds, false),
      before(text, milliseconds - 1, true),
      { ...before(text, milliseconds + 1, true), operator: 'DATE_AFTER' },
    ]),
    ...dates.noMoments.flatMap((attribute) => [
      before('2026-03-04', attribute, null),
      { ...before('2026-03-04', attribute, null), operator: 'DATE_AFTER' },
    ]),
  ];
}

export function contextOf({ value }: { value?: JsonValue }): Context {
  return value === undefined ? {} : { it: value };
}

export function rolloutOf(weights: Rollout['weights']) {
  return { rollout: { bucketBy: 'it', weights } };
}

/** Serves these weights, from as many variations. */
export function sharedFlag(weights: Rollout['weights']): FlagRules {
  const variations = weights.map(({ variation: key }) => ({ key, value: key }));
  return flagOf({ variations, fallthrough: rolloutOf(weights), off: variations[0]?.key ?? '' });
}

function clauseResult({ operator, values, attribute }: ClauseVector): boolean | null | string {
  const clause: Clause = { attribute: 'it', operator, values };
  const flag = flagOf({
    rules: [
      { id: 'holds', clauses: [clause], serve: { variation: 'on' } },
      { id: 'negation', clauses: [{ ...clause, negate: true }], serve: { variation: 'on' } },
    ],
  });
  const [result] = evaluateVectors({ flag }, [
    { flagKey: 'flag', context: attribute === undefined ? {} : { it: attribute } },
  ]);
  if (!result || 'errorCode' in result) return result?.errorDetails ?? 'no result';
  return result.reason === 'RULE_MATCH' ? result.ruleId === 'holds' : null;
}

function evaluateVectors(
  flags: Ruleset['flags'],
  vectors: Pick<EvaluationVector, 'flagKey' | 'context'>[],
  targetingKey = 'targetingKey',
): (Evaluation | EvaluationFailure)[] {
  const ruleset = compile(rulesetOf(flags, { targetingKey }), { compilePattern });
  return vectors.map(({ flagKey, context }) => ruleset.evaluate(flagKey, context));
}

function bucketIn(result: Evaluation | EvaluationFailure | undefined): unknown {
  if (!result || 'errorCode' in result) return result;
  if (!('bucket' in result)) return 'no rollout';
  // What cannot be hashed counts as bucket 0.
  return result.missingAttribute === undefined ? result.bucket : result.bucket === 0 ? null : result;
}

function pick<Key extends string>(value: unknown, key: Key): Record<string, unknown> {
  return typeof value === 'object' && value !== null && key in value
    ? { [key]: (value as Record<Key, unknown>)[key] }
    : {};
}

/** JSON with keys in order, so that equal values have equal texts. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : part,
  );
}
