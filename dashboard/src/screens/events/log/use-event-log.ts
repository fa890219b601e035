/** The event log under a filter, live. Whatever interrupts the connection, no event is missing and none is shown twice. */

import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useSubscription } from '../../../api/hooks.ts';
import { offline } from '../../../api/session.ts';
import { type EventFilter, LogDeliveriesDocument } from '../../../gql/graphql.ts';
import { useLiveEvents, useProject } from '../../../shell/project/project-context.ts';
import { EMPTY_LOG, type LogState, newestSequence, reduceLog } from './log-state.ts';
import { earlierThan, LARGEST_PAGE, newerThan, type Page, useLoadPage } from './pages.ts';

const PAGE = 50;

interface EventLog extends LogState {
  isLoadingMore: boolean;
  loadMore: () => void;
  /** Takes what was held back into the rows. */
  showHeld: () => void;
}

/** `isHeld` says, at the time when events come, whether the page must not move. */
export function useEventLog(filter: EventFilter | null, isHeld: () => boolean): EventLog {
  const project = useProject();
  const loadPage = useLoadPage();
  const [state, dispatch] = useReducer(reduceLog, EMPTY_LOG);
  const [isLoadingMore, setLoadingMore] = useState(false);
  const filterText = JSON.stringify(filter);
  const latest = useRef({ state, isHeld, filterText });
  latest.current = { state, isHeld, filterText };

  const start = useCallback(
    async (text: string) => {
      dispatch({ type: 'reset' });
      const { page, error } = await settle(loadPage(JSON.parse(text), PAGE));
      if (latest.current.filterText !== text) return;
      dispatch(page ? { type: 'page', page } : { type: 'failed', error });
    },
    [loadPage],
  );
  useEffect(() => void start(filterText), [start, filterText]);

  // One question for all events of a moment: it finds out which of them the filter lets through.
  const isAsking = useRef(false);
  const mustAskAgain = useRef(false);
  const catchUp = useCallback(async () => {
    mustAskAgain.current = true;
    if (isAsking.current) return;
    isAsking.current = true;
    try {
      while (mustAskAgain.current) {
        mustAskAgain.current = false;
        const { state, filterText } = latest.current;
        if (!state.isLoaded) continue;
        const newer = await newerThan(loadPage, JSON.parse(filterText), newestSequence(state));
        if (latest.current.filterText !== filterText) continue;
        // So many that it is better to begin anew.
        if (newer === null) await start(filterText);
        else dispatch({ type: 'newer', rows: newer, hold: latest.current.isHeld() });
      }
    } catch (error) {
      dispatch({ type: 'failed', error: (error as Error).message });
    } finally {
      isAsking.current = false;
    }
  }, [loadPage, start]);
  useLiveEvents(() => void catchUp());
  // Events between the first page and now.
  useEffect(() => {
    if (state.isLoaded) void catchUp();
  }, [state.isLoaded, catchUp]);

  const variables = useMemo(() => ({ projectKey: project.key }), [project.key]);
  useSubscription(LogDeliveriesDocument, variables, ({ deliveryUpdated: { event, ...delivery } }) =>
    dispatch({ type: 'delivery', eventId: event.id, delivery }),
  );
  // Deliveries that changed while the connection was lost are asked for again.
  useEffect(() => {
    const unsubscribe = offline.subscribe(async () => {
      if (offline.get()) return;
      const { page } = await settle(loadPage(JSON.parse(latest.current.filterText), LARGEST_PAGE));
      if (page) dispatch({ type: 'again', rows: page.rows });
    });
    return () => void unsubscribe();
  }, [loadPage]);

  return {
    ...state,
    isLoadingMore,
    showHeld: useCallback(() => dispatch({ type: 'show' }), []),
    loadMore: async () => {
      setLoadingMore(true);
      const { page, error } = await settle(loadPage(earlierThan(filter, state.rows), PAGE));
      setLoadingMore(false);
      // The list is one of another filter by now.
      if (latest.current.filterText !== filterText) return;
      dispatch(page ? { type: 'page', page } : { type: 'failed', error });
    },
  };
}

type Settled = { page: Page; error?: never } | { page?: never; error: string };

async function settle(promise: Promise<Page>): Promise<Settled> {
  try {
    return { page: await promise };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
