/** Live subscriptions that end at once: when the client leaves, and when the process is asked to stop. */

/**
 * Runs a generator that waits on the signal it is given. Ending it aborts that signal first: a generator that sleeps
 * cannot be returned from the outside, and would hold its memory until something else happened to wake it.
 *
 * Nothing is held before the first `next`: a client that leaves while its subscription is being answered may never ask.
 */
export function live<Item>(
  stopping: AbortSignal,
  start: (signal: AbortSignal) => AsyncGenerator<Item, void, void>,
): AsyncGenerator<Item, void, void> {
  const ending = new AbortController();
  const end = () => ending.abort();
  let source: AsyncGenerator<Item, void, void> | undefined;

  function begin(): AsyncGenerator<Item, void, void> {
    if (source) return source;
    if (stopping.aborted) end();
    else stopping.addEventListener('abort', end, { once: true });
    source = start(ending.signal);
    return source;
  }
  function finish(): void {
    stopping.removeEventListener('abort', end);
    end();
  }

  const iterator: AsyncGenerator<Item, void, void> = {
    async next() {
      try {
        const result = await begin().next();
        if (result.done) finish();
        return result;
      } catch (error) {
        finish();
        throw error;
      }
    },
    async return() {
      finish();
      return source ? source.return() : { done: true, value: undefined };
    },
    async throw(error) {
      finish();
      return begin().throw(error);
    },
    [Symbol.asyncIterator]: () => iterator,
    async [Symbol.asyncDispose]() {
      await iterator.return();
    },
  };
  return iterator;
}
