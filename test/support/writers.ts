/** Many changes at once. */

import type { TestApp } from '#test/support/app.ts';
import { updateFlag } from '#test/support/builders.ts';

/** Runs `count` pieces of work, at most `writers` at a time. The results come in the order of the pieces. */
export async function inParallel<Result>(
  writers: number,
  count: number,
  work: (n: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const write = async () => {
    while (next < count) {
      const n = next;
      next += 1;
      results[n] = await work(n);
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return results;
}

/** Gives a flag a description that no other change gives it: always an event. */
export async function describeFlag(
  gogreen: Pick<TestApp, 'run'>,
  projectKey: string,
  key: string,
  n: number,
) {
  const { event } = await updateFlag(gogreen, { projectKey, key, description: `change ${n}` });
  if (!event) throw new Error('a new description made no event');
  return { sequence: event.sequence };
}

/** `count` numbers from `first` on. */
export function numbersFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
