/** Change requests as they can be read. */

import type { ChangeRequest } from '../../generated/prisma/client.ts';
import { canReadProjectOf } from '../access/visible-projects.ts';
import { showChanges } from '../flags/flag-events/flag-event-fields.schema.ts';
import { ActorType } from '../graphql/actor.schema.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { largeRead } from '../graphql/large-reads.ts';
import { ConflictError } from '../platform/errors.ts';
import type { Approval, ChangeRequestState } from './change-request.ts';
import { changeRequestUrl } from './change-request-url.ts';

export const ChangeRequestStateEnum = describedEnum<ChangeRequestState>(
  'ChangeRequestState',
  'State of a change request.',
  {
    PENDING: 'It waits for approvals.',
    APPROVED: 'It was approved: it can be applied, or will be at its scheduled time.',
    REJECTED: 'It was rejected, which is final.',
    APPLIED: 'The flag was changed.',
    CANCELLED: 'It was cancelled, or could not be applied at its scheduled time.',
  },
);

const ApprovalType = builder.objectRef<Approval>('Approval').implement({
  description: 'Approval of the current revision of a change request.',
  fields: (t) => ({
    approver: t.field({
      type: ActorType,
      description: 'User who approved.',
      resolve: ({ approver }) => approver,
    }),
    comment: t.exposeString('comment', { nullable: true, description: 'Comment of the approver.' }),
    approvedAt: t.field({
      type: 'DateTime',
      description: 'Time of the approval.',
      resolve: ({ approvedAt }) => new Date(approvedAt),
    }),
  }),
});

export const ChangeRequestType = builder.prismaNode('ChangeRequest', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `cr_…`.' },
  authScopes: canReadProjectOf,
  // Without it Prisma would read all columns: proposals and reviews are large.
  select: { id: true, projectId: true, flagId: true },
  description: 'Proposed change of a flag in one environment, with its approvals.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'Title.' }),
    comment: t.exposeString('comment', {
      nullable: true,
      description: 'Reason for the change, given by the author.',
    }),
    author: t.field({
      type: ActorType,
      description: 'User who proposed the change.',
      select: { author: true },
      resolve: ({ author }) => author,
    }),
    state: t.expose('state', { type: ChangeRequestStateEnum, description: 'State of the change request.' }),
    revision: t.exposeInt('revision', {
      description:
        'Number of the revision. It increases whenever the diff to review changes, because the change request was edited or the flag changed. Approvals count for one revision. See `expectedRevision` of approveChangeRequest.',
    }),
    project: t.relation('project', { description: 'The project.' }),
    environment: t.relation('environment', { description: 'Environment that the change is for.' }),
    flag: t.prismaField({
      type: 'Flag',
      nullable: true,
      description: 'Current flag. null if it was deleted.',
      resolve: (query, { flagId }, _args, { app }) =>
        app.database.prisma.flag.findUnique({ ...query, where: { id: flagId } }),
    }),
    flagKey: t.exposeString('flagKey', { description: 'The key of the flag.' }),
    flagVersion: t.exposeInt('flagVersion', {
      description:
        'Version of the flag that the diff was computed on. A later version of the flag only matters if the result of the change would differ.',
    }),
    approvals: t.field({
      type: [ApprovalType],
      description:
        'Approvals of the current revision, oldest first. Approvals of users who were deactivated or have lost the role do not count. See `environment { minimumApprovals }`.',
      select: { approvals: true },
      resolve: ({ approvals }) => approvals,
    }),
    scheduledAt: t.expose('scheduledAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'Time at which the change request is applied automatically. null if it is applied with applyChangeRequest.',
    }),
    bypassed: t.exposeBoolean('bypassed', {
      description: 'Whether an admin applied the change request with the emergency bypass.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description:
        'Sentence that says why GoGreen cancelled the change request or discarded its approvals. null if neither happened.',
    }),
    url: t.string({
      description: 'Address of the page to review it.',
      select: { id: true, project: true },
      resolve: ({ id, project }, _args, { app }) => changeRequestUrl(app.publicUrl, project.key, id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time of the proposal.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'Time of the last event.',
    }),
    closedAt: t.expose('closedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time at which it was rejected, applied or cancelled. null while it is open.',
    }),
  }),
});

const readReview = largeRead<Pick<ChangeRequest, 'review'>>({
  name: 'read-reviews',
  from: 'change_requests c ON c.id = w.key',
  columns: { review: 'c.review' },
});

const reviewOf = async ({ id }: { id: string }, context: Context) => (await readReview(context, id)).review;
showChanges(ChangeRequestType, reviewOf, {
  changes: 'What would change or, once it is applied, what changed: one entry per change.',
  before: 'How the flag behaved in the environment when the diff was made.',
  after: 'How it would behave, or has behaved since.',
});

builder.objectField(ConflictError, 'currentChangeRequest', (t) =>
  t.prismaField({
    type: 'ChangeRequest',
    nullable: true,
    description:
      'Current change request, if the conflict is about one. It has the new diff if the flag has changed.',
    resolve(query, { changeRequestId }, _args, { app }) {
      // Made in any case: Pothos warns where a query is not used.
      const one = { ...query, where: { id: changeRequestId ?? '' } };
      return changeRequestId === null ? null : app.database.prisma.changeRequest.findUnique(one);
    },
  }),
);
