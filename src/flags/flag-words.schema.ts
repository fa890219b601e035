/** The small types that flags are described with: kinds, variations, clauses, rules and what they serve. */

import { openToClientKeys } from '../access/client-keys.ts';
import { builder } from '../graphql/builder.ts';
import type { ShownRule, ShownServe, ShownVariation } from './changes/shown.ts';
import { type Clause, flagKinds, flagLifecycles } from './flag.ts';
import { operatorNames } from './operators/operator.ts';
import { operators } from './operators/registry.ts';

const kindDescriptions = {
  BOOLEAN: 'Its variations are true and false.',
  STRING: 'Its variations are text.',
  NUMBER: 'Its variations are numbers.',
  JSON: 'Its variations are any JSON but null.',
} satisfies Record<(typeof flagKinds)[number], string>;

const lifecycleDescriptions = {
  ACTIVE: 'In use.',
  STALE: 'No longer needed; its code should go.',
  PERMANENT: 'Meant to stay, such as an operational switch.',
  ARCHIVED: 'Out of use: it serves its off variation everywhere.',
} satisfies Record<(typeof flagLifecycles)[number], string>;

export const FlagKindEnum = builder.enumType('FlagKind', {
  description: 'What the variations of a flag are.',
  values: described(flagKinds, (name) => kindDescriptions[name]),
});

export const FlagLifecycleEnum = builder.enumType('FlagLifecycle', {
  description: 'Where a flag is in its life.',
  values: described(flagLifecycles, (name) => lifecycleDescriptions[name]),
});

export const OperatorEnum = builder.enumType('Operator', {
  description: 'How a clause compares an attribute of the evaluation context with its values.',
  values: described(operatorNames, (name) => operators[name].description),
});

export const VariationType = builder.objectRef<ShownVariation>('Variation').implement({
  description: 'One of the values that a flag can serve.',
  fields: (t) => ({
    key: t.exposeString('key', {
      description: 'Its name for rules, unique in the flag.',
      extensions: openToClientKeys,
    }),
    // Closed to client keys, as is the description: both are written for the team, not for the users of an application.
    name: t.exposeString('name', { description: 'Its name for people.' }),
    description: t.exposeString('description', { nullable: true, description: 'What it means.' }),
    value: t.expose('value', {
      type: 'JSON',
      description: 'What is served, of the kind of the flag.',
      extensions: openToClientKeys,
    }),
  }),
});

const ClauseType = builder.objectRef<Clause>('Clause').implement({
  description: 'A test on one attribute of the evaluation context.',
  fields: (t) => ({
    attribute: t.exposeString('attribute', { description: 'The name of the attribute.' }),
    operator: t.expose('operator', { type: OperatorEnum, description: 'How it is compared.' }),
    values: t.field({
      type: ['JSON'],
      description: 'What it is compared with; how many and of what kind, the operator says.',
      resolve: ({ values }) => values,
    }),
    negate: t.exposeBoolean('negate', { description: 'Whether the answer is turned round.' }),
  }),
});

type Shown<Name extends ShownServe['__typename']> = Extract<ShownServe, { __typename: Name }>;

const VariationServeType = builder.objectRef<Shown<'VariationServe'>>('VariationServe').implement({
  description: 'One variation for everyone.',
  fields: (t) => ({
    variation: t.expose('variation', { type: VariationType, description: 'The variation.' }),
  }),
});

const RolloutWeightType = builder
  .objectRef<Shown<'RolloutServe'>['weights'][number]>('RolloutWeight')
  .implement({
    description: 'The share of one variation in a rollout.',
    fields: (t) => ({
      variation: t.expose('variation', { type: VariationType, description: 'The variation.' }),
      weight: t.exposeFloat('weight', { description: 'Its share in percent, with up to three decimals.' }),
    }),
  });

const RolloutServeType = builder.objectRef<Shown<'RolloutServe'>>('RolloutServe').implement({
  description: 'A percentage rollout: contexts are split by the hash of one attribute, always the same way.',
  fields: (t) => ({
    bucketBy: t.exposeString('bucketBy', { description: 'The attribute whose hash decides.' }),
    weights: t.field({
      type: [RolloutWeightType],
      description: 'The shares; they add up to 100.',
      resolve: ({ weights }) => weights,
    }),
  }),
});

export const ServeUnion = builder.unionType('Serve', {
  description: 'What is served: one variation, or a percentage rollout.',
  types: [VariationServeType, RolloutServeType],
  resolveType: (serve) => serve.__typename,
});

export const RuleType = builder.objectRef<ShownRule>('Rule').implement({
  description: 'Serves something to the contexts that pass all of its clauses.',
  fields: (t) => ({
    id: t.exposeID('id', {
      description: 'The id, `rule_…`. Send it back to change the rule rather than replace it.',
    }),
    description: t.exposeString('description', { nullable: true, description: 'Why it is there.' }),
    clauses: t.field({
      type: [ClauseType],
      description: 'All must hold.',
      resolve: ({ clauses }) => clauses,
    }),
    serve: t.field({ type: ServeUnion, description: 'What is served then.', resolve: ({ serve }) => serve }),
  }),
});

function described<const Name extends string>(names: readonly Name[], describe: (name: Name) => string) {
  return Object.fromEntries(names.map((name) => [name, { value: name, description: describe(name) }])) as {
    [Key in Name]: { value: Key; description: string };
  };
}
