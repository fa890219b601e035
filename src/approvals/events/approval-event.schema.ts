/** Events about change requests. */

import { eventNode } from '../../events/event.schema.ts';
import type { LoggedEvent } from '../../events/logged-event.ts';
import { FlagEventType } from '../../flags/flag-events/flag-event.schema.ts';
import type { FlagEventPayload } from '../../flags/flag-events/flag-event.ts';
import { flagOfEvent, showChanges } from '../../flags/flag-events/flag-event-fields.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { ChangeRequestType } from '../change-request.schema.ts';
import type { ApprovalEventPayload } from './approval-event.ts';

export const ApprovalEventType = builder.objectRef<LoggedEvent>('ApprovalEvent');
builder.node(ApprovalEventType, {
  ...eventNode('approval'),
  description:
    'A change request was opened or has a new revision to review, or was approved, rejected, applied or cancelled. The flag changes only when it is applied; that is a FlagEvent of its own.',
  fields: (t) => ({
    changeRequest: t.prismaField({
      type: ChangeRequestType,
      nullable: true,
      description: 'Current change request.',
      resolve: (query, event, _args, { app }) =>
        app.database.prisma.changeRequest.findUnique({ ...query, where: { id: requestOf(event).id } }),
    }),
    title: t.string({
      description: 'Title of the change request at the time of the event.',
      resolve: (event) => requestOf(event).title,
    }),
    revision: t.int({
      description: 'Revision of the change request that the event is about.',
      resolve: (event) => requestOf(event).revision,
    }),
    approvalCount: t.int({
      description: 'Number of approvals of that revision at the time of the event.',
      resolve: (event) => requestOf(event).approvals.length,
    }),
    minimumApprovals: t.int({
      description: 'Number of approvals that the environment required.',
      resolve: (event) => requestOf(event).minimumApprovals,
    }),
    bypass: t.boolean({
      description: 'Whether an admin applied it with the emergency bypass. The comment gives the reason.',
      resolve: (event) => requestOf(event).bypass,
    }),
    scheduledAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Time at which it was to be applied automatically.',
      resolve: (event) => toDate(requestOf(event).scheduledAt),
    }),
    reason: t.string({
      nullable: true,
      description:
        'Sentence that says why GoGreen cancelled it or discarded its approvals. null if a user did.',
      resolve: (event) => requestOf(event).reason,
    }),
  }),
});
flagOfEvent(ApprovalEventType);
showChanges(ApprovalEventType, payloadOf, {
  changes: 'What would change or, when it was applied, what changed: one entry per change.',
  before: 'How the flag behaves in the environment without the change.',
  after: 'How it behaves with the change.',
});

builder.objectField(FlagEventType, 'changeRequest', (t) =>
  t.prismaField({
    type: ChangeRequestType,
    nullable: true,
    description: 'Change request that was applied. null for a direct change.',
    resolve: (query, { payload }, _args, { app }) => {
      const { changeRequestId: id } = payload as FlagEventPayload;
      return id ? app.database.prisma.changeRequest.findUnique({ ...query, where: { id } }) : null;
    },
  }),
);

function payloadOf(event: LoggedEvent): ApprovalEventPayload {
  return event.payload as ApprovalEventPayload;
}

function requestOf(event: LoggedEvent) {
  return payloadOf(event).changeRequest;
}

function toDate(time: string | null): Date | null {
  return time === null ? null : new Date(time);
}
