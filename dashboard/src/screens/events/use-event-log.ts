/** The event log under a filter, live. Whatever interrupts the connection, no event is missing and none is shown twice. */

import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useRun, useSubscription } from '../../api/hooks.ts';
import { offline } from '../../api/session.ts';
import { LogDeliveriesDocument, type EventFilter, EventLogDocument } from '../../gql/graphql.ts';
import { useLiveEvents, useProject } from '../../shell/project-context.ts';
import { EMPTY_LOG, type LogState, newestSequence, type Page, reduceLog } from './log-state.ts';

const PAGE = 50;
const NEWER_PAGE = 100;

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

  useEffect(() => {
    dispatch({ type: 'reset' });
    let isLate = false;
    loadPage(JSON.parse(filterText), PAGE).then(
      (page) => !isLate && dispatch({ type: 'page', page }),
      (error: Error) => !isLate && dispatch({ type: 'failed', error: error.message }),
    );
    return () => {
      isLate = true;
    };
  }, [filterText, loadPage]);

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
        const afterSequence = newestSequence(state);
        let after: string | null = null;
        do {
          const page: Page = await loadPage({ ...JSON.parse(filterText), afterSequence }, NEWER_PAGE, after);
          if (latest.current.filterText !== filterText) break;
          dispatch({ type: 'newer', rows: page.rows, hold: latest.current.isHeld() });
          after = page.hasMore ? page.endCursor : null;
        } while (after !== null);
      }
    } catch (error) {
      dispatch({ type: 'failed', error: (error as Error).message });
    } finally {
      isAsking.current = false;
    }
  }, [loadPage]);
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
  useEffect(
    () =>
      offline.subscribe(() => {
        const { filterText } = latest.current;
        if (!offline.get())
          loadPage(JSON.parse(filterText), NEWER_PAGE).then(
            ({ rows }) => dispatch({ type: 'again', rows }),
            () => {},
          );
      }),
    [loadPage],
  );

  return {
    ...state,
    isLoadingMore,
    showHeld: useCallback(() => dispatch({ type: 'show' }), []),
    loadMore: async () => {
      setLoadingMore(true);
      try {
        dispatch({ type: 'page', page: await loadPage(filter, PAGE, state.endCursor) });
      } catch (error) {
        dispatch({ type: 'failed', error: (error as Error).message });
      } finally {
        setLoadingMore(false);
      }
    },
  };
}

export function useLoadPage() {
  const project = useProject();
  const run = useRun();
  return useCallback(
    async (filter: EventFilter | null, first: number, after: string | null = null): Promise<Page> => {
      const { project: found } = await run(EventLogDocument, {
        projectKey: project.key,
        filter,
        first,
        after,
      });
      if (found === null) throw new Error('The project no longer exists, or you may not read it any more.');
      const { edges, pageInfo } = found.events;
      return {
        rows: edges.map(({ node }) => node),
        endCursor: pageInfo.endCursor,
        hasMore: pageInfo.hasNextPage,
      };
    },
    [project.key, run],
  );
}
