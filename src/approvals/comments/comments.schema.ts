/** Comments on change requests in GraphQL. */

import { mayCommentOnChanges, mayReadProject } from '../../access/permissions.ts';
import { ActorType } from '../../graphql/actor.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { commandField } from '../../graphql/command-field.ts';
import { commandPayloads } from '../../graphql/command-payload.ts';
import { countShown } from '../../graphql/large-reads.ts';
import { whileAllowed } from '../../graphql/live-access.ts';
import { MAX_COMMENT_LENGTH, shown } from '../../platform/input/limits.ts';
import { retryWhileUnavailable } from '../../platform/postgres/retry.ts';
import { ChangeRequestType } from '../change-request.schema.ts';
import { type ChangeRequestComment, commentOnChangeRequest, MAX_COMMENTS, readComments } from './comments.ts';
import { watchComments } from './watch-comments.ts';

const CommentType = builder.objectRef<ChangeRequestComment>('ChangeRequestComment').implement({
  description:
    'Comment on a change request, beside approvals and rejections. It decides nothing and is not in the event log.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The id, `crc_…`.' }),
    author: t.field({
      type: ActorType,
      description: 'User who wrote it.',
      resolve: ({ author }) => author,
    }),
    text: t.string({
      description: 'What was written.',
      resolve: ({ text }, _args, context) => countShown(context, text),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time at which it was written.' }),
  }),
});

builder.prismaObjectField(ChangeRequestType, 'comments', (t) =>
  t.field({
    type: [CommentType],
    description: `Comments, oldest first, at most ${MAX_COMMENTS}.`,
    complexity: { field: 10, multiplier: MAX_COMMENTS },
    resolve: ({ id }, _args, context) => readComments(context, id),
  }),
);

commandField('commentOnChangeRequest', {
  may: mayCommentOnChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description: `Writes a comment on a change request, which may be closed. At most ${MAX_COMMENTS} on each: beyond it fails with ConflictError.`,
  input: builder.inputType('CommentOnChangeRequestInput', {
    description: 'Comment to write.',
    fields: (t) => ({
      changeRequestId: t.id({ required: true, description: 'The id of the change request.' }),
      text: t.string({
        required: true,
        description: `The comment, 1 to ${shown(MAX_COMMENT_LENGTH)} characters.`,
      }),
    }),
  }),
  payload: commandPayloads<{ changeRequestId: string; comment: ChangeRequestComment }>((t) => ({
    changeRequest: t.prismaField({
      type: 'ChangeRequest',
      description: 'The change request.',
      resolve: (query, { changeRequestId }, _args, { app }) =>
        app.database.prisma.changeRequest.findUniqueOrThrow({ ...query, where: { id: changeRequestId } }),
    }),
    comment: t.field({
      type: CommentType,
      description: 'The new comment.',
      resolve: ({ comment }) => comment,
    }),
  }))('CommentOnChangeRequestPayload', 'Result of writing a comment.'),
  run: commentOnChangeRequest,
});

builder.subscriptionField('changeRequestCommented', (t) =>
  t.prismaField({
    type: 'ChangeRequest',
    description:
      'A change request, each time that there are new comments on it. What else happens to it is in `events`.',
    args: {
      changeRequestId: t.arg.id({ required: true, description: 'The id of the change request.' }),
    },
    subscribe: whileAllowed({
      may: mayReadProject,
      about: ({ changeRequestId }) => ({ changeRequestId: String(changeRequestId) }),
      open: (app, _viewer, { changeRequestId }: { changeRequestId: string | number }, { signal }) =>
        watchComments(app, String(changeRequestId), signal),
    }),
    resolve: (query, id: string, _args, { app }) =>
      retryWhileUnavailable(
        () => app.database.prisma.changeRequest.findUniqueOrThrow({ ...query, where: { id } }),
        app.stopping,
      ),
  }),
);
