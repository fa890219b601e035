/**
 * Limits on a GraphQL document that are looked at before it is validated: graphql-js validates by recursion, so that
 * fragments that spread each other overflow its stack, and some rules compare all fields of one name with each other.
 */

import { type DocumentNode, GraphQLError, Kind, Lexer, parse, type Source, TokenKind, visit } from 'graphql';
import { measureFragments } from './fragment-depth.ts';

export interface DocumentLimits {
  characters: number;
  /** Names, punctuation and values; comments and spaces are none. */
  tokens: number;
  /** Brackets of any kind inside each other, which the parser descends into by recursion. */
  nesting: number;
  /** Fields inside each other, those of fragments counted where the fragments are spread. */
  depth: number;
  aliases: number;
  directives: number;
  fragments: number;
  /** Fields that answer under one name, taken two by two: each pair is compared by a validation rule. */
  pairs: number;
  /** `__schema` and `__type`: whatever is below them counts as nothing in the cost. */
  introspections: number;
}

export type Measured = Record<keyof DocumentLimits, number>;

const WAY_OUT: Record<keyof DocumentLimits, string> = {
  characters: 'Send long values as variables.',
  tokens: 'Ask for fewer fields, send values as variables, or send several operations.',
  nesting: 'Nest less, or send the value as a variable.',
  depth: 'Ask for what lies deeper by its id, in an operation of its own.',
  aliases: 'Send several operations.',
  directives: 'Remove some of them.',
  fragments: 'Use fewer fragments, or send several operations.',
  pairs: 'Ask for each field once.',
  introspections: 'Ask for __schema once, without aliases below it.',
};

/** Parses the source. Fails with a GraphQLError of the code LIMIT_EXCEEDED that names the limit and the way out. */
export function parseWithin(source: Source, limits: DocumentLimits): DocumentNode {
  check('characters', source.body.length, limits);
  scan(source, (name, found) => check(name, found, limits));
  const document = parse(source);
  for (const [name, found] of Object.entries(measure(document)))
    check(name as keyof DocumentLimits, found, limits);
  return document;
}

/** What a document has of each thing that is limited; for choosing the limits. */
export function measureDocument(source: Source): Measured {
  const scanned = { tokens: 0, nesting: 0 };
  scan(source, (name, found) => {
    scanned[name] = Math.max(scanned[name], found);
  });
  return { characters: source.body.length, ...scanned, ...measure(parse(source)) };
}

export function limitExceeded(limit: string, found: number, max: number, wayOut: string): GraphQLError {
  return new GraphQLError(
    `The operation exceeds the limit on ${limit}: ${found}, and at most ${max} are allowed. ${wayOut}`,
    { extensions: { code: 'LIMIT_EXCEEDED', limit, found, max, http: { status: 400, spec: true } } },
  );
}

function check(name: keyof DocumentLimits, found: number, limits: DocumentLimits): void {
  if (found > limits[name]) throw limitExceeded(name, found, limits[name], WAY_OUT[name]);
}

/** Tells of every token, so that reading can end at the first one too many. */
function scan(source: Source, tell: (name: 'tokens' | 'nesting', found: number) => void): void {
  const lexer = new Lexer(source);
  let tokens = 0;
  let nesting = 0;
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    tell('tokens', ++tokens);
    if (kind === TokenKind.BRACE_L || kind === TokenKind.BRACKET_L || kind === TokenKind.PAREN_L)
      tell('nesting', ++nesting);
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
