/** The small types that flags are described with: kinds, variations, clauses, rules and what they serve. */

import { operatorNames } from 'gogreen-engine';
import { openToClientKeys } from '../access/client-keys.ts';
import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { countShown } from '../graphql/large-reads.ts';
import type { ShownRule, ShownServe, ShownVariation } from './changes/shown.ts';
import { type Clause, type flagKinds, lifecycleMeanings } from './flag.ts';
import { operators } from './operators/registry.ts';

export const FlagKindEnum = describedEnum<(typeof flagKinds)[number]>(
  'FlagKind',
  'Type of the variations of a flag.',
  {
    BOOLEAN: 'Its variations are true and false.',
    STRING: 'Its variations are text.',
    NUMBER: 'Its variations are numbers.',
    JSON: 'Its variations are any JSON but null.',
  },
);

export const FlagLifecycleEnum = describedEnum(
  'FlagLifecycle',
  'Stage in the lifecycle of a flag.',
  lifecycleMeanings,
);

export const OperatorEnum = describedEnum(
  'Operator',
  'How a clause compares an attribute of the evaluation context with its values.',
  Object.fromEntries(operatorNames.map((name) => [name, operators[name].description])) as Record<
    (typeof operatorNames)[number],
    string
  >,
);

export const VariationType = builder.objectRef<ShownVariation>('Variation').implement({
  description: 'One of the values that a flag can serve.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description: 'Key that rules refer to, unique in the flag.',
      extensions: openToClientKeys,
    }),
    // Closed to client keys, as is the description: both are written for the team, not for the users of an application.
    name: t.exposeString('name', { description: 'Display name.' }),
    description: t.exposeString('description', { nullable: true, description: 'Meaning of the variation.' }),
    value: t.field({
      type: 'JSON',
      description: 'Value that is served. Its type follows the kind of the flag.',
      resolve: ({ value }, _args, context) => countShown(context, value),
      extensions: openToClientKeys,
    }),
  }),
});

export const ClauseType = builder.objectRef<Clause>('Clause').implement({
  description: 'Condition on one attribute of the evaluation context.',
  fields: (t) => ({
    attribute: t.exposeString('attribute', { description: 'Name of the attribute.' }),
    operator: t.expose('operator', {
      type: OperatorEnum,
      description: 'Comparison of the attribute with the values.',
    }),
    values: t.field({
      type: ['JSON'],
      description: 'Values to compare with. How many there are, and of which type, depends on the operator.',
      resolve: ({ values }) => values,
    }),
    negate: t.exposeBoolean('negate', {
      description:
        'Negates the condition. An attribute that the operator cannot compare matches neither the condition nor its negation.',
    }),
  }),
});

type Shown<Name extends ShownServe['__typename']> = Extract<ShownServe, { __typename: Name }>;

const VariationServeType = builder.objectRef<Shown<'VariationServe'>>('VariationServe').implement({
  description: 'Serves one variation to every context.',
  fields: (t) => ({
    variation: t.expose('variation', { type: VariationType, description: 'The variation.' }),
  }),
});

const RolloutWeightType = builder
  .objectRef<Shown<'RolloutServe'>['weights'][number]>('RolloutWeight')
  .implement({
    description: 'Share of one variation in a rollout.',
    fields: (t) => ({
      variation: t.expose('variation', { type: VariationType, description: 'The variation.' }),
      weight: t.exposeFloat('weight', { description: 'Share in percent, with at most three decimals.' }),
    }),
  });

const RolloutServeType = builder.objectRef<Shown<'RolloutServe'>>('RolloutServe').implement({
  description:
    'Percentage rollout: splits contexts by the hash of one attribute. Contexts with the same value always get the same variation.',
  fields: (t) => ({
    bucketBy: t.exposeString('bucketBy', { description: 'Attribute whose value is hashed.' }),
    weights: t.field({
      type: [RolloutWeightType],
      description: 'Shares of the variations. They add up to 100.',
      resolve: ({ weights }) => weights,
    }),
  }),
});

export const ServeUnion = builder.unionType('Serve', {
  description: 'Either one variation or a percentage rollout.',
  types: [VariationServeType, RolloutServeType],
  resolveType: (serve) => serve.__typename,
});

export const RuleType = builder.objectRef<ShownRule>('Rule').implement({
  description: 'Serves a variation or a rollout to the contexts that match all of its clauses.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description:
        'Id of the rule, `rule_…`. Send it with an update to change the rule instead of replacing it.',
    }),
  }),
});

export const RuleSnapshotType = builder.objectRef<ShownRule>('RuleSnapshot').implement({
  description:
    'A rule as it was at the time of a change, or as it is proposed. It has no `id`, so that client caches do not merge it with the rule as it is now.',
  fields: (t) => ({
    ruleId: t.exposeID('id', { description: 'Id of the rule, `rule_…`: that of the `Rule` as it is now.' }),
  }),
});

for (const type of [RuleType, RuleSnapshotType]) {
  builder.objectFields(type, (t) => ({
    description: t.exposeString('description', { nullable: true, description: 'Purpose of the rule.' }),
    clauses: t.field({
      type: [ClauseType],
      description: 'Conditions. All of them must match.',
      resolve: ({ clauses }) => clauses,
    }),
    serve: t.field({
      type: ServeUnion,
      description: 'Served to contexts that match.',
      resolve: ({ serve }) => serve,
    }),
  }));
}
