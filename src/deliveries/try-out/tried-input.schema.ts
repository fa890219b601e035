/** The inputs that say what is tried out: a saved integration, a draft, or a saved one with the changes of a draft. */

import { EventTypeEnum } from '../../events/event.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { draftOf } from '../../integrations/forms/form.ts';
import { oneProvider } from '../../integrations/forms/one-provider.schema.ts';
import { ENVIRONMENTS, EVENT_TYPES } from '../../integrations/integration-fields.ts';
import { draftInputNameOf } from '../../integrations/providers/names.ts';

export const INTEGRATION_ID = 'Id of the integration, `intg_…`. Required without `draft`.';
export const DRAFT =
  'Settings that are not saved: without `integrationId` those of a new integration, with it changes of that integration. A draft that could not be saved fails as saving it would.';

export const IntegrationDraftInput = builder.inputType('IntegrationDraftInput', {
  description: 'An integration that is not saved. Nothing of it is stored.',
  fields: (t) => ({
    projectKey: t.string({
      description:
        'Key of the project. Required without `integrationId`; with it, it must be that of the integration.',
    }),
    name: t.string({ description: 'Display name, 1 to 200 characters. It is only checked.' }),
    eventTypes: t.field({ type: [EventTypeEnum], description: EVENT_TYPES }),
    environmentKeys: t.stringList({ description: ENVIRONMENTS }),
    provider: t.field({
      description:
        'The provider and its settings. Required without `integrationId`. With it the settings that are left out, and their secrets, are the saved ones.',
      type: oneProvider('IntegrationProviderDraftInput', 'The settings of one provider in a draft.', {
        nameOf: draftInputNameOf,
        schemaOf: draftOf,
        about: 'No field must be sent: what is missing is an issue of the draft.',
      }),
    }),
  }),
});
