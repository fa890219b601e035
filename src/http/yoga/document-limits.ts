/**
 * Limits on a GraphQL document that are checked before it is validated: graphql-js validates by recursion, so that
 * fragments that spread each other overflow its stack, and some rules compare all fields of one name with each other.
 */

import { type DocumentNode, GraphQLError, Kind, Lexer, parse, type Source, TokenKind, visit } from 'graphql';
import { measureFragments } from './fragment-depth.ts';

export interface DocumentLimits {
  characters: number;
  /** Names, punctuation and values, without comments and spaces. */
  tokens: number;
  /** Nested brackets of any kind: the parser recurses into each. */
  nesting: number;
  /** Nested fields; those of a fragment count where it is spread. */
  depth: number;
  aliases: number;
  directives: number;
  fragments: number;
  /** Pairs of fields with the same response name: a validation rule compares each pair. */
  pairs: number;
  /** `__schema` and `__type`: what is below them has no cost. */
  introspections: number;
}

export type Measured = Record<keyof DocumentLimits, number>;

const REMEDIES: Record<keyof DocumentLimits, string> = {
  characters: 'Send long values as variables.',
  tokens: 'Select fewer fields, send values as variables, or send several operations.',
  nesting: 'Nest less, or send the value as a variable.',
  depth: 'Select deeper objects by their id, in a separate operation.',
  aliases: 'Send several operations.',
  directives: 'Remove some of them.',
  fragments: 'Use fewer fragments, or send several operations.',
  pairs: 'Select each field once.',
  introspections: 'Select __schema once, without aliases below it.',
};

/** Parses the source. Fails with a LIMIT_EXCEEDED error that names the limit and what to do. */
export function parseWithin(source: Source, limits: DocumentLimits): DocumentNode {
  check('characters', source.body.length, limits);
  scan(source, (name, found) => check(name, found, limits));
  const document = parse(source);
  for (const [name, found] of Object.entries(measure(document)))
    check(name as keyof DocumentLimits, found, limits);
  return document;
}

/** Measures a document; for choosing the limits. */
export function measureDocument(source: Source): Measured {
  const scanned = { tokens: 0, nesting: 0 };
  scan(source, (name, found) => {
    scanned[name] = Math.max(scanned[name], found);
  });
  return { characters: source.body.length, ...scanned, ...measure(parse(source)) };
}

export function limitExceeded(limit: string, found: number, max: number, remedy: string): GraphQLError {
  return new GraphQLError(
    `The operation exceeds the limit on ${limit}: ${found}, and at most ${max} are allowed. ${remedy}`,
    { extensions: { code: 'LIMIT_EXCEEDED', limit, found, max, http: { status: 400, spec: true } } },
  );
}

function check(name: keyof DocumentLimits, found: number, limits: DocumentLimits): void {
  if (found > limits[name]) throw limitExceeded(name, found, limits[name], REMEDIES[name]);
}

/** Reports every token, so that the scan can end at the first one too many. */
function scan(source: Source, report: (name: 'tokens' | 'nesting', found: number) => void): void {
  const lexer = new Lexer(source);
  let tokens = 0;
  let nesting = 0;
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    report('tokens', ++tokens);
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L)
      report('nesting', ++nesting);
    if (kind === TokenKind.BRACE_R || kind === TokenKind.BRACKET_R || kind === TokenKind.PAREN_R) nesting--;
  }
}

function measure(document: DocumentNode): Omit<Measured, 'characters' | 'tokens' | 'nesting'> {
  const names = new Map<string, number>();
  const counts = { aliases: 0, directives: 0, fragments: 0, introspections: 0 };
  let inside = 0;
  const isIntrospection = (name: string) => name === '__schema' || name === '__type';
  visit(document, {
    Field: {
      enter({ name, alias }) {
        const answersAs = alias?.value ?? name.value;
        names.set(answersAs, (names.get(answersAs) ?? 0) + 1);
        if (alias) counts.aliases++;
        // Under aliases the lists of the schema multiply: each of them is one more introspection.
        if (isIntrospection(name.value) || (inside > 0 && alias)) counts.introspections++;
        if (isIntrospection(name.value)) inside++;
      },
      leave({ name }) {
        if (isIntrospection(name.value)) inside--;
      },
    },
    Directive() {
      counts.directives++;
    },
    [Kind.FRAGMENT_DEFINITION]() {
      counts.fragments++;
    },
  });
  const pairs = [...names.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  return { ...counts, pairs, depth: measureFragments(document) };
}
