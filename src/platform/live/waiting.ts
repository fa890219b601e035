/** Those who wait for something new. */
export interface Waiting {
  /**
   * Resolves at the next `wake`, or when the signal aborts, and leaves nothing behind either way. Whoever looks and then
   * waits without an await in between misses nothing.
   */
  wait(signal: AbortSignal): Promise<void>;
  wake(): void;
}

/** A promise that all of them share would not do: it holds everyone who has left, for as long as nothing new comes. */
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
