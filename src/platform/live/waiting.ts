/** Readers that wait for something new. */
export interface Waiting {
  /**
   * Resolves at the next `wake`, or when the signal aborts, and leaves nothing behind either way. A reader that checks and
   * then waits, without an await in between, misses nothing.
   */
  wait(signal: AbortSignal): Promise<void>;
  wake(): void;
}

/** Not one shared promise: it would hold the readers that have left for as long as nothing new comes. */
export function createWaiting(): Waiting {
  const waiting = new Set<() => void>();
  return {
    async wait(signal) {
      if (signal.aborted) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      const wake = () => resolve();
      waiting.add(wake);
      signal.addEventListener('abort', wake);
      await promise;
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
    },
    wake() {
      for (const wake of waiting) wake();
    },
  };
}
