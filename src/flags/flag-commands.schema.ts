/** The mutations on flags. */

import { mayChangeFlags } from '../access/permissions.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { ApprovalRequiredError, NotFoundError } from '../platform/errors.ts';
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
import { createFlag, deleteFlag, updateFlag } from './flags.ts';
import { readFlag } from './read-flag.ts';

/** What a mutation answers with whose flag is still there. */
export const FlagPayload = (name: string) =>
  builder.objectRef<{ flagId: string; event: LoggedEvent | null }>(name).implement({
    description: 'The flag is as asked for.',
    fields: (t) => ({
      flag: t.field({
        type: FlagType,
        description: 'The flag as it is now.',
        resolve: async ({ flagId }, _args, { app }) => {
          const flag = await readFlag(app.database.pool, flagId);
          if (!flag) throw new NotFoundError('The change was made, but the flag has been deleted since.');
          return flag;
        },
      }),
    }),
  });

const CreateFlagPayload = FlagPayload('CreateFlagPayload');
const UpdateFlagPayload = FlagPayload('UpdateFlagPayload');
const UpdateFlagEnvironmentPayload = FlagPayload('UpdateFlagEnvironmentPayload');
const SetFlagEnabledPayload = FlagPayload('SetFlagEnabledPayload');
const DeleteFlagPayload = builder
  .objectRef<{ flagKey: string; event: LoggedEvent | null }>('DeleteFlagPayload')
  .implement({
    description: 'The flag is gone.',
    fields: (t) => ({ flagKey: t.exposeString('flagKey', { description: 'The key of the deleted flag.' }) }),
  });

const payloads = [
  CreateFlagPayload,
  UpdateFlagPayload,
  UpdateFlagEnvironmentPayload,
  SetFlagEnabledPayload,
  DeleteFlagPayload,
];
for (const payload of payloads) {
  builder.objectField(payload as typeof CreateFlagPayload, 'event', (t) =>
    t.field({
      type: FlagEventType,
      nullable: true,
      description: 'The event that this made; null when there was nothing to change.',
      resolve: ({ event }) => event,
    }),
  );
}

commandField('createFlag', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Makes a flag. It is off in every environment. In a project with an environment that asks for approvals the key of a deleted flag is not given again.',
  input: CreateFlagInput,
  payload: CreateFlagPayload,
  run: createFlag,
});

commandField('updateFlag', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Changes what a flag is in every environment. What is left out stays; null clears the description or the owner. The variations are replaced as a whole: those with a known key are changed, missing ones removed. Refused where it would change what is served in an environment that asks for approvals.',
  input: UpdateFlagInput,
  payload: UpdateFlagPayload,
  errors: [ApprovalRequiredError],
  run: updateFlag,
});

commandField('updateFlagEnvironment', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Changes how a flag behaves in one environment. What is left out or null stays. The rules are replaced as a whole.',
  input: UpdateFlagEnvironmentInput,
  payload: UpdateFlagEnvironmentPayload,
  errors: [ApprovalRequiredError],
  run: updateFlagEnvironment,
});

commandField('setFlagEnabled', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Switches a flag on or off in one environment.',
  input: SetFlagEnabledInput,
  payload: SetFlagEnabledPayload,
  errors: [ApprovalRequiredError],
  run: setFlagEnabled,
});

commandField('deleteFlag', {
  may: mayChangeFlags,
  about: ({ projectKey }) => ({ projectKey }),
  description:
    'Deletes a flag for good. Its events stay in the log. Refused while it is on in an environment that asks for approvals.',
  input: DeleteFlagInput,
  payload: DeleteFlagPayload,
  errors: [ApprovalRequiredError],
  run: deleteFlag,
});
