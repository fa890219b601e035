import { type GraphQLOutputType, getNamedType, getNullableType, isLeafType, isListType } from 'graphql';

/** Entries of a page: see the arguments `first` and `last`. */
export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;
/** Assumed length of a list without pages, such as the environments of a project. */
const USUAL_LIST = 5;

/** A field costs 1. What is selected below a list counts once for each entry that it may have. */
export function costOfField(
  args: Record<string, unknown>,
  _context: unknown,
  { name, type }: { name: string; type: GraphQLOutputType },
): { field: number; multiplier: number } {
  const named = getNamedType(type);
  if (isLeafType(named)) return { field: 1, multiplier: 1 };
  if (named.name.endsWith('Connection')) return { field: 1, multiplier: pageOf(args) };
  // The edges of a connection are counted with it.
  const isList = isListType(getNullableType(type)) && name !== 'edges';
  return { field: 1, multiplier: isList ? USUAL_LIST : 1 };
}

function pageOf({ first, last }: Record<string, unknown>): number {
  const asked = [first, last].find((size) => typeof size === 'number') ?? DEFAULT_PAGE_SIZE;
  return Math.min(Math.max(Number(asked), 1), MAX_PAGE_SIZE);
}
