/** The events that the log shows, and those that wait until somebody asks for them. Newest first, each once. */

import type { LogDeliveryFragment, LogEventFragment } from '../../../gql/graphql.ts';
import type { Page } from './pages.ts';

export interface LogState {
  rows: LogEventFragment[];
  /** Newer than the rows: held back, so that nothing moves under the pointer. */
  held: LogEventFragment[];
  /** Whether there are earlier ones. */
  hasMore: boolean;
  /** How many events match, on this page or not. */
  total: number;
  /** Whether the first page is there. */
  isLoaded: boolean;
  error: string | undefined;
}

export const EMPTY_LOG: LogState = {
  rows: [],
  held: [],
  hasMore: false,
  total: 0,
  isLoaded: false,
  error: undefined,
};

export type LogAction =
  | { type: 'reset' }
  | { type: 'page'; page: Page }
  | { type: 'newer'; rows: LogEventFragment[]; hold: boolean }
  | { type: 'again'; rows: LogEventFragment[] }
  | { type: 'show' }
  | { type: 'delivery'; eventId: string; delivery: LogDeliveryFragment }
  | { type: 'failed'; error: string };

export function reduceLog(state: LogState, action: LogAction): LogState {
  switch (action.type) {
    case 'reset':
      return EMPTY_LOG;
    case 'page': {
      const { rows, hasMore, total } = action.page;
      return {
        ...state,
        rows: joined(state.rows, rows),
        hasMore,
        // Of a later page it counts only what is before it.
        total: state.isLoaded ? state.total : total,
        isLoaded: true,
        error: undefined,
      };
    }
    case 'newer':
      return withNewer(state, action.rows, action.hold);
    case 'again':
      return { ...state, rows: state.rows.map((row) => action.rows.find(({ id }) => id === row.id) ?? row) };
    case 'show':
      return { ...state, rows: joined(state.rows, state.held), held: [] };
    case 'delivery':
      return {
        ...state,
        rows: withDelivery(state.rows, action.eventId, action.delivery),
        held: withDelivery(state.held, action.eventId, action.delivery),
      };
    case 'failed':
      return { ...state, error: action.error };
  }
}

function withNewer(state: LogState, newer: LogEventFragment[], hold: boolean): LogState {
  if (newer.length === 0) return state;
  const held = joined(state.held, newer);
  const total = state.total + held.length - state.held.length;
  if (hold) return { ...state, held, total, error: undefined };
  return { ...state, rows: joined(state.rows, held), held: [], total, error: undefined };
}

function joined(present: LogEventFragment[], more: LogEventFragment[]): LogEventFragment[] {
  const known = new Set(present.map(({ id }) => id));
  const added = more.filter(({ id }) => !known.has(id));
  return [...present, ...added].sort((a, b) => b.sequence - a.sequence);
}

function withDelivery(
  rows: LogEventFragment[],
  eventId: string,
  delivery: LogDeliveryFragment,
): LogEventFragment[] {
  if (!rows.some(({ id }) => id === eventId)) return rows;
  return rows.map((row) => {
    if (row.id !== eventId) return row;
    const isKnown = row.deliveries.some(({ id }) => id === delivery.id);
    const deliveries = isKnown
      ? row.deliveries.map((each) => (each.id === delivery.id ? delivery : each))
      : [...row.deliveries, delivery];
    return { ...row, deliveries };
  });
}

export function newestSequence({ rows, held }: LogState): number {
  return Math.max(0, rows[0]?.sequence ?? 0, held[0]?.sequence ?? 0);
}
