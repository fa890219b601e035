/** The mutations on integrations. */

import { mayConfigureIntegrations } from '../access/permissions.ts';
import { EventTypeEnum } from '../events/event.schema.ts';
import { eventTypes } from '../events/event-type.ts';
import { builder } from '../graphql/builder.ts';
import { commandField } from '../graphql/command-field.ts';
import { shown } from '../platform/input/limits.ts';
import type { Form } from './contract/provider.ts';
import { formOf } from './forms/form.ts';
import { inputFromZod } from './forms/form-fields.schema.ts';
import { IntegrationInterface } from './integration.schema.ts';
import {
  createIntegration,
  deleteIntegration,
  MAX_ENVIRONMENT_KEYS,
  rotateSigningSecret,
  updateIntegration,
} from './integrations.ts';
import { changeInputNameOf, inputNameOf } from './providers/names.ts';
import { type AnyProvider, type ProviderName, providers } from './providers/registry.ts';

const INTEGRATION_ID = 'The id of the integration, `intg_…`.';
const EVENT_TYPES = `The types of events that it is told about, at most ${eventTypes.length}. Empty: all.`;
const ENVIRONMENTS = `The keys of the environments whose events it is told about, besides those that concern all of them; at most ${shown(MAX_ENVIRONMENT_KEYS)}. Empty: all.`;

const CreateIntegrationPayload = builder
  .objectRef<{ integrationId: string; signingSecret: string | null }>('CreateIntegrationPayload')
  .implement({ description: 'The integration was made.' });
const UpdateIntegrationPayload = builder
  .objectRef<{ integrationId: string }>('UpdateIntegrationPayload')
  .implement({ description: 'The integration is as asked for.' });
const RotateSigningSecretPayload = builder
  .objectRef<{ integrationId: string; signingSecret: string }>('RotateSigningSecretPayload')
  .implement({ description: 'The new signing secret is in use.' });

for (const payload of [CreateIntegrationPayload, UpdateIntegrationPayload, RotateSigningSecretPayload]) {
  builder.objectField(payload as typeof UpdateIntegrationPayload, 'integration', (t) =>
    t.prismaField({
      type: IntegrationInterface,
      description: 'The integration as it is now.',
      resolve: (query, { integrationId }, _args, { app }) =>
        app.database.prisma.integration.findUniqueOrThrow({ ...query, where: { id: integrationId } }),
    }),
  );
}

builder.objectField(CreateIntegrationPayload, 'signingSecret', (t) =>
  t.exposeString('signingSecret', {
    nullable: true,
    description:
      'What the requests of a webhook are signed with, or what Jira is to sign its own with. It is not shown again. Null for other providers.',
  }),
);
builder.objectField(RotateSigningSecretPayload, 'signingSecret', (t) =>
  t.exposeString('signingSecret', { description: 'The new signing secret. It is not shown again.' }),
);

commandField('createIntegration', {
  may: mayConfigureIntegrations,
  about: ({ projectKey }) => ({ projectKey }),
  description: 'Makes an integration. It is told about events from now on.',
  input: builder.inputType('CreateIntegrationInput', {
    description: 'A new integration.',
    fields: (t) => ({
      projectKey: t.string({ required: true, description: 'The key of the project.' }),
      name: t.string({ required: true, description: 'The name for people, 1 to 200 characters.' }),
      eventTypes: t.field({ type: [EventTypeEnum], description: EVENT_TYPES }),
      environmentKeys: t.stringList({ description: ENVIRONMENTS }),
      enabled: t.boolean({ description: 'Whether deliveries are made; default true.' }),
      provider: t.field({
        required: true,
        description: 'What it is.',
        type: oneProvider('IntegrationProviderInput', 'The settings of one provider.', inputNameOf, 'input'),
      }),
    }),
  }),
  payload: CreateIntegrationPayload,
  run: (app, actor, input) => createIntegration(app, actor, input),
});

commandField('updateIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Changes an integration. What is left out or null stays. Disabling it cancels the deliveries that wait.',
  input: builder.inputType('UpdateIntegrationInput', {
    description: 'What to change of an integration.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: INTEGRATION_ID }),
      name: t.string({ description: 'The new name for people, 1 to 200 characters.' }),
      eventTypes: t.field({ type: [EventTypeEnum], description: EVENT_TYPES }),
      environmentKeys: t.stringList({ description: ENVIRONMENTS }),
      enabled: t.boolean({
        description:
          'Whether deliveries are made. An integration that is enabled again gets events from then on, not those before.',
      }),
      provider: t.field({
        description: 'Settings to change.',
        type: oneProvider(
          'IntegrationProviderChangeInput',
          'Changed settings of one provider.',
          changeInputNameOf,
          'change',
        ),
      }),
    }),
  }),
  payload: UpdateIntegrationPayload,
  run: (app, actor, input) => updateIntegration(app, actor, input),
});

commandField('deleteIntegration', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Deletes an integration with its secrets. Its deliveries stay in the log; those that wait are cancelled.',
  input: builder.inputType('DeleteIntegrationInput', {
    description: 'Which integration to delete.',
    fields: (t) => ({ integrationId: t.id({ required: true, description: INTEGRATION_ID }) }),
  }),
  payload: builder.objectRef<{ integrationId: string }>('DeleteIntegrationPayload').implement({
    description: 'The integration is gone.',
    fields: (t) => ({ integrationId: t.exposeID('integrationId', { description: 'The id that it had.' }) }),
  }),
  run: (app, actor, input) => deleteIntegration(app, actor, input),
});

commandField('rotateSigningSecret', {
  may: mayConfigureIntegrations,
  about: ({ integrationId }) => ({ integrationId }),
  description:
    'Makes a new signing secret for a webhook, or for the webhooks of Jira. For a while the old one is good as well.',
  input: builder.inputType('RotateSigningSecretInput', {
    description: 'Whose secret to rotate.',
    fields: (t) => ({
      integrationId: t.id({ required: true, description: INTEGRATION_ID }),
      graceHours: t.float({
        description: 'For how many hours the old secret is good as well, 0 to 720; default 24.',
      }),
    }),
  }),
  payload: RotateSigningSecretPayload,
  run: (app, actor, input) => rotateSigningSecret(app, actor, input),
});

/** An input that takes exactly one provider of the registry, with what its form asks for. */
function oneProvider(
  name: string,
  description: string,
  nameOf: (provider: ProviderName) => string,
  part: keyof Pick<Form<unknown, unknown>, 'input' | 'change'>,
) {
  return builder.inputType(name, {
    description,
    isOneOf: true,
    fields: (t) =>
      Object.fromEntries(
        Object.entries(providers).map(([provider, definition]) => {
          const schema = formOf(definition as AnyProvider)[part];
          const about = part === 'input' ? '' : ' What is left out stays.';
          const type = inputFromZod(
            nameOf(provider as ProviderName),
            `${definition.description}${about}`,
            schema,
          );
          return [provider, t.field({ type, description: definition.description })];
        }),
      ),
  });
}
