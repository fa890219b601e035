/** What a live subscription has brought so far, whatever it comes over. */

import type { ExecutionResult } from 'graphql';

export interface LiveSubscription<Result> {
  /** In the order of arrival; errors included. */
  readonly results: ExecutionResult<Result>[];
  /** Resolves with the results once there are so many, or once the predicate holds of them. */
  waitFor(
    condition: number | ((results: ExecutionResult<Result>[]) => boolean),
  ): Promise<ExecutionResult<Result>[]>;
  /** Resolves when it is over: `complete` when the server said so, otherwise what happened. */
  readonly ended: Promise<string>;
  /** Goes away, as a client does that is closed. */
  leave(): Promise<void>;
}

/** When a test has waited this long, nothing is coming. */
const PATIENCE_MS = 20_000;

export function collectResults<Result>() {
  const results: ExecutionResult<Result>[] = [];
  const looks = new Set<() => void>();
  return {
    results,
    add(result: ExecutionResult<Result>): void {
      results.push(result);
      for (const look of looks) look();
    },
    waitFor(condition: number | ((results: ExecutionResult<Result>[]) => boolean)) {
      const isMet =
        typeof condition === 'number' ? () => results.length >= condition : () => condition(results);
      return new Promise<ExecutionResult<Result>[]>((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer);
          looks.delete(look);
          settle();
        };
        const inVain = () =>
          reject(
            new Error(
              `Waited in vain; ${results.length} results, the last: ${JSON.stringify(results.at(-1))}`,
            ),
          );
        const timer = setTimeout(() => end(inVain), PATIENCE_MS);
        const look = () => {
          if (isMet()) end(() => resolve(results));
        };
        looks.add(look);
        look();
      });
    },
  };
}
