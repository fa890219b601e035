/** The GraphQL type of deliveries. */

import type { DeliveryStatus } from '../../../generated/prisma/enums.ts';
import { canReadProjectOf } from '../../access/visible-projects.ts';
import { EventInterface } from '../../events/event.schema.ts';
import { withoutPayload } from '../../events/logged-event.ts';
import { builder } from '../../graphql/builder.ts';
import { describedEnum } from '../../graphql/described-enum.ts';
import { IntegrationInterface } from '../../integrations/integration.schema.ts';
import { AttemptType } from '../attempts/attempt.schema.ts';
import { plannedAttempts } from '../attempts/retry-schedule.ts';
import { deliveryUrl } from './delivery-url.ts';

export const DeliveryStatusEnum = describedEnum<DeliveryStatus>('DeliveryStatus', 'Status of a delivery.', {
  PENDING: 'The first attempt or a retry is planned or queued.',
  SENDING: 'An attempt is being made.',
  DELIVERED: 'An attempt succeeded.',
  FAILED: 'All attempts failed and no further one is planned; `retryDelivery` makes one more.',
  CANCELLED:
    'The integration was disabled or deleted, or the replay or the delivery was cancelled, before an attempt succeeded. Also when there was nothing to do: the error class of the last attempt is then SKIPPED.',
});

export const DeliveryType = builder.prismaNode('Delivery', {
  // For `node`: an unknown id gives null.
  nullable: true,
  id: { field: 'id', description: 'Id of the delivery, `dlv_…`. Also the `webhook-id` of its requests.' },
  authScopes: canReadProjectOf,
  // Without it Prisma would read all columns: bodies are large.
  select: { id: true, projectId: true },
  description: 'One event for one target of one integration.',
  fields: (t) => ({
    integration: t.relation('integration', {
      type: IntegrationInterface,
      description: 'The integration that the event is delivered to.',
    }),
    event: t.field({
      type: EventInterface,
      description: 'The event that is delivered.',
      select: { event: { select: withoutPayload } },
      resolve: ({ event }) => event,
    }),
    status: t.expose('status', { type: DeliveryStatusEnum, description: 'Status of the delivery.' }),
    target: t.exposeString('target', {
      description:
        'The target of the integration, such as a channel. Empty for providers with one destination.',
    }),
    attemptCount: t.exposeInt('attemptCount', { description: 'Number of attempts made.' }),
    nextAttemptAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Time of the next planned attempt. Null when none is planned, and for a retry by hand, which is due at once.',
      select: { status: true, nextAttemptAt: true },
      resolve: ({ status, nextAttemptAt }) => (status === 'PENDING' ? nextAttemptAt : null),
    }),
    queuedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Since when the delivery is due but held back by a limit of its integration: the rate of the provider, the number of concurrent requests, or an open circuit after ten failures in a row. Being queued is not an attempt. Null when it is not queued.',
      select: { status: true, queuedAt: true },
      resolve: ({ status, queuedAt }) => (status === 'PENDING' ? queuedAt : null),
    }),
    attempts: t.relation('attempts', {
      type: AttemptType,
      description: 'The attempts, oldest first.',
      query: { orderBy: { number: 'asc' } },
    }),
    lastAttempt: t.field({
      type: AttemptType,
      nullable: true,
      description: 'The last attempt. Null before the first one has ended.',
      select: (_args, _context, nested) => ({
        attempts: nested({ orderBy: { number: 'desc' }, take: 1 }),
      }),
      resolve: ({ attempts }) => attempts[0] ?? null,
    }),
    schedule: t.field({
      type: ['DateTime'],
      description:
        'Times of the attempts still to come, the next one first: of each as it will be if all before it fail at once. Empty when none is planned. A later `Retry-After` moves them.',
      select: { status: true, nextAttemptAt: true, scheduledCount: true },
      resolve: ({ status, nextAttemptAt, scheduledCount }) =>
        status === 'PENDING' && nextAttemptAt ? plannedAttempts(nextAttemptAt, scheduledCount) : [],
    }),
    url: t.string({
      description: 'Address of the page of the delivery.',
      select: { id: true, project: true },
      resolve: ({ id, project }, _args, { app }) => deliveryUrl(app.publicUrl, project.key, id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Time of creation.' }),
    completedAt: t.expose('completedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Time at which it was delivered, failed or cancelled. Null before.',
    }),
  }),
});
