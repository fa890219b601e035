import { expect } from 'vitest';

/**
 * Checks all rows of a table and reports every one that fails at once, by its name. Fails for a table without rows, which
 * would show nothing.
 */
export async function everyRow<const Row>(
  rows: readonly Row[],
  check: (row: Row, index: number) => unknown,
  nameOf: (row: Row) => string = nameOfRow,
): Promise<void> {
  expect(rows.length, 'number of rows').toBeGreaterThan(0);
  const failures: string[] = [];
  for (const [index, row] of rows.entries()) {
    try {
      await check(row, index);
    } catch (error) {
      failures.push(`${nameOf(row)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  expect(failures).toEqual([]);
}

/** The texts and numbers of a row. */
function nameOfRow(row: unknown): string {
  const cells = Array.isArray(row) ? row : [row];
  return cells
    .filter((cell) => cell !== null && typeof cell !== 'function')
    .map((cell) => JSON.stringify(cell))
    .join(' ');
}
