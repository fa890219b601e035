import { useEffect } from 'react';
import { offline } from './session.ts';

/** Asks again when the connection has come back: what a subscription would have told meanwhile has not reached the page. */
export function useReloadWhenBack(reload: () => void): void {
  useEffect(
    () =>
      offline.subscribe(() => {
        if (!offline.get()) reload();
      }),
    [reload],
  );
}
