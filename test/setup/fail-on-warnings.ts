import { afterAll, afterEach, expect, vi } from 'vitest';
import { warnings } from '#test/setup/console-warnings.ts';

/**
 * Nothing in this project writes to the console, so a warning there comes from a library that is used wrongly. The one
 * that matters most is Pothos': a resolver that forgot `...query` reads its relations row by row.
 */
afterEach(failOnWarnings);
afterAll(failOnWarnings);

/** The next file may run in the same process. */
afterAll(() => {
  const isStopped = vi.isFakeTimers();
  vi.useRealTimers();
  expect(isStopped, 'a clock or timers that this file replaced were not put back').toBe(false);
});

function failOnWarnings(): void {
  const found = warnings.splice(0);
  if (found.length > 0) throw new Error(`a warning on the console:\n${found.join('\n')}`);
}
