/** What an environment serves to one context, as `POST /sdk/v1/values` says it. */

import {
  type CompiledRuleset,
  type Context,
  type Evaluation,
  type EvaluationFailure,
  type MetadataOptions,
  toOpenFeature,
} from 'gogreen-engine';
import { createPatternBudget } from 'gogreen-engine/patterns';
import type { LiveRuleset } from '../../rulesets/live-ruleset.ts';

/** Whose values they are. */
export interface Asking extends MetadataOptions {
  context: Context;
  /** Is told how many flags were evaluated. */
  onEvaluated(flags: number): void;
}

/** All values as JSON. A flag that cannot be evaluated has an error, and the others their values. */
export function valuesJson({ compiled, epoch, version, flags }: LiveRuleset, asking: Asking): string {
  asking.onEvaluated(flags.size);
  const { matchPattern } = createPatternBudget();
  const members = compiled
    .all(asking.context, { matchPattern })
    .entries()
    .map(([key, found]) => member(key, shown(found, asking)));
  return `{"epoch":${JSON.stringify(epoch)},"version":${version},"flags":{${[...members].join()}}}`;
}

/**
 * The members of an object of values as JSON: those of some flags, `null` for one that is not there. Where the state that the
 * reader has is known, flags whose value is the same in it are left out.
 */
export function changedMembers(
  keys: readonly string[],
  now: CompiledRuleset,
  before: CompiledRuleset | null,
  asking: Asking,
): string[] {
  asking.onEvaluated(keys.length);
  const { matchPattern } = createPatternBudget();
  const valueIn = (compiled: CompiledRuleset, key: string) =>
    shown(compiled.evaluate(key, asking.context, { matchPattern }), asking);
  return keys.flatMap((key) => {
    const value = valueIn(now, key);
    return before && valueIn(before, key) === value ? [] : [member(key, value)];
  });
}

function member(key: string, json: string): string {
  return `${JSON.stringify(key)}:${json}`;
}

function shown(found: Evaluation | EvaluationFailure, options: MetadataOptions): string {
  if (!('errorCode' in found)) return JSON.stringify(toOpenFeature(found, options));
  return found.errorCode === 'FLAG_NOT_FOUND' ? 'null' : JSON.stringify(found);
}
