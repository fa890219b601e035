import { FlagChangePreviewType } from '../flags/preview/flag-change-preview.schema.ts';
import { builder } from '../graphql/builder.ts';
import { tokenMissing } from '../graphql/refusals.ts';
import { ProposeFlagChangeInput } from './approval-inputs.schema.ts';
import { previewFlagChange } from './preview-proposal.ts';

builder.queryField('previewFlagChange', (t) =>
  t.field({
    type: FlagChangePreviewType,
    description:
      'What updateFlagEnvironment would do with the same input, and proposeFlagChange would propose, without doing it. For everybody who may read the project. Fails with NOT_FOUND if there is no such flag or environment.',
    args: {
      input: t.arg({
        type: ProposeFlagChangeInput,
        required: true,
        description: 'The input of proposeFlagChange.',
      }),
    },
    resolve: (_root, { input }, { app, viewer }) => {
      if (!viewer) throw tokenMissing();
      return previewFlagChange(app, viewer, input);
    },
  }),
);
