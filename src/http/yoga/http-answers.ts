/** Where Yoga's answers over HTTP are not what clients expect. */

import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

export const completeAnswers: Plugin = {
  /** In a URL variables and extensions are JSON, which Yoga parses without expecting it to fail. Bodies are parsed before. */
  onRequestParse({ requestParser, setRequestParser }) {
    if (!requestParser) return;
    setRequestParser(async (request) => {
      try {
        return await requestParser(request);
      } catch (error) {
        throw error instanceof SyntaxError ? notJson() : error;
      }
    });
  },
  /** Some clients send "" for an operation without a name. */
  onParams({ params: { operationName, ...params }, setParams }) {
    if (operationName === '') setParams(params);
  },
  /** No refusal is empty. */
  onResponse({ response, setResponse, fetchAPI }) {
    if (response.status < 400 || response.body !== null) return;
    const message = messages[response.status] ?? response.statusText;
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };
    setResponse(
      new fetchAPI.Response(JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] }), {
        status: response.status,
        headers,
      }),
    );
  },
};

/** The message of JSON.parse quotes the text, in which there may be a secret. */
function notJson(): GraphQLError {
  return new GraphQLError('The parameters variables and extensions of the URL must be JSON objects.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}

const messages: Record<number, string> = {
  406: 'The answer to this operation is not available in a media type of the Accept header. Subscriptions are sent as text/event-stream or over WebSocket (graphql-transport-ws), queries and mutations as application/json or application/graphql-response+json.',
  415: 'Send the operation as JSON, with the header Content-Type: application/json.',
};
