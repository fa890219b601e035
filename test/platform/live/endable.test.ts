import { expect, test, vi } from 'vitest';
import { endable } from '#src/platform/live/endable.ts';

/** A source that yields 1 and then waits until it is told to stop. */
function startWaiting() {
  const stopped = Promise.withResolvers<void>();
  const hooks = { beforeNext: vi.fn(), onEnd: vi.fn(() => stopped.resolve()) };
  const closed = vi.fn();
  async function* source() {
    try {
      yield 1;
      await stopped.promise;
    } finally {
      closed();
    }
  }
  return { stream: endable(source(), hooks), ...hooks, closed };
}

test('end while a read is pending: the reader gets the last item, then the end', async () => {
  const { stream, beforeNext, onEnd, closed } = startWaiting();
  expect(await stream.next()).toEqual({ done: false, value: 1 });
  const pending = stream.next();
  stream.end(2);
  expect(await pending).toEqual({ done: false, value: 2 });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(beforeNext).toHaveBeenCalledTimes(2);
  expect(onEnd).toHaveBeenCalledTimes(1);
  expect(closed).toHaveBeenCalledTimes(1);
});

test('end between two reads: the next read gets the last item', async () => {
  const { stream, closed } = startWaiting();
  await stream.next();
  stream.end(2);
  expect(await stream.next()).toEqual({ done: false, value: 2 });
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(closed).toHaveBeenCalledTimes(1);
});

test('end without a last item before the first read: the source is never read', async () => {
  const { stream, beforeNext, onEnd, closed } = startWaiting();
  stream.end();
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(beforeNext).not.toHaveBeenCalled();
  expect(onEnd).toHaveBeenCalledTimes(1);
  expect(closed).not.toHaveBeenCalled();
});

test('return while a read is pending: both resolve, and the source is closed', async () => {
  const { stream, onEnd, closed } = startWaiting();
  await stream.next();
  const pending = stream.next();
  await stream.return?.();
  expect(await pending).toEqual({ done: true, value: undefined });
  stream.end(2);
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(onEnd).toHaveBeenCalledTimes(1);
  expect(closed).toHaveBeenCalledTimes(1);
});

test('a source that fails: its reader gets the error, and onEnd is called once', async () => {
  const onEnd = vi.fn();
  // biome-ignore lint/correctness/useYield: it fails before its first item
  async function* failing(): AsyncGenerator<number, void, void> {
    throw new Error('broken');
  }
  const stream = endable(failing(), { beforeNext: () => undefined, onEnd });
  await expect(stream.next()).rejects.toThrow('broken');
  expect(await stream.next()).toEqual({ done: true, value: undefined });
  expect(onEnd).toHaveBeenCalledTimes(1);
});
