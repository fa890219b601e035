import { batched } from '../../graphql/batched.ts';
import { builder } from '../../graphql/builder.ts';
import type { Context } from '../../graphql/context.ts';
import { tokenMissing } from '../../graphql/refusals.ts';
import { validApprovalsOfAll } from '../applying/lost-rights.ts';
import { ChangeRequestType } from '../change-request.schema.ts';
import type { ChangeRequest } from '../change-request.ts';
import { type Action, actions, refusalsOf } from './viewer-may.ts';

const RightType = builder.objectRef<{ because: string | null }>('ChangeRequestRight').implement({
  description: 'Whether the viewer may do something with a change request as it is.',
  fields: (t) => ({
    allowed: t.boolean({
      description: 'Whether the viewer may.',
      resolve: ({ because }) => because === null,
    }),
    because: t.exposeString('because', {
      nullable: true,
      description: 'The reason why not, as a sentence. null if the viewer may.',
    }),
  }),
});

const descriptions: Record<Action, string> = {
  approve: 'approveChangeRequest.',
  reject: 'rejectChangeRequest.',
  apply: 'applyChangeRequest. Whether the flag has changed since the review is found out only by applying.',
  cancel: 'cancelChangeRequest.',
  edit: 'updateChangeRequest.',
  bypass: 'applyChangeRequest with `bypass`.',
};

const RightsType = builder.objectRef<Record<Action, string | null>>('ChangeRequestRights').implement({
  description: 'What the viewer may do with a change request as it is.',
  fields: (t) =>
    Object.fromEntries(
      actions.map((action) => [
        action,
        t.field({
          type: RightType,
          description: descriptions[action],
          resolve: (refusals) => ({ because: refusals[action] }),
        }),
      ]),
    ),
});

const readValidApprovals = batched(({ app }: Context, requests: Pick<ChangeRequest, 'id' | 'approvals'>[]) =>
  validApprovalsOfAll(app.database.pool, requests),
);

builder.prismaObjectField(ChangeRequestType, 'viewerMay', (t) =>
  t.field({
    type: RightsType,
    description: 'What the viewer may do with it, so that a page can say before the click why not.',
    select: {
      state: true,
      author: true,
      approvals: true,
      scheduledAt: true,
      environment: { select: { key: true, minimumApprovals: true } },
    },
    resolve: async (request, _args, context) => {
      const { app, viewer } = context;
      if (!viewer) throw tokenMissing();
      return refusalsOf(viewer, request, await readValidApprovals(context, request), app.now());
    },
  }),
);
