/** What the mutations on flags take. The limits named here are checked in variation-input.ts, targeting-input.ts and flags.ts. */

import { builder } from '../graphql/builder.ts';
import { FlagKindEnum, FlagLifecycleEnum, OperatorEnum } from './flag-words.schema.ts';

const KEY = 'The key: `^[a-z0-9][a-z0-9._-]{0,99}$`';
const PROJECT_KEY = 'The key of the project.';
const COMMENT =
  'Why, for people: stored with the event, at most 2,000 characters. Jira issues that it names are linked, where an integration handles them.';
const EXPECTED_VERSION = 'Refuse with ConflictError unless the flag is at this version.';

const VariationInput = builder.inputType('VariationInput', {
  description: 'A variation of a flag.',
  fields: (t) => ({
    key: t.string({ required: true, description: `${KEY}, unique in the flag.` }),
    name: t.string({ description: 'The name for people, 1 to 200 characters. Left out: the key.' }),
    description: t.string({ description: 'What it means, at most 2,000 characters.' }),
    value: t.field({
      type: 'JSON',
      required: true,
      description:
        'What is served, of the kind of the flag: true or false, a number, text of at most 10,000 characters, or JSON of at most 100 KiB.',
    }),
  }),
});

const ClauseInput = builder.inputType('ClauseInput', {
  description: 'A test on one attribute of the evaluation context.',
  fields: (t) => ({
    attribute: t.string({ required: true, description: 'The name of the attribute, 1 to 100 characters.' }),
    operator: t.field({ type: OperatorEnum, required: true, description: 'How it is compared.' }),
    values: t.field({
      type: ['JSON'],
      description: 'What it is compared with; see the operator. Left out: nothing.',
    }),
    negate: t.boolean({
      description:
        'Whether the answer is turned round, default false. A context without the attribute then passes; add EXISTS to leave it out.',
    }),
  }),
});

const RolloutWeightInput = builder.inputType('RolloutWeightInput', {
  description: 'The share of one variation.',
  fields: (t) => ({
    variation: t.string({ required: true, description: 'The key of the variation.' }),
    weight: t.float({
      required: true,
      description: 'Its share in percent, 0 to 100 with up to three decimals.',
    }),
  }),
});

const RolloutInput = builder.inputType('RolloutInput', {
  description: 'A percentage rollout.',
  fields: (t) => ({
    bucketBy: t.string({
      required: true,
      description: 'The attribute whose hash decides, such as `userId`.',
    }),
    weights: t.field({
      type: [RolloutWeightInput],
      required: true,
      description: 'The shares; they must add up to 100.',
    }),
  }),
});

export const ServeInput = builder.inputType('ServeInput', {
  description: 'What is served: a variation or a rollout.',
  isOneOf: true,
  fields: (t) => ({
    variation: t.string({ description: 'The key of a variation.' }),
    rollout: t.field({ type: RolloutInput, description: 'A percentage rollout.' }),
  }),
});

export const RuleInput = builder.inputType('RuleInput', {
  description: 'A rule.',
  fields: (t) => ({
    id: t.id({
      description:
        'The id of the rule that this one changes. Left out: an equal rule is kept, else a new one made.',
    }),
    description: t.string({ description: 'Why it is there, at most 2,000 characters.' }),
    clauses: t.field({ type: [ClauseInput], required: true, description: 'All must hold; 1 to 50.' }),
    serve: t.field({ type: ServeInput, required: true, description: 'What is served then.' }),
  }),
});

export const CreateFlagInput = builder.inputType('CreateFlagInput', {
  description: 'A new flag.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: PROJECT_KEY }),
    key: t.string({ required: true, description: `${KEY}, unique in the project.` }),
    name: t.string({ description: 'The name for people, 1 to 200 characters. Left out: the key.' }),
    kind: t.field({
      type: FlagKindEnum,
      required: true,
      description: 'What its variations are; never changes.',
    }),
    description: t.string({ description: 'What it is for, at most 2,000 characters.' }),
    variations: t.field({
      type: [VariationInput],
      description: 'What it can serve, at most 100. May be left out for BOOLEAN: on and off.',
    }),
    tags: t.stringList({ description: 'At most 50 tags of 1 to 50 characters.' }),
    owner: t.string({ description: 'Who is responsible, 1 to 200 characters.' }),
  }),
});

export const UpdateFlagInput = builder.inputType('UpdateFlagInput', {
  description: 'What to change of a flag.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: PROJECT_KEY }),
    key: t.string({ required: true, description: 'The key of the flag.' }),
    name: t.string({ description: 'The new name for people, 1 to 200 characters.' }),
    description: t.string({ description: 'What it is for, at most 2,000 characters; null: none.' }),
    tags: t.stringList({ description: 'All of its tags: at most 50 of 1 to 50 characters.' }),
    owner: t.string({ description: 'Who is responsible, 1 to 200 characters; null: nobody.' }),
    lifecycle: t.field({ type: FlagLifecycleEnum, description: 'Where it is in its life.' }),
    variations: t.field({ type: [VariationInput], description: 'All of its variations, at most 100.' }),
    expectedVersion: t.int({ description: EXPECTED_VERSION }),
    comment: t.string({ description: COMMENT }),
  }),
});

const place = {
  projectKey: PROJECT_KEY,
  flagKey: 'The key of the flag.',
  environmentKey: 'The key of the environment.',
};

export const UpdateFlagEnvironmentInput = builder.inputType('UpdateFlagEnvironmentInput', {
  description: 'What to change of how a flag behaves in one environment.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: place.projectKey }),
    flagKey: t.string({ required: true, description: place.flagKey }),
    environmentKey: t.string({ required: true, description: place.environmentKey }),
    enabled: t.boolean({ description: 'Whether the flag is on.' }),
    rules: t.field({ type: [RuleInput], description: 'All rules in their order, at most 200.' }),
    fallthrough: t.field({ type: ServeInput, description: 'What is served when no rule matches.' }),
    offVariation: t.string({ description: 'The key of the variation that is served while the flag is off.' }),
    expectedVersion: t.int({ description: EXPECTED_VERSION }),
    comment: t.string({ description: COMMENT }),
  }),
});

export const SetFlagEnabledInput = builder.inputType('SetFlagEnabledInput', {
  description: 'Which flag to switch.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: place.projectKey }),
    flagKey: t.string({ required: true, description: place.flagKey }),
    environmentKey: t.string({ required: true, description: place.environmentKey }),
    enabled: t.boolean({ required: true, description: 'On or off.' }),
    comment: t.string({ description: COMMENT }),
  }),
});

export const DeleteFlagInput = builder.inputType('DeleteFlagInput', {
  description: 'Which flag to delete.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: PROJECT_KEY }),
    key: t.string({ required: true, description: 'The key of the flag.' }),
    comment: t.string({ description: COMMENT }),
  }),
});
