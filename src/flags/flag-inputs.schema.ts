/** Inputs of the mutations on flags. */

import { builder } from '../graphql/builder.ts';
import {
  MAX_COMMENT_LENGTH,
  MAX_DESCRIPTION_LENGTH,
  MAX_NAME_LENGTH,
  shown,
} from '../platform/input/limits.ts';
import { MAX_ENVIRONMENTS } from '../projects/projects.ts';
import { FlagKindEnum, FlagLifecycleEnum, OperatorEnum } from './flag-words.schema.ts';
import {
  MAX_ATTRIBUTE_LENGTH,
  MAX_CLAUSES,
  MAX_EVENT_KIB,
  MAX_FLAG_KIB,
  MAX_JSON_VALUE_KIB,
  MAX_OWNER_LENGTH,
  MAX_RULES,
  MAX_STRING_VALUE_LENGTH,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  MAX_VARIATIONS,
  MAX_WEIGHTS,
} from './limits.ts';

const KEY = 'The key: `^[a-z0-9][a-z0-9._-]{0,99}$`';
const PROJECT_KEY = 'The key of the project.';
const COMMENT = `Reason for the change, at most ${shown(MAX_COMMENT_LENGTH)} characters. Stored with the event and shown in messages. Jira issues named in it are linked to the flag if an integration handles their project.`;
const NAME = `Display name, 1 to ${MAX_NAME_LENGTH} characters.`;
const DESCRIPTION = `at most ${shown(MAX_DESCRIPTION_LENGTH)} characters`;
const TAGS = `at most ${MAX_TAGS}, each of 1 to ${MAX_TAG_LENGTH} characters`;
const OWNER = `Person or team responsible for the flag, 1 to ${MAX_OWNER_LENGTH} characters`;
const EXPECTED_VERSION =
  'Version of the flag that the change was made for. Fails with ConflictError if the flag has another one.';

export const CONFIRM =
  'The key of the environment, where it has `confirmChanges`: without it the change is rejected with an issue at `confirm`. Elsewhere it is ignored.';
const CONFIRM_ALL = `Keys of the environments with \`confirmChanges\` in which this makes a difference to what is served, at most ${MAX_ENVIRONMENTS}: without them it is rejected with an issue at \`confirm\`.`;

const SAFE_NUMBERS = `Numbers may be from -${Number.MAX_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}: larger ones lose digits and are to be written in quotes.`;

const VariationInput = builder.inputType('VariationInput', {
  description: 'One of the values that a flag can serve.',
  fields: (t) => ({
    key: t.string({ required: true, description: `${KEY}, unique in the flag.` }),
    name: t.string({ description: `${NAME} Default: the key.` }),
    description: t.string({ description: `Meaning of the variation, ${DESCRIPTION}.` }),
    value: t.field({
      type: 'JSON',
      required: true,
      description: `Value that is served. Its type follows the kind of the flag: BOOLEAN, NUMBER, STRING of at most ${shown(MAX_STRING_VALUE_LENGTH)} characters, or JSON of at most ${MAX_JSON_VALUE_KIB} KiB. ${SAFE_NUMBERS}`,
    }),
  }),
});

const ClauseInput = builder.inputType('ClauseInput', {
  description: 'Condition on one attribute of the evaluation context.',
  fields: (t) => ({
    attribute: t.string({
      required: true,
      description: `Name of the attribute, 1 to ${MAX_ATTRIBUTE_LENGTH} characters.`,
    }),
    operator: t.field({
      type: OperatorEnum,
      required: true,
      description: 'Comparison of the attribute with the values.',
    }),
    values: t.field({
      type: ['JSON'],
      description: `Values to compare with. How many there may be, and of which type, depends on the operator. Default: none. ${SAFE_NUMBERS}`,
    }),
    negate: t.boolean({
      description:
        'Negates the condition. Default: false. A negated condition also matches contexts without the attribute; add a clause with EXISTS to exclude them. An attribute that the operator cannot compare, such as "yesterday" with a date or a list with text, matches neither the condition nor its negation.',
    }),
  }),
});

const RolloutWeightInput = builder.inputType('RolloutWeightInput', {
  description: 'Share of one variation in a rollout.',
  fields: (t) => ({
    variation: t.string({ required: true, description: 'The key of the variation.' }),
    weight: t.float({
      required: true,
      description: 'Share in percent, from 0 to 100, with at most three decimals.',
    }),
  }),
});

const RolloutInput = builder.inputType('RolloutInput', {
  description: 'Percentage rollout: splits contexts by the hash of one attribute.',
  fields: (t) => ({
    bucketBy: t.string({
      required: true,
      description:
        'Attribute whose value is hashed, such as `userId`. Contexts with the same value always get the same variation, and those for which it is missing, null or an empty string, or a list or an object, the first one that has a weight.',
    }),
    weights: t.field({
      type: [RolloutWeightInput],
      required: true,
      description: `Shares of the variations, at most ${MAX_WEIGHTS}. They must add up to 100.`,
    }),
  }),
});

export const ServeInput = builder.inputType('ServeInput', {
  description: 'Either a variation or a rollout.',
  isOneOf: true,
  fields: (t) => ({
    variation: t.string({ description: 'Key of the variation to serve.' }),
    rollout: t.field({ type: RolloutInput, description: 'Percentage rollout to serve.' }),
  }),
});

export const RuleInput = builder.inputType('RuleInput', {
  description: 'Serves a variation or a rollout to the contexts that match all of its clauses.',
  fields: (t) => ({
    id: t.id({
      description:
        'Id of the existing rule to change. Default: an existing rule with the same content is kept, otherwise a new one is created.',
    }),
    description: t.string({ description: `Purpose of the rule, ${DESCRIPTION}.` }),
    clauses: t.field({
      type: [ClauseInput],
      required: true,
      description: `Conditions, 1 to ${MAX_CLAUSES}. All of them must match.`,
    }),
    serve: t.field({ type: ServeInput, required: true, description: 'Served to contexts that match.' }),
  }),
});

const WHOLE_FLAG = `The variations and the rules of all environments together take at most ${MAX_FLAG_KIB} KiB as JSON.`;
const WHOLE_EVENT = `What the event of one change says, with values before and after, takes at most ${shown(MAX_EVENT_KIB)} KiB.`;

export const CreateFlagInput = builder.inputType('CreateFlagInput', {
  description: 'Flag to create.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: PROJECT_KEY }),
    key: t.string({ required: true, description: `${KEY}, unique in the project.` }),
    name: t.string({ description: `${NAME} Default: the key.` }),
    kind: t.field({
      type: FlagKindEnum,
      required: true,
      description: 'Type of the variations. It cannot be changed later.',
    }),
    description: t.string({ description: `Purpose of the flag, ${DESCRIPTION}.` }),
    variations: t.field({
      type: [VariationInput],
      description: `Values that the flag can serve, at most ${MAX_VARIATIONS}. ${WHOLE_FLAG} Default for BOOLEAN: \`on\` (true) and \`off\` (false); required for the other kinds.`,
    }),
    tags: t.stringList({ description: `Tags: ${TAGS}.` }),
    owner: t.string({ description: `${OWNER}.` }),
  }),
});

export const UpdateFlagInput = builder.inputType('UpdateFlagInput', {
  description: 'Change of a flag. Fields that are left out keep their values.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: PROJECT_KEY }),
    key: t.string({ required: true, description: 'The key of the flag.' }),
    name: t.string({ description: NAME }),
    description: t.string({ description: `Purpose of the flag, ${DESCRIPTION}. null removes it.` }),
    tags: t.stringList({ description: `Replaces all tags: ${TAGS}.` }),
    owner: t.string({ description: `${OWNER}. null removes it.` }),
    lifecycle: t.field({ type: FlagLifecycleEnum, description: 'Stage of the lifecycle.' }),
    variations: t.field({
      type: [VariationInput],
      description: `Replaces all variations, at most ${MAX_VARIATIONS}. ${WHOLE_FLAG} ${WHOLE_EVENT}`,
    }),
    expectedVersion: t.int({ description: EXPECTED_VERSION }),
    comment: t.string({ description: COMMENT }),
    confirm: t.stringList({ description: CONFIRM_ALL }),
  }),
});

const place = {
  projectKey: PROJECT_KEY,
  flagKey: 'The key of the flag.',
  environmentKey: 'The key of the environment.',
};

export const UpdateFlagEnvironmentInput = builder.inputType('UpdateFlagEnvironmentInput', {
  description: 'Change of a flag in one environment. Fields that are left out keep their values.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: place.projectKey }),
    flagKey: t.string({ required: true, description: place.flagKey }),
    environmentKey: t.string({ required: true, description: place.environmentKey }),
    enabled: t.boolean({ description: 'Whether the flag is on.' }),
    rules: t.field({
      type: [RuleInput],
      description: `Replaces all rules, at most ${MAX_RULES}. The first that matches is served. ${WHOLE_FLAG} ${WHOLE_EVENT}`,
    }),
    fallthrough: t.field({ type: ServeInput, description: 'Served when no rule matches.' }),
    offVariation: t.string({ description: 'Key of the variation that is served while the flag is off.' }),
    expectedVersion: t.int({ description: EXPECTED_VERSION }),
    comment: t.string({ description: COMMENT }),
    confirm: t.string({ description: CONFIRM }),
  }),
});

export const SetFlagEnabledInput = builder.inputType('SetFlagEnabledInput', {
  description: 'Flag to switch on or off.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: place.projectKey }),
    flagKey: t.string({ required: true, description: place.flagKey }),
    environmentKey: t.string({ required: true, description: place.environmentKey }),
    enabled: t.boolean({ required: true, description: 'Whether the flag is on.' }),
    comment: t.string({ description: COMMENT }),
    confirm: t.string({ description: CONFIRM }),
  }),
});

export const DeleteFlagInput = builder.inputType('DeleteFlagInput', {
  description: 'Flag to delete.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: PROJECT_KEY }),
    key: t.string({ required: true, description: 'The key of the flag.' }),
    comment: t.string({ description: COMMENT }),
    confirm: t.stringList({ description: CONFIRM_ALL }),
  }),
});
