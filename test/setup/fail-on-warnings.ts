import { format } from 'node:util';
import { afterAll, afterEach, vi } from 'vitest';

/**
 * Nothing in this project writes to the console, so a warning there comes from a library that is used wrongly. The one
 * that matters most is Pothos': a resolver that forgot `...query` reads its relations row by row.
 */
const warnings: string[] = [];
vi.spyOn(console, 'warn').mockImplementation((...message) => void warnings.push(format(...message)));

afterEach(failOnWarnings);
afterAll(failOnWarnings);

function failOnWarnings(): void {
  const found = warnings.splice(0);
  if (found.length > 0) throw new Error(`a warning on the console:\n${found.join('\n')}`);
}
