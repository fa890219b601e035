import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 25;

/** Waits for something that a scenario brings about, and fails with its name when it does not come. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  if (!(await becomes(isSo, withinMs))) throw new Error(`waited ${withinMs / 1_000} s in vain until ${what}`);
}

/** Whether it comes about in this time. */
export async function becomes(isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() > deadline) return false;
    await delay(EVERY_MS);
  }
}
