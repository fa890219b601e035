import { FlagChangePreviewType } from '../../flags/preview/flag-change-preview.schema.ts';
import { builder } from '../../graphql/builder.ts';
import { countShown } from '../../graphql/large-reads.ts';
import { IntegrationInterface } from '../../integrations/integration.schema.ts';
import { PreviewType } from '../try-out/preview-commands.schema.ts';
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
    requests: t.field({
      type: [PreviewType],
      description:
        'The request that each of the targets would get, secrets masked, with an id, a time and a signature as of a real delivery. For providers that take several requests only the first one, because the others depend on its response.',
      resolve: ({ requests }, _args, context) =>
        requests().map((previewed) => {
          countShown(context, previewed.request.body);
          return previewed;
        }),
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
