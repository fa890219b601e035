/** The mutations on change requests. */

import { mayProposeChanges, mayReviewChanges } from '../access/permissions.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { FlagEventType } from '../flags/flag-events/flag-event.schema.ts';
import { commandField } from '../graphql/command-field.ts';
import { commandPayloads } from '../graphql/command-payload.ts';
import { applyChangeRequest } from './applying/apply-change-request.ts';
import {
  ApplyChangeRequestInput,
  ApproveChangeRequestInput,
  CancelChangeRequestInput,
  ProposeFlagChangeInput,
  ProposeFlagRestoreInput,
  RejectChangeRequestInput,
  UpdateChangeRequestInput,
} from './approval-inputs.schema.ts';
import { approveChangeRequest, cancelChangeRequest, rejectChangeRequest } from './decide.ts';
import { updateChangeRequest } from './edit.ts';
import { ApprovalEventType } from './events/approval-event.schema.ts';
import type { ChangeRequestResult } from './open-change-request.ts';
import { proposeFlagChange } from './propose.ts';
import { proposeFlagRestore } from './propose-restore.ts';

const payload = commandPayloads<ChangeRequestResult>((t) => ({
  changeRequest: t.prismaField({
    type: 'ChangeRequest',
    description: 'Change request after the command.',
    resolve: (query, { changeRequestId }, _args, { app }) =>
      app.database.prisma.changeRequest.findUniqueOrThrow({ ...query, where: { id: changeRequestId } }),
  }),
  event: t.field({
    type: ApprovalEventType,
    nullable: true,
    description: 'Event of the command. null if nothing changed.',
    resolve: ({ event }) => event,
  }),
}));

commandField('proposeFlagChange', {
  may: mayProposeChanges,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Proposes a change of a flag in one environment. Takes the same input as updateFlagEnvironment and validates it at once, but creates a change request instead of changing the flag. Possible in every environment, also in those that require no approvals.',
  input: ProposeFlagChangeInput,
  payload: payload('ProposeFlagChangePayload', 'Result of proposing a change.'),
  run: proposeFlagChange,
});

commandField('proposeFlagRestore', {
  may: mayProposeChanges,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Proposes to make a flag behave in one environment as it did after an event of its past: what restoreFlag would do, as a change request.',
  input: ProposeFlagRestoreInput,
  payload: payload('ProposeFlagRestorePayload', 'Result of proposing to restore a flag.'),
  run: proposeFlagRestore,
});

commandField('updateChangeRequest', {
  may: mayProposeChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description:
    'Edits an open change request. Only for its author. Fields that are left out keep their values. The diff is computed again on the current flag; if it differs from the one that was reviewed, the approvals are discarded.',
  input: UpdateChangeRequestInput,
  payload: payload('UpdateChangeRequestPayload', 'Result of editing a change request.'),
  run: updateChangeRequest,
});

commandField('approveChangeRequest', {
  may: mayReviewChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description:
    'Approves an open change request of another user. Counts once per approver. The change request can be applied when it has as many approvals as the environment requires.',
  input: ApproveChangeRequestInput,
  payload: payload('ApproveChangeRequestPayload', 'Result of approving a change request.'),
  run: approveChangeRequest,
});

commandField('rejectChangeRequest', {
  may: mayReviewChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description: 'Rejects an open change request of another user permanently.',
  input: RejectChangeRequestInput,
  payload: payload('RejectChangeRequestPayload', 'Result of rejecting a change request.'),
  run: rejectChangeRequest,
});

commandField('cancelChangeRequest', {
  may: mayProposeChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description: 'Cancels an open change request. Only for its author and for admins.',
  input: CancelChangeRequestInput,
  payload: payload('CancelChangeRequestPayload', 'Result of cancelling a change request.'),
  run: (app, _actor, input, viewer) => cancelChangeRequest(app, viewer, input),
});

commandField('applyChangeRequest', {
  may: mayReviewChanges,
  about: ({ changeRequestId }) => ({ changeRequestId }),
  description:
    'Applies an approved change request to the flag. If the flag has changed so that the result would differ from the reviewed diff, nothing is applied: the command fails with ConflictError, whose `currentChangeRequest` has the new diff, and the approvals are discarded.',
  input: ApplyChangeRequestInput,
  payload: payload<ChangeRequestResult & { flagEvent: LoggedEvent }>(
    'ApplyChangeRequestPayload',
    'Result of applying a change request.',
    (t) => ({
      flagEvent: t.field({
        type: FlagEventType,
        nullable: true,
        description: 'Event of the flag, the same as after a direct change.',
        resolve: ({ flagEvent }) => flagEvent,
      }),
    }),
  ),
  run: (app, _actor, input, viewer) => applyChangeRequest(app, viewer, input),
});
