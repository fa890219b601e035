/** Previews of changes of flags: what the mutation would do, as a query. */

import { canReadProjectOf } from '../../access/visible-projects.ts';
import { builder } from '../../graphql/builder.ts';
import { IssueType } from '../../graphql/errors.schema.ts';
import { countShown } from '../../graphql/large-reads.ts';
import { tokenMissing } from '../../graphql/refusals.ts';
import { confirmedBy } from '../confirmation.ts';
import type { FlagEventPayload } from '../flag-events/flag-event.ts';
import { showChanges } from '../flag-events/flag-event-fields.schema.ts';
import { UpdateFlagInput } from '../flag-inputs.schema.ts';
import { type FlagChangePreview, previewFlagUpdate } from './flag-change-preview.ts';

export const FlagChangePreviewType = builder.objectRef<FlagChangePreview>('FlagChangePreview').implement({
  description:
    'What a change would do to a flag as it is now. Nothing is stored and nobody is told. Ids of new rules are made up: the change itself will give others.',
  authScopes: canReadProjectOf,
  fields: (t) => ({
    flagKey: t.string({
      description: 'The key of the flag.',
      resolve: ({ flag }) => flag.snapshot.key,
    }),
    flagVersion: t.int({
      description: 'Version of the flag now. Send it as `expectedVersion` with the change.',
      resolve: ({ flag }) => flag.version,
    }),
    issues: t.field({
      type: [IssueType],
      description:
        'What the mutation would reject the input for, with the same paths. Empty if it is valid. While there are issues, the preview shows no changes.',
      resolve: ({ issues }) => issues,
    }),
    isConflict: t.exposeBoolean('isConflict', {
      description:
        'Whether `expectedVersion` is not the version of the flag, so that the mutation would fail with ConflictError. The changes are those to the flag as it is now.',
    }),
    requiresApproval: t.boolean({
      description: 'Whether the direct change would fail with ApprovalRequiredError.',
      resolve: ({ refusal }) => refusal !== null,
    }),
    refusal: t.exposeString('refusal', {
      nullable: true,
      description:
        'The message of that ApprovalRequiredError, which says what to do instead. null if the change needs no approval.',
    }),
    confirm: t.stringList({
      description:
        'Keys of the environments that the direct change must be confirmed with, as `confirm`. Empty if it needs no confirmation.',
      resolve: ({ change }) => (change ? confirmedBy(change) : []),
    }),
    minimumApprovals: t.exposeInt('minimumApprovals', {
      nullable: true,
      description:
        'Number of approvals that a change request for this change needs. null if it cannot be proposed, because it is for all environments.',
    }),
  }),
});

showChanges(FlagChangePreviewType, async (preview, context) => countShown(context, shownChange(preview)), {
  changes: 'What would change, one entry per change. Empty if nothing would.',
  before: 'How the flag behaves in the environment now. null if the change is for all environments.',
  after: 'How it would behave.',
});

builder.queryField('previewFlagUpdate', (t) =>
  t.field({
    type: FlagChangePreviewType,
    description:
      'What updateFlag would do with the same input, without doing it. For everybody who may read the project. Fails with NOT_FOUND if there is no such flag.',
    args: {
      input: t.arg({ type: UpdateFlagInput, required: true, description: 'The input of updateFlag.' }),
    },
    resolve: (_root, { input }, { app, viewer }) => {
      if (!viewer) throw tokenMissing();
      return previewFlagUpdate(app, viewer, input);
    },
  }),
);

type ShownChange = Pick<FlagEventPayload, 'changes' | 'codeLikeBefore' | 'codeLikeAfter'>;

function shownChange({ change, codeLike }: FlagChangePreview): ShownChange {
  if (!change) return { changes: [], codeLikeBefore: codeLike, codeLikeAfter: codeLike };
  return change.event.payload as FlagEventPayload;
}
