/** The mutations on flags. */

import { mayChangeFlags } from '../access/permissions.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { commandField } from '../graphql/command-field.ts';
import { commandPayloads } from '../graphql/command-payload.ts';
import { ApprovalRequiredError } from '../platform/errors.ts';
import { FlagType } from './flag.schema.ts';
import { setFlagEnabled, updateFlagEnvironment } from './flag-environments.ts';
import { FlagEventType } from './flag-events/flag-event.schema.ts';
import {
  CreateFlagInput,
  DeleteFlagInput,
  SetFlagEnabledInput,
  UpdateFlagEnvironmentInput,
  UpdateFlagInput,
} from './flag-inputs.schema.ts';
import { createFlag, deleteFlag } from './flags.ts';
import { updateFlag } from './update-flag.ts';
import type { FlagCommandResult } from './writing/together.ts';

const withEvent = commandPayloads<{ event: LoggedEvent | null }>((t) => ({
  event: t.field({
    type: FlagEventType,
    nullable: true,
    description: 'Event of the change. null if nothing changed.',
    resolve: ({ event }) => event,
  }),
}));

/** The payload of a mutation whose flag is still there. */
export const flagPayload = (name: string) =>
  withEvent<FlagCommandResult>(name, 'Result of a change of a flag.', (t) => ({
    flag: t.field({
      type: FlagType,
      description: 'Flag after the change.',
      resolve: ({ flag }) => flag,
    }),
  }));

const DeleteFlagPayload = withEvent<{ flagKey: string; event: LoggedEvent | null }>(
  'DeleteFlagPayload',
  'Result of the deletion of a flag.',
  (t) => ({ flagKey: t.exposeString('flagKey', { description: 'The key of the deleted flag.' }) }),
);

commandField('createFlag', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Creates a flag, which is off in every environment. Fails with ConflictError if the key is in use. In a project with an environment that requires approvals, the key of a deleted flag cannot be used again.',
  input: CreateFlagInput,
  payload: flagPayload('CreateFlagPayload'),
  run: createFlag,
});

commandField('updateFlag', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Changes a flag in all environments. Fields that are left out keep their values; null removes the description or the owner. Variations are replaced as a whole: those with an existing key are changed, missing ones are deleted. Fails with ApprovalRequiredError if it would change what is served in an environment that requires approvals.',
  input: UpdateFlagInput,
  payload: flagPayload('UpdateFlagPayload'),
  errors: [ApprovalRequiredError],
  run: updateFlag,
});

commandField('updateFlagEnvironment', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Changes a flag in one environment. Fields that are left out or null keep their values. Rules are replaced as a whole. Fails with ApprovalRequiredError if the environment requires approvals.',
  input: UpdateFlagEnvironmentInput,
  payload: flagPayload('UpdateFlagEnvironmentPayload'),
  errors: [ApprovalRequiredError],
  run: updateFlagEnvironment,
});

commandField('setFlagEnabled', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Switches a flag on or off in one environment.',
  input: SetFlagEnabledInput,
  payload: flagPayload('SetFlagEnabledPayload'),
  errors: [ApprovalRequiredError],
  run: setFlagEnabled,
});

commandField('deleteFlag', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Deletes a flag permanently. Its events stay in the log. Fails with ApprovalRequiredError while the flag is on in an environment that requires approvals.',
  input: DeleteFlagInput,
  payload: DeleteFlagPayload,
  errors: [ApprovalRequiredError],
  run: deleteFlag,
});
