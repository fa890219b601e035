/** What somebody has filled in for an integration, new or stored. */

import type { EventType, ProviderFormFragment } from '../../gql/graphql.ts';
import { type Filled, groupsOf, storedValues } from './values.ts';

export interface FormState extends Filled {
  name: string;
  eventTypes: EventType[];
  environmentKeys: string[];
}

/** The fields beside those of the provider, as issues name them. */
export const SHARED_FIELDS = ['name', 'eventTypes', 'environmentKeys'];

export function newForm(info: ProviderFormFragment): FormState {
  return {
    name: info.provider === 'WEBHOOK' ? '' : info.label,
    eventTypes: [...info.defaultEventTypes],
    environmentKeys: [],
    group: groupsOf(info)[0],
    values: {},
  };
}

interface Stored {
  name: string;
  eventTypes: readonly EventType[];
  environments: readonly { key: string }[];
  secrets: readonly { name: string; hint: string | null }[];
}

export function storedForm(info: ProviderFormFragment, integration: Stored): FormState {
  const secrets = integration.secrets.map(({ name }) => name);
  const used = info.fields.find(({ path, exclusiveGroup }) => {
    return exclusiveGroup !== null && secrets.includes(path);
  });
  return {
    name: integration.name,
    eventTypes: [...integration.eventTypes],
    environmentKeys: integration.environments.map(({ key }) => key),
    group: used?.exclusiveGroup ?? groupsOf(info)[0],
    values: storedValues(info, integration as unknown as Record<string, unknown>),
  };
}

/** What may be shown of stored secrets, by field. */
export function hintsOf({ secrets }: Pick<Stored, 'secrets'>): ReadonlyMap<string, string> {
  return new Map(secrets.map(({ name, hint }) => [name, hint ?? '••••']));
}

export function isSame(a: FormState, b: FormState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
