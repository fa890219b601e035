import type { EventType } from '../../generated/prisma/enums.ts';

export type { EventType };

/** Every kind of event, in the order of a flag's life, by its name in the API and its name on the wire. */
export const eventTypes = [
  { name: 'FLAG_CREATED', wireName: 'flag.created', description: 'A flag was created.' },
  {
    name: 'FLAG_UPDATED',
    wireName: 'flag.updated',
    description: 'An existing flag was changed in any way, being switched on or off included.',
  },
  {
    name: 'FLAG_ARCHIVED',
    wireName: 'flag.archived',
    description: 'A flag was archived: it is kept but no longer meant to be used.',
  },
  {
    name: 'FLAG_RESTORED',
    wireName: 'flag.restored',
    description: 'An archived flag was taken back into use.',
  },
  { name: 'FLAG_DELETED', wireName: 'flag.deleted', description: 'A flag was deleted for good.' },
  {
    name: 'APPROVAL_REQUESTED',
    wireName: 'approval.requested',
    description: 'Somebody asked for a change to be approved.',
  },
  {
    name: 'APPROVAL_APPROVED',
    wireName: 'approval.approved',
    description: 'A requested change was approved.',
  },
  {
    name: 'APPROVAL_REJECTED',
    wireName: 'approval.rejected',
    description: 'A requested change was rejected.',
  },
  { name: 'APPROVAL_APPLIED', wireName: 'approval.applied', description: 'An approved change was applied.' },
  {
    name: 'APPROVAL_CANCELLED',
    wireName: 'approval.cancelled',
    description: 'A requested change was withdrawn before it was applied.',
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
    description: 'An experiment came to its conclusion.',
  },
  {
    name: 'INTEGRATION_DISABLED',
    wireName: 'integration.disabled',
    description:
      'An integration was disabled: its receiver wants no more deliveries, or has only failed for five days.',
  },
] as const satisfies readonly EventTypeEntry[];

/** The name that an event type has in webhooks, such as `flag.updated`. */
export function wireNameOf(type: EventType): string {
  return wireNames[type];
}

/** What events are about, as their names begin: `flag`, `approval` and so on. Those of a group say the same things. */
export type EventGroup = FirstWord<(typeof eventTypes)[number]['wireName']>;

export function groupOf(type: EventType): EventGroup {
  return wireNameOf(type).split('.')[0] as EventGroup;
}

/** What the events of a type are in the API: FlagEvent, IntegrationEvent. Each group has a type of its own. */
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

// Assigning it to a record of every type is what keeps the list complete: a type that it lacks does not compile.
const wireNames: Record<EventType, string> = Object.fromEntries(
  eventTypes.map(({ name, wireName }) => [name, wireName]),
) as Record<(typeof eventTypes)[number]['name'], string>;
