/**
 * How large an operation may be, the same over HTTP, SSE and graphql-ws. `node scripts/print-operation-sizes.ts` prints the
 * largest of our own operations beside each limit: those of the tests, the README, the tabs of GraphiQL and the pages, and
 * the standard introspection. The numbers in the comments are theirs; a test keeps at least twice as much free.
 */

import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  Kind,
  NoSchemaIntrospectionCustomRule,
  Source,
  validate,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Context } from '../../graphql/context.ts';
import { endReading } from '../../graphql/large-reads.ts';
import { type DocumentLimits, limitExceeded, parseWithin } from './document-limits.ts';
import { hideValues } from './error-text.ts';
import type { Initial } from './initial.ts';

export const documentLimits: DocumentLimits = {
  characters: 128 * 1024, // 3,200: a page of events with all they can say
  tokens: 2_000, // 510: the same. Validating so many takes 40 ms at most.
  nesting: 50, // 13: the same
  depth: 30, // 15: the standard introspection
  aliases: 50, // 4
  directives: 50, // none
  fragments: 100, // 3: the standard introspection
  pairs: 5_000, // 1,375: the page of events
  introspections: 3, // 1
};

/** Without a token there is nothing to ask for but the schema; its introspection has 2,075 characters, 184 tokens, 303 pairs. */
export const tokenlessLimits: DocumentLimits = {
  ...documentLimits,
  characters: 16 * 1024,
  tokens: 500,
  pairs: 1_000,
};

/** 69,000: a page of deliveries with all their attempts and exchanges. All fields of a page of 20 events cost 46,000; of a page of 100 they are too many. */
export const MAX_COST = 150_000;

/** Size of the cache of parsed documents: about 800 of the usual length, and at most some 80 MB of memory. */
const CACHED_CHARACTERS = 256 * 1024;

/** Yoga's own cache would keep a thousand documents of any size, and errors with the text of their documents. */
export function createParserCache(maxCharacters = CACHED_CHARACTERS) {
  return {
    // Bounded by text: the parsed form takes up to a few hundred bytes for each character.
    documentCache: new LRUCache<string, DocumentNode>({
      maxSize: maxCharacters,
      sizeCalculation: (_document, text) => text.length,
    }),
    errorCache: { get: () => undefined, set: () => undefined },
  };
}

/** Rejects operations that are too large: the document when it is parsed, its cost before anything is resolved. */
export function limitOperations({ introspection }: { introspection: boolean }): Plugin<Context> {
  const checkCost = ({ args, setResultAndStopExecution }: Starting) => {
    const errors = findCostErrors(args, { ...MAX_ERRORS, hideSuggestions: !introspection });
    // Over WebSocket an error that is thrown here would close the connection with all its operations.
    if (errors) setResultAndStopExecution({ errors });
  };
  return {
    onParse({ context, setParseFn }) {
      const { isAuthenticated } = context as Partial<Initial>;
      const limits = isAuthenticated ? documentLimits : tokenlessLimits;
      setParseFn((source: string | Source) =>
        parseWithin(typeof source === 'string' ? new Source(source) : source, limits),
      );
    },
    onValidate({ addValidationRule, setValidationFn }) {
      if (introspection) return;
      addValidationRule(NoSchemaIntrospectionCustomRule);
      // "Did you mean …?" would reveal the schema name by name.
      setValidationFn((schema: GraphQLSchema, document: DocumentNode, rules) =>
        validate(schema, document, rules, { hideSuggestions: true }),
      );
    },
    onExecute(starting) {
      checkCost(starting);
      return { onExecuteDone: () => endReading(starting.args.contextValue as Context) };
    },
    onSubscribe: checkCost,
  };
}

interface Starting {
  args: ExecutionArgs;
  setResultAndStopExecution(result: ExecutionResult): void;
}

function findCostErrors(
  args: ExecutionArgs,
  options: Parameters<typeof getVariableValues>[3],
): readonly GraphQLError[] | null {
  const definitions = getOperationAST(args.document, args.operationName)?.variableDefinitions ?? [];
  const { errors } = getVariableValues(args.schema, definitions, args.variableValues ?? {}, options);
  // The same errors that the execution would report.
  if (errors) return errors.map(hideValues);
  try {
    const cost = costOf(args);
    return cost > MAX_COST ? [limitExceeded('cost', cost, MAX_COST, SMALLER_PAGES)] : null;
  } catch (error) {
    if (error instanceof GraphQLError) return [hideValues(error)];
    throw error;
  }
}

/** graphql-js writes the whole input into each of its errors, which may be megabytes: its default of 50 takes seconds. */
const MAX_ERRORS = { maxErrors: 5 };
const SMALLER_PAGES = 'Ask for smaller pages with first, for fewer fields, or send several operations.';

/** The sum of `costOfField` over the operation. Fails when the variables are not valid. */
export function costOf({ schema, document, operationName, variableValues }: ExecutionArgs): number {
  const operation = getOperationAST(document, operationName);
  // Without an operation, or with several and no name, nothing is executed.
  if (!operation) return 0;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const { complexity } = complexityFromQuery(
    { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] },
    { schema, variables: variableValues ?? {} },
  );
  return complexity;
}
