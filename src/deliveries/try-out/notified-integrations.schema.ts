import { FlagChangePreviewType } from '../../flags/preview/flag-change-preview.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { IntegrationInterface } from '../../integrations/integration.schema.ts';
import { type NotifiedIntegration, notifiedIntegrations } from './notified-integrations.ts';

const NotifiedIntegrationType = builder.objectRef<NotifiedIntegration>('NotifiedIntegration').implement({
  description: 'An integration that an event would be delivered to.',
  fields: (t) => ({
    integration: t.field({
      type: IntegrationInterface,
      description: 'The integration.',
      resolve: ({ integration }) => integration,
    }),
    targets: t.exposeStringList('targets', {
      description:
        'Its targets that would get a delivery each, such as channels. One empty text for an integration with a single destination.',
    }),
  }),
});

builder.objectField(FlagChangePreviewType, 'notifies', (t) =>
  t.field({
    type: [NotifiedIntegrationType],
    description:
      'Enabled integrations that the event of the change would be delivered to, oldest first. Empty if nothing would change.',
    resolve: (preview, _args, { app }) => notifiedIntegrations(app, preview),
  }),
);
