/** Evaluation over GraphQL: what a frontend asks for. */

import { openToClientKeys } from '../../access/client-keys.ts';
import { builder } from '../../graphql/builder.ts';
import { VariationType } from '../flag-words.schema.ts';
import { evaluateFlags, type NamedEvaluation } from './evaluate-flags.ts';

const EvaluationReasonEnum = builder.enumType('EvaluationReason', {
  description: 'Why a variation is served.',
  values: {
    ARCHIVED: { value: 'ARCHIVED', description: 'The flag is archived: it serves its off variation.' },
    OFF: { value: 'OFF', description: 'The flag is off in the environment.' },
    RULE_MATCH: { value: 'RULE_MATCH', description: 'A rule matched; `ruleId` names it.' },
    FALLTHROUGH: { value: 'FALLTHROUGH', description: 'No rule matched.' },
  } as const,
});

const EvaluationType = builder.objectRef<NamedEvaluation>('Evaluation').implement({
  description: 'What a flag serves to one evaluation context.',
  fields: (t) => ({
    flagKey: t.exposeString('flagKey', {
      description: 'The key of the flag.',
      extensions: openToClientKeys,
    }),
    variation: t.field({
      type: VariationType,
      description: 'The variation.',
      extensions: openToClientKeys,
      resolve: ({ result }) => result.variation,
    }),
    value: t.field({
      type: 'JSON',
      description: 'Its value.',
      extensions: openToClientKeys,
      resolve: ({ result }) => result.variation.value,
    }),
    reason: t.field({
      type: EvaluationReasonEnum,
      description: 'Why.',
      extensions: openToClientKeys,
      resolve: ({ result }) => result.reason,
    }),
    // Closed to client keys: an application has no use for it, and it would tell which users a rule puts together.
    ruleId: t.id({
      nullable: true,
      description: 'The rule that matched; null otherwise.',
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
    description: 'What the flags of an environment serve to an evaluation context, by flag key.',
    args: {
      projectKey: t.arg.string({ required: true, description: 'The key of the project.' }),
      environmentKey: t.arg.string({ required: true, description: 'The key of the environment.' }),
      context: t.arg({
        type: 'JSON',
        required: true,
        description: 'What is known of the user or system: attributes by name, at most 64 KiB as JSON.',
      }),
      flagKeys: t.arg.stringList({
        description: 'Only these flags; left out: all. Unknown keys are passed over.',
      }),
    },
    resolve: (_root, args, { app, viewer }) =>
      evaluateFlags(app, viewer, { ...args, context: args.context ?? null }),
  }),
);
