/** The mutations on change requests. */

import { mayProposeChanges, mayReviewChanges } from '../access/permissions.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { FlagEventType } from '../flags/flag-events/flag-event.schema.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { applyChangeRequest } from './applying/apply.ts';
import {
  ApplyChangeRequestInput,
  ApproveChangeRequestInput,
  CancelChangeRequestInput,
  ProposeFlagChangeInput,
  RejectChangeRequestInput,
  UpdateChangeRequestInput,
} from './approval-inputs.schema.ts';
import { approveChangeRequest, cancelChangeRequest, rejectChangeRequest } from './decide.ts';
import { updateChangeRequest } from './edit.ts';
import { ApprovalEventType } from './events/approval-event.schema.ts';
import type { ChangeRequestResult } from './open-change-request.ts';
import { proposeFlagChange } from './propose.ts';

const payload = <Result extends ChangeRequestResult>(name: string, description: string) =>
  builder.objectRef<Result>(name).implement({
    description,
    fields: (t) => ({
      changeRequest: t.prismaField({
        type: 'ChangeRequest',
        description: 'The change request as it is now.',
        resolve: (query, { changeRequestId }, _args, { app }) =>
          app.database.prisma.changeRequest.findUniqueOrThrow({ ...query, where: { id: changeRequestId } }),
      }),
      event: t.field({
        type: ApprovalEventType,
        nullable: true,
        description: 'The event that this made; null when there was nothing to change.',
        resolve: ({ event }) => event,
      }),
    }),
  });

commandField('proposeFlagChange', {
  may: mayProposeChanges,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Proposes to change how a flag behaves in one environment: takes the same input as updateFlagEnvironment, checks it at once, and makes a change request of it instead of changing the flag. Works in every environment, also where no approvals are asked for.',
  input: ProposeFlagChangeInput,
  payload: payload('ProposeFlagChangePayload', 'The change was proposed.'),
  run: proposeFlagChange,
});

commandField('updateChangeRequest', {
  may: mayProposeChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description:
    'Edits an open change request, for its author. What is left out stays. The diff is computed anew, on the flag as it is now; whenever there is something different to review, the approvals fall.',
  input: UpdateChangeRequestInput,
  payload: payload('UpdateChangeRequestPayload', 'The change request is as asked for.'),
  run: updateChangeRequest,
});

commandField('approveChangeRequest', {
  may: mayReviewChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description:
    'Approves an open change request of somebody else. It counts once for each approver. With as many approvals as the environment asks for it can be applied.',
  input: ApproveChangeRequestInput,
  payload: payload('ApproveChangeRequestPayload', 'The change request is approved by you.'),
  run: approveChangeRequest,
});

commandField('rejectChangeRequest', {
  may: mayReviewChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description: 'Rejects an open change request of somebody else, for good.',
  input: RejectChangeRequestInput,
  payload: payload('RejectChangeRequestPayload', 'The change request is rejected.'),
  run: rejectChangeRequest,
});

commandField('cancelChangeRequest', {
  may: mayProposeChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description: 'Withdraws an open change request, for its author and for admins.',
  input: CancelChangeRequestInput,
  payload: payload('CancelChangeRequestPayload', 'The change request is cancelled.'),
  run: (app, _actor, input, viewer) => cancelChangeRequest(app, viewer, input),
});

const ApplyPayload = payload<ChangeRequestResult & { flagEvent: LoggedEvent | null }>(
  'ApplyChangeRequestPayload',
  'The flag was changed.',
);
builder.objectField(ApplyPayload, 'flagEvent', (t) =>
  t.field({
    type: FlagEventType,
    nullable: true,
    description: 'The event of the flag, as a direct change would have made it.',
    resolve: ({ flagEvent }) => flagEvent,
  }),
);

commandField('applyChangeRequest', {
  may: mayReviewChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description:
    'Changes the flag as an approved change request says. When the flag has changed so that this would do something else than what was reviewed, it is a ConflictError: its `currentChangeRequest` has the fresh diff, the approvals fall, and nothing is applied.',
  input: ApplyChangeRequestInput,
  payload: ApplyPayload,
  run: (app, _actor, input, viewer) => applyChangeRequest(app, viewer, input),
});
