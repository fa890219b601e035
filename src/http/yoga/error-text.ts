/** What GraphQL itself says of a wrong request, without the values in it: one of them may be a secret. */

import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** A number, a short word: too short for a secret that is one, quotes included, and what people look for in the message. */
const MAX_SHOWN_LENGTH = 10;

/**
 * `Variable "$input" got invalid value { … } at "input.name"; …` shows the whole of a wrong input, and clients log what
 * they are answered. Where it is wrong and why stays.
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
 * Each with what stands before a value, and the value. In this order: what ends the message is looked at first. Values have
 * megabytes, and anybody can send one: what may stand at many places in it must not be followed far from each of them.
 */
const places = [
  /( cannot represent [^:"{[]{0,60}value: )(.*)$/s,
  /(Expected value of type "[^"]+", found )(.*)(?=\.)/s,
  /(\b(?:Unexpected|found) (?:Block)?String )(".*")(?=\.)/s,
  // Quotes in a value are escaped, so this is no part of one.
  /^(Variable "\$\w+" got invalid value )(.*)(?= at "[\w.[\]]+"; )/s,
  /^(Variable "\$\w+" got invalid value )(?!.* at "[\w.[\]]+"; )(.*)(?=; )/s,
];

/** For what is found before anything runs: in the text of the operation. */
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
