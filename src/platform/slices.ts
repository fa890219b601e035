/**
 * The event loop in slices: work that takes milliseconds each time, such as signing a large body, starts only when it is the
 * turn of its owner, and after a few milliseconds of it the process turns to everything else. Without that, a hundred large
 * requests of one project would be built in one go, while nothing of another project moves.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { createLines } from './lines.ts';

const MAX_SLICE_MS = 5;

/** Makes the function that resolves when it is the turn of an owner, such as a project. What follows runs at once. */
export function createSlices(): (owner: string) => Promise<void> {
  const waiting = createLines<() => void>();
  let isServing = false;
  let since = performance.now();

  async function turn(): Promise<void> {
    await nextTurn();
    since = performance.now();
  }

  async function serve(): Promise<void> {
    isServing = true;
    for (let [start] = waiting.take(1); start; [start] = waiting.take(1)) {
      start();
      // What waited for the promise runs before this function goes on.
      await null;
      if (performance.now() - since > MAX_SLICE_MS) await turn();
    }
    isServing = false;
  }

  return (owner) =>
    new Promise((resolve) => {
      waiting.add(owner, resolve);
      if (!isServing) void serve();
    });
}

/** The slices of this process. */
export const takeSlice = createSlices();
