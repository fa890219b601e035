import { useEffect, useRef } from 'react';
import { useNow } from '../design/text/time.tsx';

const MINUTE_MS = 60_000;

/** Calls once in each minute, for what changes without an event. */
export function useEveryMinute(call: () => void): void {
  const minute = Math.floor(useNow() / MINUTE_MS);
  const last = useRef(minute);
  useEffect(() => {
    if (minute === last.current) return;
    last.current = minute;
    call();
  }, [minute, call]);
}
