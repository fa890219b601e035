/** Removes values from the error messages of graphql-js: one of them may be a secret. */

import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** A value this short, quotes included, is a number or a word: no secret, and what users need to see. */
const MAX_SHOWN_LENGTH = 10;

/**
 * `Variable "$input" got invalid value { … } at "input.name"; …` shows the whole input, and clients log their errors. The
 * location and the reason are kept.
 */
export function withoutValues(message: string): string {
  return places.reduce(
    (text, pattern) =>
      text.replace(pattern, (whole: string, before: string, value: string) =>
        value.length <= MAX_SHOWN_LENGTH ? whole : `${before}…`,
      ),
    message,
  );
}

/**
 * Each captures the text before a value, and the value. The order matters: the end of a message is matched first. A value
 * may have megabytes, so no pattern may scan far from a start that can occur many times in it.
 */
const places = [
  /( cannot represent [^:"{[]{0,60}value: )(.*)$/s,
  /(Expected value of type "[^"]+", found )(.*)(?=\.)/s,
  /(\b(?:Unexpected|found) (?:Block)?String )(".*")(?=\.)/s,
  // Quotes in a value are escaped, so this is no part of one.
  /^(Variable "\$\w+" got invalid value )(.*)(?= at "[\w.[\]]+"; )/s,
  /^(Variable "\$\w+" got invalid value )(?!.* at "[\w.[\]]+"; )(.*)(?=; )/s,
];

/** For the errors of parsing and validation. */
export const hideValuesInErrors: Plugin = {
  onParse:
    () =>
    ({ result, replaceParseResult }) => {
      if (result instanceof GraphQLError) replaceParseResult(hideValues(result));
    },
  onValidate:
    () =>
    ({ valid, result, setResult }) => {
      if (!valid)
        setResult(result.map((error) => (error instanceof GraphQLError ? hideValues(error) : error)));
    },
};

export function hideValues({
  message,
  nodes,
  source,
  positions,
  path,
  extensions,
}: GraphQLError): GraphQLError {
  return new GraphQLError(withoutValues(message), {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions,
  });
}
