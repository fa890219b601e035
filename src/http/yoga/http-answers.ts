/** Where Yoga's answers over HTTP are not what clients expect. */

import type { Plugin } from 'graphql-yoga';

export const completeAnswers: Plugin = {
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

const messages: Record<number, string> = {
  406: 'The answer to this operation is not available in a media type of the Accept header. Subscriptions are sent as text/event-stream or over WebSocket (graphql-transport-ws), queries and mutations as application/json or application/graphql-response+json.',
  415: 'Send the operation as JSON, with the header Content-Type: application/json.',
};
