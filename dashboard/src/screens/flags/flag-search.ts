/** What the address of the flag list holds, and the filter that it stands for. */

import type { FlagFilter, FlagKind, FlagLifecycle, FlagOrder } from '../../gql/graphql.ts';
import { readList, readText, readWords } from '../../shell/search-params.ts';

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
  /** `open-change`, `running-experiment` or `no-evaluation`. */
  has?: string | undefined;
  order?: string | undefined;
  /** The columns beside the flag itself. Without it those that were chosen last in this browser. */
  columns?: string[] | undefined;
  /** The flags after this cursor, or before this one. */
  after?: string | undefined;
  before?: string | undefined;
  /** The number of the page, for people: the cursor decides what is on it. */
  page?: number | undefined;
}

export function readFlagSearch(search: Record<string, unknown>): FlagSearch {
  return {
    q: readText(search['q']),
    kind: readText(search['kind']),
    lifecycle: readList(search['lifecycle']),
    tags: readList(search['tags']),
    owner: readText(search['owner']),
    state: readText(search['state']),
    has: readText(search['has']),
    order: readText(search['order']),
    columns: readList(search['columns']),
    after: readText(search['after']),
    before: readText(search['before']),
    page: readPage(search['page']),
  };
}

function readPage(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 1 ? value : undefined;
}

/** On the first page: another filter is another list. */
export const FIRST_PAGE = { after: undefined, before: undefined, page: undefined };

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
    ...(has === 'no-evaluation' && { notEvaluated: { since: thirtyDaysAgo() } }),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}

const DAY_MS = 86_400_000;

/** At the beginning of a day, so that the list is the same for as long as it is shown. */
function thirtyDaysAgo(): string {
  return new Date((Math.floor(Date.now() / DAY_MS) - 30) * DAY_MS).toISOString();
}

export const ORDERS = {
  key: 'by key',
  name: 'by name',
  updated: 'last changed first',
  created: 'newest first',
  evaluated: 'longest not evaluated first',
};

export function toOrder({ order }: FlagSearch): FlagOrder | null {
  switch (order) {
    case 'name':
      return { field: 'NAME' };
    case 'updated':
      return { field: 'UPDATED', direction: 'DESC' };
    case 'evaluated':
      return { field: 'EVALUATED' };
    case 'created':
      return { field: 'CREATED', direction: 'DESC' };
    default:
      return null;
  }
}

/** Rows of a page: what a browser shows and keeps live without effort, however many flags there are. */
export const PAGE_SIZE = 50;

export interface PageVariables {
  first: number | null;
  last: number | null;
  after: string | null;
  before: string | null;
}

export function toPage({ after, before }: FlagSearch): PageVariables {
  if (before !== undefined) return { first: null, last: PAGE_SIZE, after: null, before };
  return { first: PAGE_SIZE, last: null, after: after ?? null, before: null };
}
