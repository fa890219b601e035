import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { useRun, useSubscription } from '../../../api/hooks.ts';
import { offline } from '../../../api/session.ts';
import { DeliveriesDocument, type DeliveryFilter, DeliveryUpdatedDocument } from '../../../gql/graphql.ts';
import { EMPTY, type Page, type Row, reduce } from './delivery-list.ts';
import { lastingConditions } from './delivery-match.ts';

/** Changes that follow each other closely are drawn together. */
const GATHER_MS = 100;

export interface Deliveries {
  rows: Row[] | undefined;
  /** How many new ones wait to be shown. */
  heldCount: number;
  total: number;
  hasMore: boolean;
  /** Whether what is shown is not yet that of the present filter. */
  isStale: boolean;
  error: string | undefined;
  fetching: boolean;
  loadMore: () => void;
  showHeld: () => void;
  reload: () => void;
}

/** The deliveries that match, live. While `hold` says so, new ones are gathered and not shown. */
export function useDeliveries(projectKey: string, filter: DeliveryFilter | null, hold: boolean): Deliveries {
  const run = useRun();
  const [state, dispatch] = useReducer(reduce, EMPTY);
  const [shownFilter, setShownFilter] = useState<DeliveryFilter | null>();
  const [error, setError] = useState<string>();
  const [fetching, setFetching] = useState(true);
  const latestHold = useRef(hold);
  latestHold.current = hold;
  const asked = useRef(0);

  const ask = useCallback(
    async (after: string | null, use: (page: Page) => void) => {
      asked.current += 1;
      const turn = asked.current;
      setFetching(true);
      try {
        const { project } = await run(DeliveriesDocument, { projectKey, filter, after });
        // The filter was changed in the meantime, or the list was asked for again.
        if (turn !== asked.current || project === null) return;
        const { edges, pageInfo, totalCount } = project.deliveries;
        use({
          rows: edges.map(({ node }) => node),
          total: totalCount,
          endCursor: pageInfo.endCursor,
          hasMore: pageInfo.hasNextPage,
        });
        setShownFilter(filter);
        setError(undefined);
      } catch (failure) {
        if (turn === asked.current) setError((failure as Error).message);
      } finally {
        if (turn === asked.current) setFetching(false);
      }
    },
    [run, projectKey, filter],
  );

  const reload = useCallback(() => void ask(null, (page) => dispatch({ type: 'first page', page })), [ask]);
  useEffect(reload, [reload]);

  const changed = useGathered(
    useCallback(
      (deliveries: Row[]) => {
        dispatch({ type: 'changed', deliveries, filter, hold: latestHold.current });
      },
      [filter],
    ),
  );
  const followed = useMemo(() => ({ projectKey, filter: lastingConditions(filter) }), [projectKey, filter]);
  useSubscription(DeliveryUpdatedDocument, followed, ({ deliveryUpdated }) => changed(deliveryUpdated));

  // The stream of changes does not go on where it was lost: the first page says what came meanwhile.
  useEffect(() => {
    let wasOffline = offline.get();
    const unsubscribe = offline.subscribe(() => {
      if (wasOffline && !offline.get())
        void ask(null, (page) => dispatch({ type: 'caught up', page, hold: latestHold.current }));
      wasOffline = offline.get();
    });
    return () => void unsubscribe();
  }, [ask]);

  useEffect(() => {
    if (!hold) dispatch({ type: 'show held' });
  }, [hold]);

  return {
    rows: state.rows,
    heldCount: state.held.size,
    total: state.total,
    hasMore: state.hasMore,
    isStale: shownFilter !== filter,
    error,
    fetching,
    loadMore: useCallback(
      () => void ask(state.endCursor, (page) => dispatch({ type: 'next page', page })),
      [ask, state.endCursor],
    ),
    showHeld: useCallback(() => dispatch({ type: 'show held' }), []),
    reload,
  };
}

/** Calls back with all that came within a moment. */
function useGathered<Item>(onItems: (items: Item[]) => void): (item: Item) => void {
  const items = useRef<Item[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (item) => {
      items.current.push(item);
      if (items.current.length > 1) return;
      timer.current = setTimeout(() => {
        const all = items.current;
        items.current = [];
        onItems(all);
      }, GATHER_MS);
    },
    [onItems],
  );
}
