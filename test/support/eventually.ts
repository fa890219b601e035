import { setTimeout as delay } from 'node:timers/promises';

/** Ends the wait for what never comes; how long something takes is not what tests are about. */
const PATIENCE_MS = 20_000;

/** Resolves, with what they return, once the assertions hold; fails with what they say last. Vitest's own waiting would move a stopped clock. */
export async function eventually<Found>(assert: () => Promise<Found> | Found): Promise<Found> {
  const givesUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await assert();
    } catch (error) {
      if (performance.now() > givesUpAt) throw error;
      await delay(20);
    }
  }
}
