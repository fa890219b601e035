/**
 * Each value once. Prisma writes a parameter for each entry of a list, so a filter that repeats the same few values without
 * end would be a statement of any size.
 */
export function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
