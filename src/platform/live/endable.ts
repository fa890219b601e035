/**
 * A stream that can be ended from outside, while its reader waits for the next item as well. It is written by hand because
 * the `return` of a generator waits for the `next` that is pending.
 */

export interface EndableStream<Item> extends AsyncIterableIterator<Item, void, void> {
  /** Ends the stream. The reader gets `last` as its last item, if there is one. */
  end(last?: Item): void;
}

interface Hooks {
  /** Called before each read of the source. */
  beforeNext(): void;
  /** Called once, whatever ends the stream. What the source waits for must resolve then. */
  onEnd(): void;
}

export function endable<Item>(
  source: AsyncIterable<Item>,
  { beforeNext, onEnd }: Hooks,
): EndableStream<Item> {
  const iterator = source[Symbol.asyncIterator]();
  let isOver = false;
  let last: IteratorYieldResult<Item> | undefined;

  function finish(): void {
    if (isOver) return;
    isOver = true;
    onEnd();
  }
  function takeLast(): IteratorResult<Item, void> {
    const result = last ?? ({ done: true, value: undefined } as const);
    last = undefined;
    return result;
  }

  return {
    async next() {
      if (isOver) return takeLast();
      beforeNext();
      try {
        const result = await iterator.next();
        if (isOver) return takeLast();
        if (result.done) finish();
        return result;
      } catch (error) {
        if (isOver) return takeLast();
        finish();
        throw error;
      }
    },
    async return() {
      finish();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    end(item) {
      if (isOver) return;
      if (item !== undefined) last = { done: false, value: item };
      finish();
      // The stream is over for its reader: an error on closing the source would reach nobody.
      iterator.return?.().catch(() => undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
