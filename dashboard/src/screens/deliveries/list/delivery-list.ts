/** The list of deliveries as it is shown: pages of the server, and what came live since. Pure. */

import type { DeliveryFilter, DeliveryRowFragment } from '../../../gql/graphql.ts';
import { matches } from './delivery-match.ts';

export type Row = DeliveryRowFragment;

export interface ListState {
  /** Newest first; undefined before the first page is there. */
  rows: Row[] | undefined;
  /** New ones that wait until nothing jumps under the pointer. */
  held: ReadonlyMap<string, Row>;
  total: number;
  endCursor: string | null;
  hasMore: boolean;
}

export interface Page {
  rows: Row[];
  total: number;
  endCursor: string | null;
  hasMore: boolean;
}

export type ListAction =
  | { type: 'first page'; page: Page }
  | { type: 'next page'; page: Page }
  /** The first page, asked for again after a pause: what came meanwhile is treated as live. */
  | { type: 'caught up'; page: Page; hold: boolean }
  | { type: 'changed'; deliveries: Row[]; filter: DeliveryFilter | null; hold: boolean }
  | { type: 'show held' };

export const EMPTY: ListState = {
  rows: undefined,
  held: new Map(),
  total: 0,
  endCursor: null,
  hasMore: false,
};

export function reduce(state: ListState, action: ListAction): ListState {
  switch (action.type) {
    case 'first page':
      return { ...action.page, held: new Map() };
    case 'next page':
      return {
        ...action.page,
        rows: merge(state.rows ?? [], action.page.rows),
        held: state.held,
      };
    case 'caught up': {
      const next = change(state, action.page.rows, () => true, action.hold);
      return { ...next, total: action.page.total };
    }
    case 'changed':
      return change(state, action.deliveries, (row) => matches(row, action.filter), action.hold);
    case 'show held':
      return showHeld(state);
  }
}

/** Rows that are shown change in place and stay, even if they match the filter no longer: nothing jumps. */
function change(
  state: ListState,
  deliveries: Row[],
  isMatch: (row: Row) => boolean,
  hold: boolean,
): ListState {
  const { rows } = state;
  if (rows === undefined) return state;
  const shown = new Map(rows.map((row) => [row.id, row]));
  const changed = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  const held = new Map(state.held);
  let { total } = state;
  for (const delivery of changed.values()) {
    const known = shown.get(delivery.id) ?? held.get(delivery.id);
    if (known === undefined && isOnLaterPage(state, delivery)) continue;
    total += Number(isMatch(delivery)) - Number(known !== undefined && isMatch(known));
    if (shown.has(delivery.id)) continue;
    if (isMatch(delivery)) held.set(delivery.id, delivery);
    else held.delete(delivery.id);
  }
  const next = { ...state, rows: rows.map((row) => changed.get(row.id) ?? row), held, total };
  return hold ? next : showHeld(next);
}

function showHeld(state: ListState): ListState {
  if (state.held.size === 0) return state;
  return { ...state, rows: merge([...state.held.values()], state.rows ?? []), held: new Map() };
}

function isOnLaterPage({ rows = [], hasMore }: ListState, delivery: Row): boolean {
  const last = rows.at(-1);
  return hasMore && last !== undefined && delivery.id < last.id;
}

/** Ids begin with the time of creation. */
function merge(left: Row[], right: Row[]): Row[] {
  const all = new Map([...left, ...right].map((row) => [row.id, row]));
  return [...all.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}
