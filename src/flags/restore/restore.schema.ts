/** The mutation that makes a flag behave as it did, and its preview. */

import { mayChangeFlags } from '../../access/permissions.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { tokenMissing } from '../../graphql/refusals.ts';
import { ApprovalRequiredError } from '../../platform/errors.ts';
import { flagPayload } from '../flag-commands.schema.ts';
import { COMMENT, CONFIRM, EXPECTED_VERSION, PROJECT_KEY } from '../flag-inputs.schema.ts';
import { FlagChangePreviewType } from '../preview/flag-change-preview.schema.ts';
import { previewFlagRestore } from './preview-restore.ts';
import { restoreFlag } from './restore-flag.ts';

export const EVENT_ID =
  'Id of an event of the flag, `evt_…`: how the flag behaved after it is restored, in this environment only. Its variations, name, tags and lifecycle stay as they are.';

const RestoreFlagInput = builder.inputType('RestoreFlagInput', {
  description: 'Flag, environment, and the event after which it behaved as it is to behave again.',
  fields: (t) => ({
    projectKey: t.string({ required: true, description: PROJECT_KEY }),
    flagKey: t.string({ required: true, description: 'The key of the flag.' }),
    environmentKey: t.string({ required: true, description: 'The key of the environment.' }),
    eventId: t.id({ required: true, description: EVENT_ID }),
    expectedVersion: t.int({ description: EXPECTED_VERSION }),
    comment: t.string({ description: COMMENT }),
    confirm: t.string({ description: CONFIRM }),
  }),
});

commandField('restoreFlag', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Makes a flag behave in one environment as it did after an event of its past, as an ordinary change with an event of its own. Rules that were deleted since come back with a new id. Changes nothing if it behaves so already. Fails with InvalidInputError at `eventId` if it would serve a variation that the flag does not have any more, and with ApprovalRequiredError if the environment requires approvals: see proposeFlagRestore.',
  input: RestoreFlagInput,
  payload: flagPayload('RestoreFlagPayload'),
  errors: [ApprovalRequiredError],
  run: restoreFlag,
});

builder.queryField('previewFlagRestore', (t) =>
  t.field({
    type: FlagChangePreviewType,
    description:
      'What restoreFlag would do with the same input, and proposeFlagRestore would propose, without doing it. For everybody who may read the project. Fails with NOT_FOUND if there is no such flag or environment, or if the event is not one of the flag.',
    args: {
      input: t.arg({ type: RestoreFlagInput, required: true, description: 'The input of restoreFlag.' }),
    },
    resolve: (_root, { input }, { app, viewer }) => {
      if (!viewer) throw tokenMissing();
      return previewFlagRestore(app, viewer, input);
    },
  }),
);
