export { bucketOf, FULL_WEIGHT, isBucketable, toThousandths } from './bucketing.ts';
export { type CompiledRuleset, compile } from './compile/compile.ts';
export type { ClauseTrace, RuleTrace } from './compile/flag.ts';
export { checkContext, isContext, MAX_CONTEXT_KIB } from './context.ts';
export type { Evaluation, EvaluationFailure, Reason } from './evaluation.ts';
export * from './open-feature.ts';
export { parseMoment } from './operators/moment.ts';
export { type Operator, operatorNames } from './operators/operator.ts';
export { MAX_PATTERN_TEXT } from './operators/text.ts';
export { isNumber, isScalar } from './operators/values.ts';
export { parseVersion, type Version } from './operators/versions.ts';
export type {
  CompileOptions,
  CompilePattern,
  EvaluateOptions,
  MatchPattern,
  PatternTest,
} from './options.ts';
export { parseRuleset, parseRulesetChanges, RulesetError } from './parse-ruleset.ts';
export * from './ruleset.ts';
