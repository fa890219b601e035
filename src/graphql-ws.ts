/** GraphQL over WebSocket, beside SSE: browsers allow only about six HTTP/1.1 connections to a host. */

import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type ExecutionArgs,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
} from 'graphql';
import type { ConnectionInitMessage, Context, SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Loss } from './accounts/live-viewers.ts';
import type { Viewer } from './accounts/viewer.ts';
import type { App } from './context.ts';
import { type GraphqlServer, viewerOf } from './graphql.ts';

const MAX_MESSAGE_BYTES = 1024 * 1024;
/** "Going away": clients of graphql-ws connect again by themselves. */
const GOING_AWAY = 1001;
/** What graphql-ws closes with when a token is not valid: clients do not try again. */
const FORBIDDEN = 4403;
/** At a stop, operations get this long to complete, and then clients as long to answer the closing. */
const GRACE_MS = 2_000;

/** Answers upgrades at /graphql. The access token comes as `authorization` in the connection's parameters. */
export function attachGraphqlWs(
  http: HttpServer,
  graphql: GraphqlServer,
  app: App,
): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  /** With how to let go of each. */
  const connections = new Map<Connection, () => void>();
  const server = useServer(
    {
      execute: (args) => (args as EnvelopedArgs).rootValue.execute(args),
      subscribe: (args) => (args as EnvelopedArgs).rootValue.subscribe(args),
      // A token that is wrong ends the connection at once (4403); one that is missing fails the operations, as over HTTP.
      onConnect: async (connection) => {
        let viewer: Viewer | null;
        try {
          viewer = await viewerOf(app, { connectionParams: connection.connectionParams });
        } catch {
          return false;
        }
        const { socket } = connection.extra;
        if (socket.readyState !== socket.OPEN) return false;
        const end = (loss: Loss) => void closeUnderLoss(connection, loss);
        const release = viewer
          ? app.liveViewers.hold(viewer, { isAllowed: () => true, end })
          : () => undefined;
        connections.set(connection, release);
        return true;
      },
      onClose: (connection) => {
        connections.get(connection)?.();
        connections.delete(connection);
      },
      onSubscribe: ({ connectionParams }, _id, payload) => prepare(graphql, connectionParams, payload),
      onError: (_connection, _id, _payload, errors) => errors.map(withoutHttp),
      onNext: (_connection, _id, _payload, _args, result) =>
        result.errors && { ...(result as FormattedExecutionResult), errors: result.errors.map(withoutHttp) },
    },
    sockets,
  );

  sockets.on('connection', (client) => {
    // graphql-ws would write to the console whatever a client does wrong; ws itself closes the connection.
    client.removeAllListeners('error');
    client.on('error', (error) => app.log.debug({ err: error }, 'a WebSocket broke off'));
  });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (URL.parse(request.url ?? '', 'http://localhost')?.pathname !== '/graphql') {
      // Nobody else listens here any more: a client that resets the connection now would end the process.
      socket.on('error', () => socket.destroy());
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n', () => socket.destroy());
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });

  return {
    async close() {
      await untilIdle([...connections.keys()]);
      for (const client of sockets.clients) client.close(GOING_AWAY, 'Going away');
      const giveUp = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, GRACE_MS);
      await server.dispose();
      clearTimeout(giveUp);
    },
  };
}

type Connection = Context<ConnectionInitMessage['payload'], Extra>;

type EnvelopedArgs = ExecutionArgs & {
  rootValue: Pick<ReturnType<GraphqlServer['getEnveloped']>, 'execute' | 'subscribe'>;
};

/** What Yoga does to a request over HTTP. An error that escaped here would close the connection, with all it carries. */
async function prepare(
  graphql: GraphqlServer,
  connectionParams: Connection['connectionParams'],
  { query, operationName, variables }: SubscribePayload,
): Promise<EnvelopedArgs | readonly GraphQLError[]> {
  const enveloped = graphql.getEnveloped({ connectionParams });
  try {
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
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** The status that an error has over HTTP means nothing here. */
function withoutHttp(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...shown } = error.toJSON();
  const { http: _http, ...rest } = extensions ?? {};
  return Object.keys(rest).length > 0 ? { ...shown, extensions: rest } : shown;
}

/** Its subscriptions end at the same moment, each with an error that says why. */
async function closeUnderLoss(connection: Connection, loss: Loss): Promise<void> {
  await untilIdle([connection]);
  if (loss === 'token') connection.extra.socket.close(FORBIDDEN, 'Forbidden');
  else connection.extra.socket.close(GOING_AWAY, 'Going away');
}

/** Lets what completes be sent: closing at once would break it off, and a client would take that for a failure. */
async function untilIdle(connections: Connection[]): Promise<void> {
  const isBusy = () => connections.some(({ subscriptions }) => Object.keys(subscriptions).length > 0);
  for (let waited = 0; waited < GRACE_MS && isBusy(); waited += 10) await delay(10);
}
