/** Live subscriptions that end at once: when the client leaves, and when the process is asked to stop. */

/**
 * Runs a generator that waits on the signal it is given. Ending it aborts that signal first: a generator that sleeps
 * cannot be returned from the outside, and would hold its memory until something else happened to wake it.
 */
export function live<Item>(
  stopping: AbortSignal,
  start: (signal: AbortSignal) => AsyncGenerator<Item, void, void>,
): AsyncGenerator<Item, void, void> {
  const ending = new AbortController();
  const end = () => ending.abort();
  if (stopping.aborted) end();
  stopping.addEventListener('abort', end, { once: true });
  const source = start(ending.signal);

  const finish = () => {
    stopping.removeEventListener('abort', end);
    end();
  };
  const iterator: AsyncGenerator<Item, void, void> = {
    async next() {
      const result = await source.next();
      if (result.done) finish();
      return result;
    },
    return() {
      finish();
      return source.return();
    },
    throw(error) {
      finish();
      return source.throw(error);
    },
    [Symbol.asyncIterator]: () => iterator,
    async [Symbol.asyncDispose]() {
      await iterator.return();
    },
  };
  return iterator;
}
