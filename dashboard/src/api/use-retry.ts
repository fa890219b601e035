import { useEffect, useRef } from 'react';
import { ended, offline } from './session.ts';

const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

/** Asks again while there is an error: after a pause that grows, and at once when the connection has come back. */
export function useRetry(error: object | undefined, reload: () => void): void {
  const attempts = useRef(0);
  useEffect(() => {
    if (error === undefined) {
      attempts.current = 0;
      return;
    }
    const ask = () => {
      if (!ended.get()) reload();
    };
    const pause = Math.min(FIRST_MS * 2 ** attempts.current, LONGEST_MS);
    attempts.current += 1;
    const timer = setTimeout(ask, pause);
    const unsubscribe = offline.subscribe(() => {
      if (!offline.get()) ask();
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [error, reload]);
}
