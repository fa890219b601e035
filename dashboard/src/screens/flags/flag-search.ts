/** What the address of the flag list holds, and the filter that it stands for. */

import type { FlagFilter, FlagKind, FlagLifecycle } from '../../gql/graphql.ts';
import { readWords } from '../../shell/search-params.ts';

export const KINDS = ['BOOLEAN', 'STRING', 'NUMBER', 'JSON'] as const satisfies FlagKind[];
export const LIFECYCLES = ['ACTIVE', 'PERMANENT', 'STALE', 'ARCHIVED'] as const satisfies FlagLifecycle[];

export interface FlagSearch {
  q?: string | undefined;
  kind?: string | undefined;
  lifecycle?: string[] | undefined;
  tags?: string[] | undefined;
  owner?: string | undefined;
}

/** The filter of the API for what the address says; null for all flags. */
export function toFilter({ q, kind, lifecycle, tags, owner }: FlagSearch): FlagFilter | null {
  const filter: FlagFilter = {
    ...(q !== undefined && { search: q }),
    ...(readWords(kind, KINDS) && { kind: readWords(kind, KINDS)?.[0] ?? null }),
    ...(readWords(lifecycle, LIFECYCLES) && { lifecycle: readWords(lifecycle, LIFECYCLES) ?? null }),
    ...(tags && { tags }),
    ...(owner !== undefined && { owner }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}
