/** Events about integrations. */

import { eventNode } from '../events/event.schema.ts';
import type { ShownEvent } from '../events/logged-event.ts';
import { payloadOf } from '../events/read-payload.ts';
import { builder } from '../graphql/builder.ts';
import { IntegrationInterface, IntegrationProviderEnum } from './integration.schema.ts';
import type { IntegrationEventPayload } from './integration-event-payload.ts';
import type { ProviderName } from './providers/registry.ts';

builder.node(builder.objectRef<ShownEvent>('IntegrationEvent'), {
  ...eventNode('integration'),
  description:
    'GoGreen disabled an integration. It gets no deliveries until it is enabled again. The actor is the integration.',
  fields: (t) => ({
    integration: t.prismaField({
      type: IntegrationInterface,
      nullable: true,
      description: 'The integration as it is now; null when it was deleted.',
      resolve: async (query, event, _args, context) => {
        const { integrationId: id } = await payloadOf<IntegrationEventPayload>(event, context);
        return context.app.database.prisma.integration.findUnique({
          ...query,
          where: { id, deletedAt: null },
        });
      },
    }),
    integrationName: t.string({
      description: 'The name of the integration at that time.',
      resolve: async (event, _args, context) =>
        (await payloadOf<IntegrationEventPayload>(event, context)).integrationName,
    }),
    provider: t.field({
      type: IntegrationProviderEnum,
      description: 'The kind of integration.',
      resolve: async (event, _args, context) =>
        (await payloadOf<IntegrationEventPayload>(event, context)).provider as ProviderName,
    }),
    reason: t.string({
      // Never null, but one document reads the `reason` of every kind of event only if all of them have one type.
      nullable: true,
      description: 'Why it was disabled, as a sentence. Always given; nullable as in ApprovalEvent.',
      resolve: async (event, _args, context) =>
        (await payloadOf<IntegrationEventPayload>(event, context)).reason,
    }),
  }),
});
