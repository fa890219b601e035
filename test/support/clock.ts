import { afterAll, beforeAll, vi } from 'vitest';

export interface TestClock {
  now(): Date;
  /** Moves on by so many milliseconds. */
  advance(ms: number): void;
  set(time: Date | string): void;
}

const clock: TestClock = {
  now: () => new Date(),
  advance: (ms) => void vi.setSystemTime(Date.now() + ms),
  set: (time) => void vi.setSystemTime(new Date(time)),
};

/**
 * Stops the clock of this process: `new Date()` stands still until it is moved, while timers and Postgres run on. It
 * begins an hour ahead, so that what Postgres dates with its own clock has always been before.
 */
export function stopClock(): TestClock {
  vi.useFakeTimers({ toFake: ['Date'], now: Math.ceil(Date.now() / 1_000) * 1_000 + 3_600_000 });
  return clock;
}

export function resumeClock(): void {
  vi.useRealTimers();
}

/** The same for all tests of a file. */
export function stopClockForFile(): TestClock {
  beforeAll(() => void stopClock());
  afterAll(resumeClock);
  return clock;
}
