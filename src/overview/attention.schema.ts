import { ViewerType } from '../accounts/viewer.schema.ts';
import { builder } from '../graphql/builder.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { InvalidInputError } from '../platform/errors.ts';
import {
  type AttentionItem,
  type AttentionKind,
  MAX_ITEMS,
  NOT_APPLIED_DAYS,
  readAttention,
} from './attention.ts';
import { subjectUrl } from './subject-url.ts';

const AttentionKindEnum = describedEnum<AttentionKind>('AttentionKind', 'Why something needs somebody.', {
  CHANGE_TO_APPROVE: 'A change request that waits for an approval, which the viewer may give.',
  CHANGE_TO_APPLY: 'A change request that was approved, and that the viewer may apply.',
  CHANGE_WAITING: 'A change request that waits for somebody else.',
  CHANGE_NOT_APPLIED: `A scheduled change request that could not be applied at its time, for ${NOT_APPLIED_DAYS} days. For its author and those who may apply changes.`,
  CHANGE_SCHEDULED: 'A change request that was approved and will be applied at its scheduled time.',
  INTEGRATION_FAILING: 'An integration whose last attempt failed.',
  INTEGRATION_DISABLED: 'An integration that GoGreen disabled.',
  EXPERIMENT_MISTRUSTED: 'A running experiment whose exposures are not split as planned.',
  EXPERIMENT_READY: 'A running experiment with a treatment that differs significantly from control.',
});

const AttentionItemType = builder.objectRef<AttentionItem>('AttentionItem').implement({
  description: 'Something that needs somebody: a change request, an integration or an experiment.',
  fields: (t) => ({
    kind: t.expose('kind', { type: AttentionKindEnum, description: 'Why it needs somebody.' }),
    subjectId: t.exposeID('subjectId', {
      description: 'Id of the change request, the integration or the experiment, for `node`.',
    }),
    project: t.prismaField({
      type: 'Project',
      description: 'Its project.',
      resolve: (query, { projectId }, _args, { app }) =>
        app.database.prisma.project.findUniqueOrThrow({ ...query, where: { id: projectId } }),
    }),
    title: t.exposeString('title', { description: 'Its title or name.' }),
    detail: t.exposeString('detail', { description: 'What it is about, or what went wrong.' }),
    since: t.expose('since', {
      type: 'DateTime',
      description:
        'Time from which on it needs somebody. Of a CHANGE_SCHEDULED the time at which it is applied.',
    }),
    url: t.string({
      description: 'Address of its page.',
      resolve: ({ projectKey, subjectId }, _args, { app }) =>
        subjectUrl(app.publicUrl, projectKey, subjectId),
    }),
  }),
});

builder.objectField(ViewerType, 'attention', (t) =>
  t.field({
    type: [AttentionItemType],
    description: `What needs somebody in the projects that the viewer may read, the most urgent kind first, then the oldest. At most ${MAX_ITEMS}. Fails with INVALID_INPUT if \`first\` is not 1 to ${MAX_ITEMS}.`,
    args: {
      first: t.arg.int({
        defaultValue: 100,
        required: true,
        description: `The most items to give, 1 to ${MAX_ITEMS}.`,
      }),
    },
    complexity: ({ first }) => ({ field: 200, multiplier: Math.min(Math.max(first, 1), MAX_ITEMS) }),
    resolve: (viewer, { first }, { app }) => {
      if (first < 1 || first > MAX_ITEMS)
        throw new InvalidInputError([{ path: 'first', message: `must be 1 to ${MAX_ITEMS}` }]);
      return readAttention(app, viewer, first);
    },
  }),
);
