export type { Evaluation, EvaluationFailure, Reason } from './evaluation.ts';
export * from './ruleset.ts';
