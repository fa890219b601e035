/**
 * What one GraphQL operation may evaluate, under however many aliases: evaluating a project reads all its flags, and regular
 * expressions are matched with texts that the caller chooses.
 */

import { createPatternBudget, type PatternBudget } from 'gogreen-engine/patterns';
import { MAX_EVALUATIONS, MAX_TRACES } from '../../flags/limits.ts';
import { InvalidInputError } from '../../platform/errors.ts';

export interface OperationLimits {
  patterns: PatternBudget;
  /** Flags that may still be evaluated. */
  remaining: number;
  /** Evaluations that may still be traced. */
  remainingTraces: number;
  /** Evaluations of the operation run one after another: what one reads counts before the next one starts. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
}

const ofOperations = new WeakMap<object, OperationLimits>();

/** The limits of the operation that has this context object. */
export function limitsOf(operation: object): OperationLimits {
  const known = ofOperations.get(operation);
  if (known) return known;
  let last: Promise<unknown> = Promise.resolve();
  const limits: OperationLimits = {
    patterns: createPatternBudget(),
    remaining: MAX_EVALUATIONS,
    remainingTraces: MAX_TRACES,
    run(work) {
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    },
  };
  ofOperations.set(operation, limits);
  return limits;
}

export function tooManyTraces(): InvalidInputError {
  const message = `an operation may trace at most ${MAX_TRACES} evaluations; name the flags that are needed`;
  return new InvalidInputError([{ path: 'flagKeys', message }]);
}

export function tooManyEvaluations(): InvalidInputError {
  const message = `an operation may evaluate at most ${MAX_EVALUATIONS} flags, those of all its evaluateFlags together; name the flags that are needed, or send several operations`;
  return new InvalidInputError([{ path: 'flagKeys', message }]);
}
