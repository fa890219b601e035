/** Evaluation over GraphQL: what a frontend asks for. */

import { openToClientKeys } from '../../access/client-keys.ts';
import { builder } from '../../graphql/builder.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { VariationType } from '../flag-words.schema.ts';
import { MAX_CONTEXT_KIB, MAX_EVALUATIONS, MAX_FLAG_KEYS } from '../limits.ts';
import { evaluateFlags, type NamedEvaluation } from './evaluate-flags.ts';
import { limitsOf } from './operation-limits.ts';

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
      resolve: ({ result }) => result.variation,
    }),
    value: t.field({
      type: 'JSON',
      description: 'Value of the variation.',
      extensions: openToClientKeys,
      resolve: ({ result }) => result.variation.value,
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
    },
    resolve: (_root, args, context) => {
      const request = { ...args, context: args.context ?? null };
      return evaluateFlags(context.app, context.viewer, request, limitsOf(context));
    },
  }),
);
