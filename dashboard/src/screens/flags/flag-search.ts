/** What the address of the flag list holds, and the filter that it stands for. */

import type { FlagFilter, FlagKind, FlagLifecycle, FlagOrder } from '../../gql/graphql.ts';
import { readWords } from '../../shell/search-params.ts';

export const KINDS = ['BOOLEAN', 'STRING', 'NUMBER', 'JSON'] as const satisfies FlagKind[];
export const LIFECYCLES = ['ACTIVE', 'PERMANENT', 'STALE', 'ARCHIVED'] as const satisfies FlagLifecycle[];

export interface FlagSearch {
  q?: string | undefined;
  kind?: string | undefined;
  lifecycle?: string[] | undefined;
  tags?: string[] | undefined;
  owner?: string | undefined;
  /** Environment and state, such as `production:on`. */
  state?: string | undefined;
  /** `open-change` or `running-experiment`. */
  has?: string | undefined;
  order?: string | undefined;
}

/** The filter of the API for what the address says; null for all flags. */
export function toFilter({ q, kind, lifecycle, tags, owner, state, has }: FlagSearch): FlagFilter | null {
  const [key = '', on] = state?.split(':') ?? [];
  const filter: FlagFilter = {
    ...(q !== undefined && { search: q }),
    ...(readWords(kind, KINDS) && { kind: readWords(kind, KINDS)?.[0] ?? null }),
    ...(readWords(lifecycle, LIFECYCLES) && { lifecycle: readWords(lifecycle, LIFECYCLES) ?? null }),
    ...(tags && { tags }),
    ...(owner !== undefined && { owner }),
    ...(key !== '' && { environment: { key, enabled: on === 'on' } }),
    ...(has === 'open-change' && { hasOpenChangeRequest: true }),
    ...(has === 'running-experiment' && { hasRunningExperiment: true }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}

export const ORDERS = {
  key: 'by key',
  name: 'by name',
  updated: 'last changed first',
  created: 'newest first',
};

export function toOrder({ order }: FlagSearch): FlagOrder | null {
  switch (order) {
    case 'name':
      return { field: 'NAME' };
    case 'updated':
      return { field: 'UPDATED', direction: 'DESC' };
    case 'created':
      return { field: 'CREATED', direction: 'DESC' };
    default:
      return null;
  }
}
