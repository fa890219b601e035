/** What the mutations on change requests take. */

import { RuleInput, ServeInput } from '../flags/flag-inputs.schema.ts';
import { builder } from '../graphql/builder.ts';

const CHANGE_REQUEST_ID = 'The id of the change request.';
const COMMENT = 'What there is to say, for people: stored with the event, at most 2,000 characters.';
const EXPECTED_REVISION =
  'Refuse with ConflictError unless the change request is at this revision: the one that you have seen.';

export const ProposeFlagChangeInput = builder.inputType('ProposeFlagChangeInput', {
  description: 'A change of how a flag behaves in one environment, for others to approve.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: 'The key of the project.' }),
    flagKey: t.string({ required: true, description: 'The key of the flag.' }),
    environmentKey: t.string({ required: true, description: 'The key of the environment.' }),
    enabled: t.boolean({ description: 'Whether the flag is on.' }),
    rules: t.field({ type: [RuleInput], description: 'All rules in their order, at most 200.' }),
    fallthrough: t.field({ type: ServeInput, description: 'What is served when no rule matches.' }),
    offVariation: t.string({ description: 'The key of the variation that is served while the flag is off.' }),
    expectedVersion: t.int({
      description: 'Refuse with ConflictError unless the flag is at this version now.',
    }),
    title: t.string({
      description: 'What it is about, 1 to 200 characters. Left out: the first of the changes in words.',
    }),
    comment: t.string({ description: 'Why, for people: at most 2,000 characters.' }),
    scheduledAt: t.field({
      type: 'DateTime',
      description:
        'When it is to be applied by itself, at most 365 days from now. If it lacks approvals then, or the flag has moved, it is cancelled. Left out: when somebody applies it.',
    }),
  }),
});

export const UpdateChangeRequestInput = builder.inputType('UpdateChangeRequestInput', {
  description: 'What to change of a change request.',
  fields: (t) => ({
    changeRequestId: t.id({ required: true, description: CHANGE_REQUEST_ID }),
    enabled: t.boolean({ description: 'Whether the flag is to be on.' }),
    rules: t.field({ type: [RuleInput], description: 'All rules in their order, at most 200.' }),
    fallthrough: t.field({ type: ServeInput, description: 'What is to be served when no rule matches.' }),
    offVariation: t.string({
      description: 'The key of the variation that is to be served while the flag is off.',
    }),
    title: t.string({ description: 'The new title, 1 to 200 characters.' }),
    comment: t.string({ description: 'Why, at most 2,000 characters; null: nothing to say.' }),
    scheduledAt: t.field({
      type: 'DateTime',
      description: 'When it is to be applied by itself; null: when somebody applies it.',
    }),
    expectedRevision: t.int({ description: EXPECTED_REVISION }),
  }),
});

export const ApproveChangeRequestInput = builder.inputType('ApproveChangeRequestInput', {
  description: 'Which change request to approve.',
  fields: (t) => ({
    changeRequestId: t.id({ required: true, description: CHANGE_REQUEST_ID }),
    expectedRevision: t.int({ description: EXPECTED_REVISION }),
    comment: t.string({ description: COMMENT }),
  }),
});

export const RejectChangeRequestInput = builder.inputType('RejectChangeRequestInput', {
  description: 'Which change request to reject, and why.',
  fields: (t) => ({
    changeRequestId: t.id({ required: true, description: CHANGE_REQUEST_ID }),
    expectedRevision: t.int({ description: EXPECTED_REVISION }),
    comment: t.string({
      required: true,
      description: 'What should be different, 1 to 2,000 characters: stored with the event.',
    }),
  }),
});

export const CancelChangeRequestInput = builder.inputType('CancelChangeRequestInput', {
  description: 'Which change request to withdraw.',
  fields: (t) => ({
    changeRequestId: t.id({ required: true, description: CHANGE_REQUEST_ID }),
    comment: t.string({ description: COMMENT }),
  }),
});

export const ApplyChangeRequestInput = builder.inputType('ApplyChangeRequestInput', {
  description: 'Which change request to apply.',
  fields: (t) => ({
    changeRequestId: t.id({ required: true, description: CHANGE_REQUEST_ID }),
    expectedRevision: t.int({ description: EXPECTED_REVISION }),
    bypass: t.boolean({
      description:
        'The emergency bypass: apply it without its approvals and before its time. For admins, who have to say why in the comment; the event is marked.',
    }),
    comment: t.string({ description: `${COMMENT} Left out: the flag's event has the author's comment.` }),
  }),
});
