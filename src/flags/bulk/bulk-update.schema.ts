/** The mutation that changes several flags, and its preview. */

import { mayChangeFlags } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { ErrorCodeEnum, IssueType } from '../../graphql/errors.schema.ts';
import { tokenMissing } from '../../graphql/refusals.ts';
import { type CommandError, InvalidInputError } from '../../platform/errors.ts';
import { FlagType } from '../flag.schema.ts';
import { FlagEventType } from '../flag-events/flag-event.schema.ts';
import { COMMENT, CONFIRM_ALL, OWNER, PROJECT_KEY } from '../flag-inputs.schema.ts';
import { FlagLifecycleEnum } from '../flag-words.schema.ts';
import { MAX_BULK_FLAGS, MAX_TAG_LENGTH, MAX_TAGS } from '../limits.ts';
import { FlagChangePreviewType } from '../preview/flag-change-preview.schema.ts';
import { previewFlagsUpdate } from './preview-flags-update.ts';
import { type UpdatedFlag, updateFlags } from './update-flags.ts';

const TAGS = `at most ${MAX_TAGS}, each of 1 to ${MAX_TAG_LENGTH} characters`;

const FlagsChangeInput = builder.inputType('FlagsChangeInput', {
  description: 'The change that each of the flags gets: one of these.',
  isOneOf: true,
  fields: (t) => ({
    enabled: t.field({
      type: builder.inputType('FlagsEnabledInput', {
        description: 'A switch in one environment.',
        fields: (field) => ({
          environmentKey: field.string({ required: true, description: 'The key of the environment.' }),
          enabled: field.boolean({ required: true, description: 'Whether the flags are on.' }),
        }),
      }),
      description: 'Switches the flags on or off in one environment.',
    }),
    tags: t.field({
      type: builder.inputType('FlagsTagsInput', {
        description: 'Tags to add and to remove. Other tags stay. At least one must be given.',
        fields: (field) => ({
          add: field.stringList({ description: `Tags to add, ${TAGS}. No flag may have more.` }),
          remove: field.stringList({ description: `Tags to remove, ${TAGS}.` }),
        }),
      }),
      description: 'Adds tags and removes others.',
    }),
    owner: t.field({
      type: builder.inputType('FlagsOwnerInput', {
        description: 'The owner of the flags.',
        fields: (field) => ({ name: field.string({ description: `${OWNER}. null removes it.` }) }),
      }),
      description: 'Gives the flags an owner.',
    }),
    lifecycle: t.field({
      type: FlagLifecycleEnum,
      description: 'Stage of the lifecycle: ARCHIVED archives the flags.',
    }),
  }),
});

const UpdateFlagsInput = builder.inputType('UpdateFlagsInput', {
  description: 'Flags, and the change that each of them gets.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: PROJECT_KEY }),
    flagKeys: t.stringList({
      required: true,
      description: `Keys of the flags, 1 to ${MAX_BULK_FLAGS}. A key that stands twice counts once.`,
    }),
    change: t.field({ type: FlagsChangeInput, required: true, description: 'The change.' }),
    comment: t.string({ description: COMMENT }),
    confirm: t.stringList({ description: CONFIRM_ALL }),
  }),
});

// Not one of the error types: GraphQL fails a field whose value is an Error.
const FlagRefusalType = builder.objectRef<{ error: CommandError }>('FlagRefusal').implement({
  description: 'Why a flag was not changed along with others.',
  fields: (t) => ({
    code: t.field({
      type: ErrorCodeEnum,
      description: 'Kind of the refusal: INVALID_INPUT, NOT_FOUND or APPROVAL_REQUIRED.',
      resolve: ({ error }) => error.code,
    }),
    message: t.string({
      description: 'What is wrong and how to fix it, as the mutation on one flag would say it.',
      resolve: ({ error }) => error.message,
    }),
    issues: t.field({
      type: [IssueType],
      description:
        'All problems with the input for this flag, such as one at `confirm`. Empty if it was refused for something else.',
      resolve: ({ error }) => (error instanceof InvalidInputError ? error.issues : []),
    }),
  }),
});

const UpdatedFlagType = builder.objectRef<UpdatedFlag>('UpdatedFlag').implement({
  description: 'What came of an update of several flags for one of them.',
  fields: (t) => ({
    flagKey: t.exposeString('flagKey', { description: 'The key that was named.' }),
    flag: t.field({
      type: FlagType,
      nullable: true,
      description: 'Flag after the change. null if it was refused.',
      resolve: ({ flag }) => flag,
    }),
    event: t.field({
      type: FlagEventType,
      nullable: true,
      description: 'Event of the change. null if it was refused, and if the flag was so already.',
      resolve: ({ event }) => event,
    }),
    refusal: t.field({
      type: FlagRefusalType,
      nullable: true,
      description: 'Why this flag was refused. null if it was not.',
      resolve: ({ error }) => error && { error },
    }),
  }),
});

commandField('updateFlags', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Makes the same change to several flags. Each is changed or refused by itself, with an event of its own: look at the `refusal` of each result. previewFlagsUpdate says before what will be refused. Sending it again changes only those that are not so yet.',
  input: UpdateFlagsInput,
  payload: builder.objectRef<{ results: UpdatedFlag[] }>('UpdateFlagsPayload').implement({
    description: 'Result of an update of several flags.',
    fields: (t) => ({
      results: t.expose('results', {
        type: [UpdatedFlagType],
        description: 'One for each flag, in the order in which they were named.',
      }),
    }),
  }),
  run: updateFlags,
});

builder.queryField('previewFlagsUpdate', (t) =>
  t.field({
    type: [FlagChangePreviewType],
    description:
      'What updateFlags would do with the same input, without doing it: one preview for each flag, in the order in which they are named. Flags that do not exist are left out. For everybody who may read the project. Fails with NOT_FOUND if there is no such project or environment, and with INVALID_INPUT.',
    args: {
      input: t.arg({ type: UpdateFlagsInput, required: true, description: 'The input of updateFlags.' }),
    },
    resolve: (_root, { input }, { app, viewer }) => {
      if (!viewer) throw tokenMissing();
      return previewFlagsUpdate(app, viewer, input);
    },
  }),
);
