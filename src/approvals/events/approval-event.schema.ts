/** Events about change requests. */

import { eventNode } from '../../events/event.schema.ts';
import type { ShownEvent } from '../../events/logged-event.ts';
import { payloadOf } from '../../events/read-payload.ts';
import { FlagEventType } from '../../flags/flag-events/flag-event.schema.ts';
import type { FlagEventPayload } from '../../flags/flag-events/flag-event.ts';
import { flagOfEvent, showChanges } from '../../flags/flag-events/flag-event-fields.schema.ts';
import { builder } from '../../graphql/builder.ts';
import type { Context } from '../../graphql/context.ts';
import { ChangeRequestType } from '../change-request.schema.ts';
import type { ApprovalEventPayload } from './approval-event.ts';

export const ApprovalEventType = builder.objectRef<ShownEvent>('ApprovalEvent');
builder.node(ApprovalEventType, {
  ...eventNode('approval'),
  description:
    'A change request was opened or has a new revision to review, or was approved, rejected, applied or cancelled. The flag changes only when it is applied; that is a FlagEvent of its own.',
  fields: (t) => ({
    changeRequest: t.prismaField({
      type: ChangeRequestType,
      nullable: true,
      description: 'Current change request.',
      resolve: async (query, event, _args, context) => {
        const { id } = await requestOf(event, context);
        return context.app.database.prisma.changeRequest.findUnique({ ...query, where: { id } });
      },
    }),
    title: t.string({
      description: 'Title of the change request at the time of the event.',
      resolve: async (event, _args, context) => (await requestOf(event, context)).title,
    }),
    revision: t.int({
      description: 'Revision of the change request that the event is about.',
      resolve: async (event, _args, context) => (await requestOf(event, context)).revision,
    }),
    approvalCount: t.int({
      description: 'Number of approvals of that revision at the time of the event.',
      resolve: async (event, _args, context) => (await requestOf(event, context)).approvals.length,
    }),
    minimumApprovals: t.int({
      description: 'Number of approvals that the environment required.',
      resolve: async (event, _args, context) => (await requestOf(event, context)).minimumApprovals,
    }),
    bypass: t.boolean({
      description: 'Whether an admin applied it with the emergency bypass. The comment gives the reason.',
      resolve: async (event, _args, context) => (await requestOf(event, context)).bypass,
    }),
    scheduledAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Time at which it was to be applied automatically.',
      resolve: async (event, _args, context) => toDate((await requestOf(event, context)).scheduledAt),
    }),
    reason: t.string({
      nullable: true,
      description:
        'Sentence that says why GoGreen cancelled it or discarded its approvals. null if a user did.',
      resolve: async (event, _args, context) => (await requestOf(event, context)).reason,
    }),
  }),
});
flagOfEvent(ApprovalEventType);
showChanges(ApprovalEventType, payloadOf<ApprovalEventPayload>, {
  changes: 'What would change or, when it was applied, what changed: one entry per change.',
  before: 'How the flag behaves in the environment without the change.',
  after: 'How it behaves with the change.',
});

builder.objectField(FlagEventType, 'changeRequest', (t) =>
  t.prismaField({
    type: ChangeRequestType,
    nullable: true,
    description: 'Change request that was applied. null for a direct change.',
    resolve: async (query, event, _args, context) => {
      const { changeRequestId: id } = await payloadOf<FlagEventPayload>(event, context);
      // Read in any case: of a query that is not used Pothos warns.
      const find = { ...query, where: { id: id ?? '' } };
      return id ? context.app.database.prisma.changeRequest.findUnique(find) : null;
    },
  }),
);

async function requestOf(event: ShownEvent, context: Context) {
  return (await payloadOf<ApprovalEventPayload>(event, context)).changeRequest;
}

function toDate(time: string | null): Date | null {
  return time === null ? null : new Date(time);
}
