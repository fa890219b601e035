/** The fields of every event. The types that implement it are defined beside their nouns. */

import { isOfClientKey, openToClientKeys } from '../access/client-keys.ts';
import { canReadProject } from '../access/visible-projects.ts';
import { ActorType } from '../graphql/actor.schema.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { describedEnum } from '../graphql/described-enum.ts';
import { EnvironmentType } from '../projects/environment.schema.ts';
import { type EventGroup, type EventType, eventTypes, groupOf, typeNameOfEvent } from './event-type.ts';
import { eventUrl } from './event-url.ts';
import { type ShownEvent, withoutPayload } from './logged-event.ts';

export const EventTypeEnum = describedEnum(
  'EventType',
  'The kind of an event.',
  Object.fromEntries(eventTypes.map(({ name, description }) => [name, description])) as Record<
    EventType,
    string
  >,
);

export const EventInterface = builder.interfaceRef<ShownEvent>('Event').implement({
  description:
    "An entry of a project's event log. It shows what was true when it happened: later renames do not change it.",
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: ({ type }) => typeNameOfEvent(type),
  fields: (t) => ({
    sequence: t.int({
      description:
        'Position in the log of the project: 1, 2, 3… without gaps. 0 for a test event, which is not in the log.',
      extensions: openToClientKeys,
      resolve: (event) => event.sequence ?? 0,
    }),
    type: t.field({
      type: EventTypeEnum,
      description: 'Type of the event.',
      extensions: openToClientKeys,
      resolve: (event) => event.type,
    }),
    test: t.boolean({
      description: 'Whether this is a test event of testIntegration.',
      extensions: openToClientKeys,
      resolve: (event) => event.sequence === null,
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: 'Time of the event.',
      extensions: openToClientKeys,
      resolve: (event) => event.occurredAt,
    }),
    project: t.prismaField({
      type: 'Project',
      description: 'Project of the event.',
      resolve: (query, event, _args, { app }) =>
        app.database.prisma.project.findUniqueOrThrow({ ...query, where: { id: event.projectId } }),
    }),
    environment: t.field({
      type: EnvironmentType,
      nullable: true,
      description:
        'Environment that the event is about; null when it concerns all environments, and when the environment was deleted.',
      extensions: openToClientKeys,
      resolve: (event) => event.environment,
    }),
    actor: t.field({
      type: ActorType,
      description: 'User or integration that caused the event.',
      resolve: (event) => event.actor,
    }),
    comment: t.exposeString('comment', { nullable: true, description: 'Comment that the actor gave.' }),
    url: t.string({
      nullable: true,
      description: 'Page of the event. Null for a test event, which is not in the log.',
      resolve: async ({ projectId, sequence }, _args, { app }) => {
        if (sequence === null) return null;
        const project = await app.database.prisma.project.findUniqueOrThrow({ where: { id: projectId } });
        return eventUrl(app.publicUrl, project.key, sequence);
      },
    }),
  }),
});

/** Options of the object type for a group of events. The name of the type must be that of `typeNameOfEvent`. */
export function eventNode(group: EventGroup) {
  return {
    interfaces: [EventInterface],
    isTypeOf: (event: unknown) => groupOf((event as ShownEvent).type) === group,
    // Client keys may read the events of flags only.
    authScopes: (event: ShownEvent, { viewer }: Context) =>
      canReadProject(viewer, event.projectId) || (group === 'flag' && isOfClientKey(viewer, event)),
    id: {
      resolve: ({ id }: ShownEvent) => id,
      extensions: openToClientKeys,
      description: 'Unique identifier, `evt_…`; the same in every delivery.',
    },
    loadMany: async (ids: string[], { app }: Context) => {
      const events = await app.database.prisma.event.findMany({
        where: { id: { in: ids } },
        select: withoutPayload,
      });
      return ids.map((id) => events.find((event) => event.id === id));
    },
  };
}
