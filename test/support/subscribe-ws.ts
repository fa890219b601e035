/** Live subscriptions with the client of graphql-ws, which does not connect again by itself here. */

import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { collectResults, type LiveSubscription } from '#test/support/live-results.ts';

export interface WsConnection {
  client: Client;
  /** The code and reason that the connection was closed with. */
  closed: Promise<{ code: number; reason: string }>;
}

export function connectWs(url: string, token: string | null = ADMIN_TOKEN): WsConnection {
  const { promise: closed, resolve } = Promise.withResolvers<{ code: number; reason: string }>();
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    // Stays open when the last subscription is over: whether the server closes it is for the tests to see.
    lazy: false,
    onNonLazyError: () => undefined,
    connectionParams: token ? { authorization: `Bearer ${token}` } : {},
    on: {
      closed: (event) => {
        const { code, reason } = event as { code: number; reason: string };
        resolve({ code, reason });
      },
    },
  });
  return { client, closed };
}

/**
 * Nothing tells a client that its subscription stands: what must not be missed is asked for with `afterSequence`. Errors
 * arrive as a result with `errors`.
 */
export async function subscribeWs<Result, Variables>(
  url: string,
  document: TypedDocumentNode<Result, Variables>,
  variables: NoInfer<Variables>,
  token: string | null = ADMIN_TOKEN,
): Promise<LiveSubscription<Result>> {
  const { client } = connectWs(url, token);
  const subscription = subscribeOn(client, document, variables);
  return {
    ...subscription,
    async leave() {
      await subscription.leave();
      await client.dispose();
    },
  };
}

/** As `subscribeWs`, on a connection that several share. */
export function subscribeOn<Result, Variables>(
  client: Client,
  document: TypedDocumentNode<Result, Variables>,
  variables: NoInfer<Variables>,
): LiveSubscription<Result> {
  const { results, add, waitFor } = collectResults<Result>();
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();
  const query = print(document);
  const unsubscribe = client.subscribe<Result>(
    { query, variables: variables as Record<string, unknown> },
    {
      next: (result) => add(result as never),
      error: (error) => {
        if (Array.isArray(error)) add({ errors: error });
        end(Array.isArray(error) ? 'error' : describe(error));
      },
      complete: () => end('complete'),
    },
  );
  return {
    results,
    waitFor,
    ended,
    async leave() {
      unsubscribe();
      await ended;
    },
  };
}

function describe(error: unknown): string {
  const { code, reason, message } = error as { code?: number; reason?: string; message?: string };
  return code === undefined ? `broken off: ${message}` : `closed: ${code} ${reason}`;
}
