import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { DeliverySearch } from './delivery-search.ts';

export const route = getRouteApi('/signed-in/projects/$projectKey/deliveries');

/** Changes what the address holds, and leaves open what is open. */
export function useSetSearch(): (change: Partial<DeliverySearch>) => void {
  const navigate = useNavigate();
  return useCallback(
    (change) =>
      void navigate({
        to: '.',
        search: (present) => ({ ...present, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
}
