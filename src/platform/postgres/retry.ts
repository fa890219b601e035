import { setTimeout as delay } from 'node:timers/promises';
import { isDatabaseUnavailable } from './database-unavailable.ts';

const RETRY_MS = 1_000;

/**
 * Repeats `work` until it succeeds, whatever it fails with. A live subscription reads this way: if it ended at a failed
 * read, its client would believe that there were no more events. Null when the signal aborts first.
 */
export async function retryForever<Result>(
  work: () => Promise<Result>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<Result | null> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      onFailure(error);
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}

/** Repeats `read` while Postgres is unavailable. Any other error is thrown. */
export async function retryWhileUnavailable<Result>(
  read: () => Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!isDatabaseUnavailable(error) || signal.aborted) throw error;
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
