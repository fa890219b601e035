/** Evaluation over GraphQL: what a frontend asks for. */

import { MAX_CONTEXT_KIB } from 'gogreen-engine';
import { openToClientKeys } from '../../access/client-keys.ts';
import { showRule } from '../../flags/changes/shown.ts';
import type { Variation } from '../../flags/flag.ts';
import { RuleInput, ServeInput } from '../../flags/flag-inputs.schema.ts';
import { ClauseType, RuleType, VariationType } from '../../flags/flag-words.schema.ts';
import { MAX_EVALUATIONS, MAX_FLAG_KEYS, MAX_RULES, MAX_TRACES } from '../../flags/limits.ts';
import { builder } from '../../graphql/builder.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { countShown } from '../../graphql/large-reads.ts';
import { evaluateFlags, type NamedEvaluation, variationOf } from './evaluate-flags.ts';
import { limitsOf } from './operation-limits.ts';
import type { ClauseTrace, RuleTrace } from './trace.ts';

const EvaluationReasonEnum = describedEnum<NamedEvaluation['result']['reason']>(
  'EvaluationReason',
  'Reason why a variation is served.',
  {
    ARCHIVED: 'The flag is archived: it serves its off variation.',
    OFF: 'The flag is off in the environment.',
    RULE_MATCH: 'A rule matched; `ruleId` names it.',
    FALLTHROUGH: 'No rule matched.',
  },
);

const ClauseTraceType = builder.objectRef<ClauseTrace>('ClauseTrace').implement({
  description: 'A clause, and whether a context matches it.',
  fields: (t) => ({
    clause: t.field({ type: ClauseType, description: 'The clause.', resolve: ({ clause }) => clause }),
    actual: t.field({
      type: 'JSON',
      nullable: true,
      description: 'Value of the attribute in the context. null if it has none.',
      resolve: ({ actual }, _args, context) => countShown(context, actual),
    }),
    matched: t.exposeBoolean('matched', { description: 'Whether the context matches the clause.' }),
  }),
});

const RuleTraceType = builder.objectRef<RuleTrace & { variations: Variation[] }>('RuleTrace').implement({
  description: 'A rule, and whether a context matches it.',
  fields: (t) => ({
    rule: t.field({
      type: RuleType,
      description: 'The rule.',
      resolve: ({ rule, variations }) => showRule(rule, variations),
    }),
    matched: t.exposeBoolean('matched', {
      description: 'Whether all its clauses match. The first rule that matches decides.',
    }),
    clauses: t.field({
      type: [ClauseTraceType],
      description: 'Its clauses.',
      resolve: ({ clauses }) => clauses,
    }),
  }),
});

const FlagDraftInput = builder.inputType('FlagDraftInput', {
  description:
    'A behaviour of a flag to evaluate in place of the stored one. What is left out is as it is stored.',
  fields: (t) => ({
    flagKey: t.string({ required: true, description: 'The key of the flag.' }),
    enabled: t.boolean({ description: 'Whether the flag is on.' }),
    rules: t.field({ type: [RuleInput], description: `Replaces all rules, at most ${MAX_RULES}.` }),
    fallthrough: t.field({ type: ServeInput, description: 'Served when no rule matches.' }),
    offVariation: t.string({ description: 'Key of the variation that is served while the flag is off.' }),
  }),
});

const EvaluationType = builder.objectRef<NamedEvaluation>('Evaluation').implement({
  description: 'Result of evaluating a flag for one context.',
  fields: (t) => ({
    flagKey: t.exposeString('flagKey', {
      description: 'The key of the flag.',
      extensions: openToClientKeys,
    }),
    variation: t.field({
      type: VariationType,
      description: 'Variation that is served.',
      extensions: openToClientKeys,
      resolve: ({ result, variations }) => variationOf(result, variations),
    }),
    value: t.field({
      type: 'JSON',
      description: 'Value of the variation.',
      extensions: openToClientKeys,
      resolve: ({ result }) => result.value,
    }),
    reason: t.field({
      type: EvaluationReasonEnum,
      description: 'Reason for the result.',
      extensions: openToClientKeys,
      resolve: ({ result }) => result.reason,
    }),
    // Closed to client keys: an application has no use for it, and it would tell which users a rule puts together.
    ruleId: t.id({
      nullable: true,
      description: 'Id of the rule that matched. null if none did.',
      resolve: ({ result }) => (result.reason === 'RULE_MATCH' ? result.ruleId : null),
    }),
    bucket: t.int({
      nullable: true,
      description:
        'Place of the context in the rollout that decided: 0 to 99,999, in thousandths of a percent. null if no rollout did.',
      resolve: ({ result }) => ('bucket' in result ? (result.bucket ?? null) : null),
    }),
    trace: t.field({
      type: [RuleTraceType],
      description: `Every rule, in order, with what the context has for each of its clauses. Also of a flag that is off or archived, which no rule decides. An operation may trace at most ${MAX_TRACES} evaluations.`,
      resolve: (evaluation) =>
        evaluation.trace().map((traced) => ({ ...traced, variations: evaluation.variations })),
    }),
  }),
});

builder.queryField('evaluateFlags', (t) =>
  t.field({
    type: [EvaluationType],
    // Also for client keys, which the type is closed to.
    skipTypeScopes: true,
    authScopes: { authenticated: true },
    description: `Evaluates the flags of an environment for a context. Ordered by flag key. An operation may evaluate at most ${MAX_EVALUATIONS} flags, under all its aliases together, and fails with INVALID_INPUT when their regular expressions take too long with long attributes.`,
    args: {
      projectKey: t.arg.string({ required: true, description: 'The key of the project.' }),
      environmentKey: t.arg.string({ required: true, description: 'The key of the environment.' }),
      context: t.arg({
        type: 'JSON',
        required: true,
        description: `Evaluation context: attributes of the user or system by name, at most ${MAX_CONTEXT_KIB} KiB as JSON. Send ids beyond 2^53 (9007199254740992) as strings: as numbers they lose digits, and match neither EQUALS, IN and NOT_IN nor their negations.`,
      }),
      flagKeys: t.arg.stringList({
        description: `Keys of the flags to evaluate, at most ${MAX_FLAG_KEYS}. Default: all. Unknown keys are ignored.`,
      }),
      draft: t.arg({
        type: FlagDraftInput,
        description:
          'A draft of one of the flags, evaluated in place of what is stored. Fails with INVALID_INPUT, with paths below `draft`, if the flag cannot behave so. Not for client keys.',
      }),
    },
    resolve: (_root, args, context) => {
      const request = { ...args, context: args.context ?? null };
      return evaluateFlags(context.app, context.viewer, request, limitsOf(context));
    },
  }),
);
