/** Small reads that an operation asks for at once, as one statement. */

import type { Context } from './context.ts';

/** Makes the function that reads one row out of `readAll`, which reads those of many keys and returns them in their order. */
export function batched<Key, Row>(readAll: (context: Context, keys: Key[]) => Promise<Row[]>) {
  const batches = new WeakMap<Context, { keys: Key[]; rows: Promise<Row[]> }>();

  function startBatch(context: Context) {
    const keys: Key[] = [];
    // After all resolvers that run in this turn of the event loop.
    const rows = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      batches.delete(context);
      return readAll(context, keys);
    });
    const batch = { keys, rows };
    batches.set(context, batch);
    return batch;
  }

  return async (context: Context, key: Key): Promise<Row> => {
    const { keys, rows } = batches.get(context) ?? startBatch(context);
    const place = keys.push(key) - 1;
    return (await rows)[place] as Row;
  };
}
