/** Events about integrations. */

import { eventNode } from '../events/event.schema.ts';
import type { LoggedEvent } from '../events/logged-event.ts';
import { builder } from '../graphql/builder.ts';
import { IntegrationInterface, IntegrationProviderEnum } from './integration.schema.ts';
import type { IntegrationEventPayload } from './integration-event-payload.ts';
import type { ProviderName } from './providers/registry.ts';

builder.node(builder.objectRef<LoggedEvent>('IntegrationEvent'), {
  ...eventNode('integration'),
  description:
    'GoGreen disabled an integration: it gets no more deliveries until somebody enables it. The actor is the integration.',
  fields: (t) => ({
    integration: t.prismaField({
      type: IntegrationInterface,
      nullable: true,
      description: 'The integration as it is now; null when it was deleted.',
      resolve: (query, event, _args, { app }) =>
        app.database.prisma.integration.findUnique({
          ...query,
          where: { id: payloadOf(event).integrationId, deletedAt: null },
        }),
    }),
    integrationName: t.string({
      description: 'The name of the integration at that time.',
      resolve: (event) => payloadOf(event).integrationName,
    }),
    provider: t.field({
      type: IntegrationProviderEnum,
      description: 'The kind of integration.',
      resolve: (event) => payloadOf(event).provider as ProviderName,
    }),
    reason: t.string({
      // Never null, but one document reads the `reason` of every kind of event only if all of them have one type.
      nullable: true,
      description: 'Why it was disabled, as a sentence. Always given; nullable as in ApprovalEvent.',
      resolve: (event) => payloadOf(event).reason,
    }),
  }),
});

function payloadOf(event: LoggedEvent): IntegrationEventPayload {
  return event.payload as IntegrationEventPayload;
}
