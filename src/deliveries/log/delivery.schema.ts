/** Deliveries as they can be read: by project, integration and event. */

import type { Prisma } from '../../../generated/prisma/client.ts';
import { canReadProjectOf } from '../../access/visible-projects.ts';
import { EventInterface, EventTypeEnum } from '../../events/event.schema.ts';
import { withEnvironment } from '../../events/logged-event.ts';
import { builder } from '../../graphql/builder.ts';
import { IntegrationInterface } from '../../integrations/integration.schema.ts';
import { cursorWithin } from '../../projects/cursor-within.ts';
import { ProjectType } from '../../projects/project.schema.ts';
import { AttemptType } from '../attempts/attempt.schema.ts';

const statuses = {
  PENDING: 'The first attempt or a retry is planned.',
  SENDING: 'An attempt is being made.',
  DELIVERED: 'An attempt succeeded.',
  FAILED: 'No further attempt is planned; retryDelivery makes one.',
  CANCELLED:
    'The integration was disabled or deleted, or the replay cancelled, before an attempt succeeded; or there was nothing to do, as the last attempt says (SKIPPED).',
} as const;

export const DeliveryStatusEnum = builder.enumType('DeliveryStatus', {
  description: 'How far a delivery is.',
  values: Object.fromEntries(
    Object.entries(statuses).map(([name, description]) => [name, { value: name, description }]),
  ) as { [Name in keyof typeof statuses]: { value: Name; description: string } },
});

export const DeliveryType = builder.prismaNode('Delivery', {
  // Asked for by `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'The id, `dlv_…`; also the `webhook-id` of its requests.' },
  authScopes: canReadProjectOf,
  // Only what is asked for is read: bodies are large.
  select: { id: true, projectId: true },
  description: 'One event on its way to one integration.',
  fields: (t) => ({
    integration: t.relation('integration', { type: IntegrationInterface, description: 'Where it goes.' }),
    event: t.field({
      type: EventInterface,
      description: 'What it tells.',
      select: { event: { include: withEnvironment } },
      resolve: ({ event }) => event,
    }),
    status: t.expose('status', { type: DeliveryStatusEnum, description: 'How far it is.' }),
    target: t.exposeString('target', {
      description:
        'Which of the targets of the integration, such as a channel; empty where there is only one.',
    }),
    attemptCount: t.exposeInt('attemptCount', { description: 'How many attempts have been made.' }),
    nextAttemptAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the next attempt is planned; null when none is.',
      select: { status: true, nextAttemptAt: true },
      resolve: ({ status, nextAttemptAt }) => (status === 'PENDING' ? nextAttemptAt : null),
    }),
    queuedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Since when it is due but held back: by a rate of the provider, by too many requests under way, or by failures in a row that make new deliveries wait until one gets through. That is no attempt. Null when it is not.',
      select: { status: true, queuedAt: true },
      resolve: ({ status, queuedAt }) => (status === 'PENDING' ? queuedAt : null),
    }),
    attempts: t.relation('attempts', {
      type: AttemptType,
      description: 'The attempts, first one first.',
      query: { orderBy: { number: 'asc' } },
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    completedAt: t.expose('completedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was delivered, failed or cancelled; null before.',
    }),
  }),
});

const DeliveryFilter = builder.inputType('DeliveryFilter', {
  description: 'Which deliveries; all conditions must hold.',
  fields: (t) => ({
    statuses: t.field({ type: [DeliveryStatusEnum], description: 'Deliveries in one of these.' }),
    integrationId: t.id({ description: 'Deliveries to this integration.' }),
    eventId: t.id({ description: 'Deliveries of this event.' }),
    eventTypes: t.field({ type: [EventTypeEnum], description: 'Deliveries of events of these types.' }),
    flagKey: t.string({ description: 'Deliveries of events about the flag of this key.' }),
  }),
});

type Filter = typeof DeliveryFilter.$inferInput;

const DeliveryConnection = builder.connectionObject(
  { type: DeliveryType, name: 'DeliveryConnection', description: 'A page of deliveries.' },
  { name: 'DeliveryEdge', description: 'A delivery on a page.' },
);

builder.prismaObjectField(ProjectType, 'deliveries', (t) =>
  t.relatedConnection(
    'deliveries',
    {
      cursor: 'id',
      description: 'What was and is being delivered, newest first.',
      args: { filter: t.arg({ type: DeliveryFilter, description: 'Which; left out: all.' }) },
      query: ({ filter, ...page }) => ({
        orderBy: { id: 'desc' as const },
        where: { ...whereOf(filter), ...cursorWithin('deliveries', page) },
      }),
    },
    DeliveryConnection,
  ),
);

builder.prismaInterfaceField(IntegrationInterface, 'deliveries', (t) =>
  t.relatedConnection(
    'deliveries',
    {
      cursor: 'id',
      description: 'What was and is being delivered to it, newest first.',
      args: { filter: t.arg({ type: DeliveryFilter, description: 'Which; left out: all.' }) },
      query: ({ filter, ...page }) => ({
        orderBy: { id: 'desc' as const },
        where: { ...whereOf(filter), ...cursorWithin('deliveries', page) },
      }),
    },
    DeliveryConnection,
  ),
);

builder.interfaceField(EventInterface, 'deliveries', (t) =>
  t.prismaField({
    type: [DeliveryType],
    description: 'Who is told about it.',
    resolve: (query, { id }, _args, { app }) =>
      app.database.prisma.event
        .findUniqueOrThrow({ where: { id } })
        .deliveries({ ...query, orderBy: { id: 'asc' } }),
  }),
);

function whereOf(filter: Filter | null | undefined): Prisma.DeliveryWhereInput {
  const event: Prisma.EventWhereInput = {
    ...(filter?.eventTypes ? { type: { in: filter.eventTypes } } : {}),
    ...(filter?.flagKey ? { flagKey: filter.flagKey } : {}),
  };
  return {
    ...(filter?.statuses ? { status: { in: filter.statuses } } : {}),
    ...(filter?.integrationId ? { integrationId: filter.integrationId } : {}),
    ...(filter?.eventId ? { eventId: filter.eventId } : {}),
    ...(Object.keys(event).length > 0 ? { event } : {}),
  };
}
