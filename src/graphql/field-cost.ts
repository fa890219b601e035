import { type GraphQLOutputType, getNamedType, getNullableType, isLeafType, isListType } from 'graphql';

/** What a page holds where nobody says how much, and at most: see the arguments `first` and `last`. */
const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;
/** What is taken for the length of a list without pages: the environments of a project, the attempts of a delivery. */
const USUAL_LIST = 5;

/** A field costs 1, and what is asked for below it counts as often as there may be of it. */
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
  const asked = [first, last].find((size) => typeof size === 'number') ?? DEFAULT_PAGE;
  return Math.min(Math.max(Number(asked), 1), MAX_PAGE);
}
