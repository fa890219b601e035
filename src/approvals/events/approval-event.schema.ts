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
    'A change was proposed (again, when there is something new to review), approved, rejected, applied or cancelled. Only when it is applied has the flag changed, and then a FlagEvent says so as well.',
  fields: (t) => ({
    changeRequest: t.prismaField({
      type: ChangeRequestType,
      nullable: true,
      description: 'The change request as it is now.',
      resolve: (query, event, _args, { app }) =>
        app.database.prisma.changeRequest.findUnique({ ...query, where: { id: requestOf(event).id } }),
    }),
    title: t.string({
      description: 'The title of the change request at that time.',
      resolve: (event) => requestOf(event).title,
    }),
    revision: t.int({
      description: 'The revision of the change request that it is about.',
      resolve: (event) => requestOf(event).revision,
    }),
    approvalCount: t.int({
      description: 'How many had approved that revision by then.',
      resolve: (event) => requestOf(event).approvals.length,
    }),
    minimumApprovals: t.int({
      description: 'How many approvals the environment asked for.',
      resolve: (event) => requestOf(event).minimumApprovals,
    }),
    bypass: t.boolean({
      description: 'Whether an admin applied it by the emergency bypass; the comment says why.',
      resolve: (event) => requestOf(event).bypass,
    }),
    scheduledAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was to be applied by itself.',
      resolve: (event) => toDate(requestOf(event).scheduledAt),
    }),
    reason: t.string({
      nullable: true,
      description:
        'Why GoGreen itself cancelled it or asks for new approvals, as a sentence; null when a person did.',
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
    description: 'The change request that it was made by; null when it was made directly.',
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
