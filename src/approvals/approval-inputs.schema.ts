/** What the mutations on change requests take. */

import {
  CONFIRM,
  EXPECTED_VERSION,
  PROJECT_KEY,
  RuleInput,
  ServeInput,
} from '../flags/flag-inputs.schema.ts';
import { MAX_RULES } from '../flags/limits.ts';
import { EVENT_ID } from '../flags/restore/restore.schema.ts';
import { builder } from '../graphql/builder.ts';
import { MAX_COMMENT_LENGTH, MAX_NAME_LENGTH, shown } from '../platform/input/limits.ts';

const CHANGE_REQUEST_ID = 'The id of the change request.';
const COMMENT = `Comment, at most ${shown(MAX_COMMENT_LENGTH)} characters. Stored with the event.`;
const TITLE = `Title, 1 to ${MAX_NAME_LENGTH} characters. Default: the summary of the first change.`;
const REASON = `Reason for the change, at most ${shown(MAX_COMMENT_LENGTH)} characters.`;
const SCHEDULED_AT =
  'Time at which the change request is applied automatically, at most 365 days from now. It is cancelled if it lacks approvals then, or if the flag has changed so that the result would differ. Default: it is applied with applyChangeRequest.';
const EXPECTED_REVISION =
  'Revision that was reviewed. Fails with ConflictError if the change request has another one.';

export const ProposeFlagChangeInput = builder.inputType('ProposeFlagChangeInput', {
  description: 'Change of a flag in one environment to propose.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: PROJECT_KEY }),
    flagKey: t.string({ required: true, description: 'The key of the flag.' }),
    environmentKey: t.string({ required: true, description: 'The key of the environment.' }),
    enabled: t.boolean({ description: 'Whether the flag is on.' }),
    rules: t.field({
      type: [RuleInput],
      description: `Replaces all rules, at most ${MAX_RULES}. The first that matches is served.`,
    }),
    fallthrough: t.field({ type: ServeInput, description: 'Served when no rule matches.' }),
    offVariation: t.string({ description: 'Key of the variation that is served while the flag is off.' }),
    expectedVersion: t.int({ description: EXPECTED_VERSION }),
    title: t.string({ description: TITLE }),
    comment: t.string({ description: REASON }),
    scheduledAt: t.field({ type: 'DateTime', description: SCHEDULED_AT }),
  }),
});

export const ProposeFlagRestoreInput = builder.inputType('ProposeFlagRestoreInput', {
  description: 'Flag, environment, and the event after which it behaved as it is proposed to behave again.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: PROJECT_KEY }),
    flagKey: t.string({ required: true, description: 'The key of the flag.' }),
    environmentKey: t.string({ required: true, description: 'The key of the environment.' }),
    eventId: t.id({ required: true, description: EVENT_ID }),
    expectedVersion: t.int({ description: EXPECTED_VERSION }),
    title: t.string({ description: TITLE }),
    comment: t.string({ description: REASON }),
    scheduledAt: t.field({ type: 'DateTime', description: SCHEDULED_AT }),
  }),
});

export const UpdateChangeRequestInput = builder.inputType('UpdateChangeRequestInput', {
  description: 'Edit of a change request. Fields that are left out keep their values.',
  fields: (t) => ({
    changeRequestId: t.id({ required: true, description: CHANGE_REQUEST_ID }),
    enabled: t.boolean({ description: 'Whether the flag is on.' }),
    rules: t.field({
      type: [RuleInput],
      description: `Replaces all rules, at most ${MAX_RULES}. The first that matches is served.`,
    }),
    fallthrough: t.field({ type: ServeInput, description: 'Served when no rule matches.' }),
    offVariation: t.string({
      description: 'Key of the variation that is served while the flag is off.',
    }),
    title: t.string({ description: `Title, 1 to ${MAX_NAME_LENGTH} characters.` }),
    comment: t.string({
      description: `Reason for the change, at most ${shown(MAX_COMMENT_LENGTH)} characters. null removes it.`,
    }),
    scheduledAt: t.field({
      type: 'DateTime',
      description:
        'Time at which the change request is applied automatically. null: it is applied with applyChangeRequest.',
    }),
    expectedRevision: t.int({ description: EXPECTED_REVISION }),
  }),
});

export const ApproveChangeRequestInput = builder.inputType('ApproveChangeRequestInput', {
  description: 'Change request to approve.',
  fields: (t) => ({
    changeRequestId: t.id({ required: true, description: CHANGE_REQUEST_ID }),
    expectedRevision: t.int({ description: EXPECTED_REVISION }),
    comment: t.string({ description: COMMENT }),
  }),
});

export const RejectChangeRequestInput = builder.inputType('RejectChangeRequestInput', {
  description: 'Change request to reject, with the reason.',
  fields: (t) => ({
    changeRequestId: t.id({ required: true, description: CHANGE_REQUEST_ID }),
    expectedRevision: t.int({ description: EXPECTED_REVISION }),
    comment: t.string({
      required: true,
      description: `Reason, such as what should be different, 1 to ${shown(MAX_COMMENT_LENGTH)} characters. Stored with the event.`,
    }),
  }),
});

export const CancelChangeRequestInput = builder.inputType('CancelChangeRequestInput', {
  description: 'Change request to cancel.',
  fields: (t) => ({
    changeRequestId: t.id({ required: true, description: CHANGE_REQUEST_ID }),
    comment: t.string({ description: COMMENT }),
  }),
});

export const ApplyChangeRequestInput = builder.inputType('ApplyChangeRequestInput', {
  description: 'Change request to apply.',
  fields: (t) => ({
    changeRequestId: t.id({ required: true, description: CHANGE_REQUEST_ID }),
    expectedRevision: t.int({ description: EXPECTED_REVISION }),
    bypass: t.boolean({
      description:
        'Emergency bypass: applies the change request without its approvals and before its scheduled time. Only for admins. Requires a comment, and the event is marked.',
    }),
    comment: t.string({
      description: `${COMMENT} Default: the event of the flag has the comment of the author.`,
    }),
    confirm: t.string({ description: `With \`bypass\`: ${CONFIRM}` }),
  }),
});
