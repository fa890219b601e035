/** What every event of the log has, whatever its type. The types themselves stand where their nouns are. */

import { isOfClientKey, openToClientKeys } from '../access/client-keys.ts';
import { canSee } from '../access/visible-projects.ts';
import { ActorType } from '../graphql/actor.schema.ts';
import { builder } from '../graphql/builder.ts';
import type { Context } from '../graphql/context.ts';
import { EnvironmentType } from '../projects/environment.schema.ts';
import { type EventGroup, eventTypes, groupOf, typeNameOfEvent } from './event-type.ts';
import { type LoggedEvent, withEnvironment } from './logged-event.ts';

export const EventTypeEnum = builder.enumType('EventType', {
  description: 'What happened.',
  values: Object.fromEntries(
    eventTypes.map(({ name, description }) => [name, { value: name, description }]),
  ) as {
    [Name in (typeof eventTypes)[number]['name']]: { value: Name; description: string };
  },
});

export const EventInterface = builder.interfaceRef<LoggedEvent>('Event').implement({
  description:
    "One entry of a project's log. It says what was true at its time: later renames do not change it.",
  interfaces: [builder.nodeInterfaceRef()],
  resolveType: ({ type }) => typeNameOfEvent(type),
  fields: (t) => ({
    sequence: t.int({
      description:
        'Its place in the log of the project: 1, 2, 3… without gaps. 0 for a test event, which is not in the log.',
      extensions: openToClientKeys,
      resolve: (event) => event.sequence ?? 0,
    }),
    type: t.field({
      type: EventTypeEnum,
      description: 'What happened.',
      extensions: openToClientKeys,
      resolve: (event) => event.type,
    }),
    test: t.boolean({
      description: 'Whether it is the marked event of testIntegration.',
      extensions: openToClientKeys,
      resolve: (event) => event.sequence === null,
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: 'When.',
      extensions: openToClientKeys,
      resolve: (event) => event.occurredAt,
    }),
    project: t.prismaField({
      type: 'Project',
      description: 'The project.',
      resolve: (query, event, _args, { app }) =>
        app.database.prisma.project.findUniqueOrThrow({ ...query, where: { id: event.projectId } }),
    }),
    environment: t.field({
      type: EnvironmentType,
      nullable: true,
      description: 'The environment that it is about; null when it is about none in particular.',
      extensions: openToClientKeys,
      resolve: (event) => event.environment,
    }),
    actor: t.field({
      type: ActorType,
      description: 'Who did it.',
      resolve: (event) => event.actor,
    }),
    comment: t.exposeString('comment', { nullable: true, description: 'Why, in the words of who did it.' }),
  }),
});

/**
 * What every object type that stands for the events of a group has in common. With it `node`, the log and subscriptions
 * find the type by its name; see typeNameOfEvent.
 */
export function eventNode(group: EventGroup) {
  return {
    interfaces: [EventInterface],
    isTypeOf: (event: unknown) => groupOf((event as LoggedEvent).type) === group,
    // Client keys are told of flags, and of nothing else.
    authScopes: (event: LoggedEvent, { viewer }: Context) =>
      canSee(viewer, event.projectId) || (group === 'flag' && isOfClientKey(viewer, event)),
    id: {
      resolve: ({ id }: LoggedEvent) => id,
      extensions: openToClientKeys,
      description: 'The id, `evt_…`; the same in every delivery.',
    },
    loadMany: async (ids: string[], { app }: Context) => {
      const events = await app.database.prisma.event.findMany({
        where: { id: { in: ids } },
        include: withEnvironment,
      });
      return ids.map((id) => events.find((event) => event.id === id));
    },
  };
}
