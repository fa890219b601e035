import { setTimeout as delay } from 'node:timers/promises';
import { isDatabaseUnavailable } from './database-unavailable.ts';

const RETRY_MS = 1_000;

/**
 * Does what may fail for a while, such as a read while Postgres restarts, until it works: a live subscription that broke
 * off there would leave its client in the belief that nothing more came. Null when the signal aborts before.
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

/** Reads again as long as Postgres is away: for what a live subscription is about to tell. Other failures are failures. */
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
