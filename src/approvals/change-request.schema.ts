/** Change requests as they can be read. */

import type { ChangeRequest } from '../../generated/prisma/client.ts';
import { canReadProjectOf } from '../access/visible-projects.ts';
import { showChanges } from '../flags/flag-events/flag-event-fields.schema.ts';
import { ActorType } from '../graphql/actor.schema.ts';
import { builder } from '../graphql/builder.ts';
import { ConflictError } from '../platform/errors.ts';
import type { Approval, ChangeRequestState } from './change-request.ts';
import { changeRequestUrl } from './change-request-url.ts';

const states = {
  PENDING: 'It waits for approvals.',
  APPROVED: 'It has been approved and can be applied, or will be at its time.',
  REJECTED: 'Somebody said no. It stays so.',
  APPLIED: 'The flag was changed.',
  CANCELLED: 'It was withdrawn, or could not be applied at its time.',
} satisfies Record<ChangeRequestState, string>;

export const ChangeRequestStateEnum = builder.enumType('ChangeRequestState', {
  description: 'How far a change request is.',
  values: Object.fromEntries(
    Object.entries(states).map(([name, description]) => [name, { value: name, description }]),
  ) as { [Name in ChangeRequestState]: { value: Name; description: string } },
});

const ApprovalType = builder.objectRef<Approval>('Approval').implement({
  description: 'That somebody approved the present revision of a change request.',
  fields: (t) => ({
    approver: t.field({ type: ActorType, description: 'Who.', resolve: ({ approver }) => approver }),
    comment: t.exposeString('comment', { nullable: true, description: 'What they said.' }),
    approvedAt: t.field({
      type: 'DateTime',
      description: 'When.',
      resolve: ({ approvedAt }) => new Date(approvedAt),
    }),
  }),
});

export const ChangeRequestType = builder.prismaNode('ChangeRequest', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `cr_…`.' },
  authScopes: canReadProjectOf,
  description:
    'A change of how a flag behaves in one environment that was proposed and waits for approvals, or did.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'What it is about, in one line.' }),
    comment: t.exposeString('comment', { nullable: true, description: 'Why, in the words of its author.' }),
    author: t.field({
      type: ActorType,
      description: 'Who proposed it.',
      resolve: ({ author }) => author,
    }),
    state: t.expose('state', { type: ChangeRequestStateEnum, description: 'How far it is.' }),
    revision: t.exposeInt('revision', {
      description:
        'Goes up whenever what is to be reviewed changes: it was edited, or the flag has moved. Approvals are for one revision; `expectedRevision` compares with it.',
    }),
    project: t.relation('project', { description: 'The project.' }),
    environment: t.relation('environment', { description: 'Where the flag is to behave so.' }),
    flag: t.prismaField({
      type: 'Flag',
      nullable: true,
      description: 'The flag as it is now; null when it was deleted.',
      resolve: (query, { flagId }, _args, { app }) =>
        app.database.prisma.flag.findUnique({ ...query, where: { id: flagId } }),
    }),
    flagKey: t.exposeString('flagKey', { description: 'The key of the flag.' }),
    flagVersion: t.exposeInt('flagVersion', {
      description:
        'The version of the flag that the diff was made at. A later version matters only when the change would do something else to it.',
    }),
    approvals: t.field({
      type: [ApprovalType],
      description:
        'Who has approved the present revision, first one first. The environment says how many it takes; those of people who were deactivated or have lost the role do not count.',
      resolve: ({ approvals }) => approvals,
    }),
    scheduledAt: t.expose('scheduledAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it is applied by itself; null: when somebody applies it.',
    }),
    bypassed: t.exposeBoolean('bypassed', {
      description: 'Whether an admin applied it by the emergency bypass.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description:
        'Why GoGreen itself cancelled it, or asks for new approvals, as a sentence; null when neither happened.',
    }),
    url: t.string({
      description: 'A page to review it.',
      select: { id: true, project: true },
      resolve: ({ id, project }, _args, { app }) => changeRequestUrl(app.publicUrl, project.key, id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was proposed.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When something last happened to it.',
    }),
    closedAt: t.expose('closedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was rejected, applied or cancelled; null before.',
    }),
  }),
});

showChanges(ChangeRequestType, ({ review }: ChangeRequest) => review, {
  changes: 'What would change or, once it is applied, what changed: one entry per change.',
  before: 'How the flag behaved in the environment when the diff was made.',
  after: 'How it would behave, or has behaved since.',
});

builder.objectField(ConflictError, 'currentChangeRequest', (t) =>
  t.prismaField({
    type: 'ChangeRequest',
    nullable: true,
    description:
      'The change request as it is now, when the conflict is about one: with the fresh diff when the flag has moved.',
    resolve: (query, { changeRequestId }, _args, { app }) =>
      changeRequestId === null
        ? null
        : app.database.prisma.changeRequest.findUnique({ ...query, where: { id: changeRequestId } }),
  }),
);
