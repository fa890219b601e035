/** Operations that each go beyond one limit, and are valid otherwise. */

import { documentLimits } from '#src/http/yoga/operation-limits.ts';

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

export const tooMuch: [limit: string, query: string][] = [
  ['characters', `{ __typename } #${'x'.repeat(documentLimits.characters)}`],
  ['tokens', `{ ${'__typename '.repeat(documentLimits.tokens)} }`],
  ['nesting', `{ flag(projectKey: "a", key: "b") { ${'... { '.repeat(60)} id ${'} '.repeat(60)} } }`],
  [
    'depth',
    `{ project(key: "a") { ${'flags { edges { node { project { '.repeat(8)} id ${'} } } } '.repeat(8)} } }`,
  ],
  ['aliases', `{ ${times(51, (n) => `a${n}: __typename`)} }`],
  ['directives', `{ ${times(51, () => '... @include(if: true) { __typename }')} }`],
  [
    'fragments',
    `{ ${times(101, (n) => `...F${n}`)} } ${times(101, (n) => `fragment F${n} on Query { __typename }`)}`,
  ],
  ['pairs', `{ ${'__typename '.repeat(101)} }`],
  ['introspections', `{ ${times(4, (n) => `a${n}: __schema { __typename }`)} }`],
  [
    'cost',
    '{ projects(first: 100) { edges { node { flags(first: 100) { edges { node { events(first: 100) { edges { node { id } } } } } } } } } }',
  ],
];

/** Fragments that spread each other in a ring: graphql-js overflows its stack when it validates many of them. */
export function circularFragments(count: number): string {
  return `{ ...F0 } ${times(count, (n) => `fragment F${n} on Query { ...F${(n + 1) % count} ...F${(n + 7) % count} }`)}`;
}
