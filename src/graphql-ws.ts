/** GraphQL over WebSocket, beside SSE: browsers allow only about six HTTP/1.1 connections to a host. */

import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { App } from './context.ts';
import { type GraphqlServer, viewerOf } from './graphql.ts';

const MAX_MESSAGE_BYTES = 1024 * 1024;
/** "Going away": clients of graphql-ws connect again by themselves. */
const GOING_AWAY = 1001;

/** Answers upgrades at /graphql. The access token comes as `authorization` in the connection's parameters. */
export function attachGraphqlWs(
  http: HttpServer,
  graphql: GraphqlServer,
  app: App,
): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const server = useServer(
    {
      execute: (args) => (args as EnvelopedArgs).rootValue.execute(args),
      subscribe: (args) => (args as EnvelopedArgs).rootValue.subscribe(args),
      // A token that is wrong ends the connection at once (4403); one that is missing fails the operations, as over HTTP.
      onConnect: ({ connectionParams }) => {
        try {
          viewerOf(app, { connectionParams: connectionParams ?? undefined });
          return true;
        } catch {
          return false;
        }
      },
      onSubscribe: async (context, _id, { query, operationName, variables }) => {
        const enveloped = graphql.getEnveloped({ connectionParams: context.connectionParams });
        const document = enveloped.parse(query);
        const errors = enveloped.validate(enveloped.schema, document);
        if (errors.length > 0) return errors;
        return {
          schema: enveloped.schema,
          operationName: operationName ?? null,
          document,
          variableValues: variables ?? null,
          contextValue: await enveloped.contextFactory(),
          rootValue: { execute: enveloped.execute, subscribe: enveloped.subscribe },
        };
      },
    },
    sockets,
  );

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (URL.parse(request.url ?? '', 'http://localhost')?.pathname !== '/graphql') {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });

  return {
    async close() {
      for (const client of sockets.clients) client.close(GOING_AWAY, 'Going away');
      await server.dispose();
    },
  };
}

type EnvelopedArgs = ExecutionArgs & {
  rootValue: Pick<ReturnType<GraphqlServer['getEnveloped']>, 'execute' | 'subscribe'>;
};
