/** Types of events as people say them, by what they are about. */

import type { EventType } from '../gql/graphql.ts';

export interface EventGroup {
  label: string;
  types: readonly EventType[];
}

export const EVENT_GROUPS: readonly EventGroup[] = [
  {
    label: 'Flags',
    types: ['FLAG_CREATED', 'FLAG_UPDATED', 'FLAG_ARCHIVED', 'FLAG_RESTORED', 'FLAG_DELETED'],
  },
  {
    label: 'Approvals',
    types: [
      'APPROVAL_REQUESTED',
      'APPROVAL_APPROVED',
      'APPROVAL_REJECTED',
      'APPROVAL_APPLIED',
      'APPROVAL_CANCELLED',
    ],
  },
  { label: 'Experiments', types: ['EXPERIMENT_STARTED', 'EXPERIMENT_RESULTS', 'EXPERIMENT_CONCLUDED'] },
  { label: 'Integrations', types: ['INTEGRATION_DISABLED'] },
];

export const EVENT_TYPES: readonly EventType[] = EVENT_GROUPS.flatMap(({ types }) => types);

/** "flag updated". */
export function eventWord(type: EventType): string {
  return type.toLowerCase().replaceAll('_', ' ');
}

/** The same in two parts, for lists that already say what the events are about: "flag " and "updated". */
export function eventWords(type: EventType): [about: string, what: string] {
  const word = eventWord(type);
  const at = word.indexOf(' ') + 1;
  return [word.slice(0, at), word.slice(at)];
}

/** The types that an integration gets, shortly: "all events", "flag events", "flag created and 2 more". None means all. */
export function eventsInWords(types: readonly EventType[]): string {
  if (types.length === 0 || EVENT_TYPES.every((type) => types.includes(type))) return 'all events';
  const parts = EVENT_GROUPS.flatMap((group) => {
    const chosen = group.types.filter((type) => types.includes(type));
    if (chosen.length === group.types.length && chosen.length > 1)
      return [`all ${singular(group.label)} events`];
    return chosen.map(eventWord);
  });
  return listed(parts);
}

/** "all environments", "Production", "Production and Staging". None means all. */
export function environmentsInWords(environments: readonly { name: string }[]): string {
  return environments.length === 0 ? 'all environments' : listed(environments.map(({ name }) => name));
}

function singular(label: string): string {
  return label.toLowerCase().replace(/s$/, '');
}

function listed(parts: string[]): string {
  if (parts.length <= 2) return parts.join(' and ');
  return `${parts.slice(0, 2).join(', ')} and ${parts.length - 2} more`;
}
