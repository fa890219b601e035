/** The mutations on integrations. */

import { mayConfigureIntegrations } from '../access/permissions.ts';
import { EventTypeEnum } from '../events/event.schema.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { commandPayloads } from '../graphql/command-payload.ts';
import { oneProvider } from './forms/one-provider.schema.ts';
import { IntegrationInterface } from './integration.schema.ts';
import { ENVIRONMENTS, EVENT_TYPES } from './integration-fields.ts';
import {
  createIntegration,
  deleteIntegration,
  rotateSigningSecret,
  updateIntegration,
} from './integrations.ts';
import { changeInputNameOf, inputNameOf } from './providers/names.ts';

const INTEGRATION_ID = 'The id of the integration, `intg_…`.';

const payload = commandPayloads<{ integrationId: string }>((t) => ({
  integration: t.prismaField({
    type: IntegrationInterface,
    description: 'The integration as it is now.',
    resolve: (query, { integrationId }, _args, { app }) =>
      app.database.prisma.integration.findUniqueOrThrow({ ...query, where: { id: integrationId } }),
  }),
}));

commandField('createIntegration', {
  may: mayConfigureIntegrations,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Creates an integration. It gets the events that happen from now on.',
  input: builder.inputType('CreateIntegrationInput', {
    description: 'A new integration.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      name: t.string({ required: true, description: 'Display name, 1 to 200 characters.' }),
      eventTypes: t.field({ type: [EventTypeEnum], description: EVENT_TYPES }),
      environmentKeys: t.stringList({ description: ENVIRONMENTS }),
      enabled: t.boolean({ description: 'Whether events are delivered. Default: true.' }),
      provider: t.field({
        required: true,
        description: 'The provider and its settings.',
        type: oneProvider('IntegrationProviderInput', 'The settings of one provider.', {
          nameOf: inputNameOf,
          schemaOf: ({ input }) => input,
        }),
      }),
    }),
  }),
  payload: payload<{ integrationId: string; signingSecret: string | null }>(
    'CreateIntegrationPayload',
    'Result of creating an integration.',
    (t) => ({
      signingSecret: t.exposeString('signingSecret', {
        nullable: true,
        description:
          'Secret that GoGreen signs the requests of a webhook with, or that Jira has to sign its webhooks with. It is not shown again. Null for other providers.',
      }),
    }),
  ),
  run: (app, actor, input) => createIntegration(app, actor, input),
});

commandField('updateIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Changes an integration. Fields that are left out or null keep their values. Disabling it cancels its PENDING deliveries.',
  input: builder.inputType('UpdateIntegrationInput', {
    description: 'Changes of an integration.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: INTEGRATION_ID }),
      name: t.string({ description: 'New display name, 1 to 200 characters.' }),
      eventTypes: t.field({ type: [EventTypeEnum], description: EVENT_TYPES }),
      environmentKeys: t.stringList({ description: ENVIRONMENTS }),
      enabled: t.boolean({
        description:
          'Whether events are delivered. An integration that is enabled again gets the events from then on, not the ones from before.',
      }),
      provider: t.field({
        description: 'Changed settings. The provider itself cannot be changed.',
        type: oneProvider('IntegrationProviderChangeInput', 'Changed settings of one provider.', {
          nameOf: changeInputNameOf,
          schemaOf: ({ change }) => change,
          about: 'Fields that are left out or null keep their values.',
        }),
      }),
    }),
  }),
  payload: payload('UpdateIntegrationPayload', 'Result of changing an integration.'),
  run: (app, actor, input) => updateIntegration(app, actor, input),
});

commandField('deleteIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Deletes an integration with its secrets. Its deliveries stay in the log; PENDING ones are cancelled.',
  input: builder.inputType('DeleteIntegrationInput', {
    description: 'The integration to delete.',
    fields: (t) => ({ integrationId: t.id({ required: true, description: INTEGRATION_ID }) }),
  }),
  payload: builder.objectRef<{ integrationId: string }>('DeleteIntegrationPayload').implement({
    description: 'The integration was deleted.',
    fields: (t) => ({
      integrationId: t.exposeID('integrationId', { description: 'The id of the deleted integration.' }),
    }),
  }),
  run: (app, actor, input) => deleteIntegration(app, actor, input),
});

commandField('rotateSigningSecret', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Creates a new signing secret for a webhook, or for the webhooks that Jira sends. The old one stays valid for `graceHours`.',
  input: builder.inputType('RotateSigningSecretInput', {
    description: 'The integration whose signing secret is rotated.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: INTEGRATION_ID }),
      graceHours: t.float({
        description: 'Hours for which the old secret stays valid, 0 to 720. Default: 24.',
      }),
    }),
  }),
  payload: payload<{ integrationId: string; signingSecret: string }>(
    'RotateSigningSecretPayload',
    'Result of replacing a signing secret.',
    (t) => ({
      signingSecret: t.exposeString('signingSecret', {
        description: 'The new signing secret. It is not shown again.',
      }),
    }),
  ),
  run: (app, actor, input) => rotateSigningSecret(app, actor, input),
});
