/** What the address of the list of users holds, and the filter that it stands for. */

import type { UserFilter } from '../../gql/graphql.ts';
import { readText } from '../../shell/search-params.ts';

export interface UserSearch {
  /** In the name or the e-mail address. */
  q?: string | undefined;
  /** A key of SHOWN. */
  show?: string | undefined;
  /** Id of the user that is opened. */
  user?: string | undefined;
}

export function readUserSearch(search: Record<string, unknown>): UserSearch {
  return { q: readText(search['q']), show: readText(search['show']), user: readText(search['user']) };
}

export const SHOWN = {
  all: 'All',
  people: 'People',
  services: 'Service accounts',
  owners: 'Owners',
  deactivated: 'Deactivated',
};

const FILTERS: Record<string, UserFilter> = {
  people: { kinds: ['PERSON'] },
  services: { kinds: ['SERVICE'] },
  owners: { isOwner: true },
  deactivated: { isDeactivated: true },
};

/** The filter of the API for what the address says; null for all users. */
export function toFilter({ q, show = '' }: UserSearch): UserFilter | null {
  const filter: UserFilter = { ...FILTERS[show], ...(q !== undefined && { text: q }) };
  return Object.keys(filter).length > 0 ? filter : null;
}
