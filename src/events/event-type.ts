import type { EventType } from '../../generated/prisma/enums.ts';

export type { EventType };

/** Every kind of event, in the order of a flag's life, by its name in the API and its name on the wire. */
export const eventTypes = [
  { name: 'FLAG_CREATED', wireName: 'flag.created', description: 'A flag was created.' },
  {
    name: 'FLAG_UPDATED',
    wireName: 'flag.updated',
    description: 'A flag was changed in any way, which includes being switched on or off.',
  },
  {
    name: 'FLAG_ARCHIVED',
    wireName: 'flag.archived',
    description: 'A flag was archived: it is kept, but should no longer be used.',
  },
  {
    name: 'FLAG_RESTORED',
    wireName: 'flag.restored',
    description: 'An archived flag was restored.',
  },
  { name: 'FLAG_DELETED', wireName: 'flag.deleted', description: 'A flag was deleted permanently.' },
  {
    name: 'APPROVAL_REQUESTED',
    wireName: 'approval.requested',
    description: 'Approval of a change was requested.',
  },
  {
    name: 'APPROVAL_APPROVED',
    wireName: 'approval.approved',
    description: 'A change request was approved.',
  },
  {
    name: 'APPROVAL_REJECTED',
    wireName: 'approval.rejected',
    description: 'A change request was rejected.',
  },
  { name: 'APPROVAL_APPLIED', wireName: 'approval.applied', description: 'An approved change was applied.' },
  {
    name: 'APPROVAL_CANCELLED',
    wireName: 'approval.cancelled',
    description: 'A change request was cancelled before it was applied.',
  },
  { name: 'EXPERIMENT_STARTED', wireName: 'experiment.started', description: 'An experiment was started.' },
  {
    name: 'EXPERIMENT_RESULTS',
    wireName: 'experiment.results',
    description: 'An experiment reported results.',
  },
  {
    name: 'EXPERIMENT_CONCLUDED',
    wireName: 'experiment.concluded',
    description: 'An experiment was concluded.',
  },
  {
    name: 'INTEGRATION_DISABLED',
    wireName: 'integration.disabled',
    description:
      'An integration was disabled, because its receiver refused further deliveries or failed for five days.',
  },
] as const satisfies readonly EventTypeEntry[];

/** The name that an event type has in webhooks, such as `flag.updated`. */
export function wireNameOf(type: EventType): string {
  return wireNames[type];
}

/** The first word of the wire name: `flag`, `approval` and so on. The events of a group have the same fields. */
export type EventGroup = FirstWord<(typeof eventTypes)[number]['wireName']>;

export function groupOf(type: EventType): EventGroup {
  return wireNameOf(type).split('.')[0] as EventGroup;
}

/** The GraphQL type of the events of a group, such as FlagEvent. */
export function typeNameOfEvent(type: EventType): string {
  const group = groupOf(type);
  return `${group.charAt(0).toUpperCase()}${group.slice(1)}Event`;
}

type FirstWord<Name> = Name extends `${infer Word}.${string}` ? Word : never;

interface EventTypeEntry {
  name: EventType;
  wireName: string;
  description: string;
}

// A type that is missing from the list does not compile here.
const wireNames: Record<EventType, string> = Object.fromEntries(
  eventTypes.map(({ name, wireName }) => [name, wireName]),
) as Record<(typeof eventTypes)[number]['name'], string>;
