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
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { AccessLossReason } from '../../access/live-viewers.ts';
import { findViewer } from '../find-viewer.ts';
import type { ConnectionLimit } from '../limits/connection-limit.ts';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { Serving } from '../serving.ts';
import type { Initial } from '../yoga/initial.ts';
import type { GraphqlServer } from '../yoga/yoga.ts';
import { CLOSE_FORBIDDEN, CLOSE_GOING_AWAY } from './close-codes.ts';
import { type Connection, shownBy } from './connection-token.ts';
import { createSocketPeers } from './socket-peers.ts';

const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Clients send connection_init as soon as the socket is open. */
const CONNECTION_INIT_TIMEOUT_MS = 5_000;
/** A socket that does not answer a ping before the next one is dead: its client lost the network, or sleeps. */
const PING_INTERVAL_MS = 12_000;
const IDLE_CHECK_INTERVAL_MS = 30_000;
/** At shutdown, running queries and mutations get this long, and then clients as long to answer the close. */
const SHUTDOWN_TIMEOUT_MS = 2_000;

/** Answers upgrades at /graphql. */
export function attachGraphqlWs(
  http: HttpServer,
  graphql: GraphqlServer,
  serving: Serving,
  limits: RateLimits,
  trusted: ConnectionLimit,
): { close(): Promise<void> } {
  const { publicUrl } = serving.app;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const connections = new WeakMap<WebSocket, Connection>();
  const peers = createSocketPeers(serving, limits, trusted);
  const server = useServer<Record<string, unknown>>(
    {
      connectionInitWaitTimeout: CONNECTION_INIT_TIMEOUT_MS,
      execute: (args) => (args as EnvelopedArgs).rootValue.execute(args),
      subscribe: (args) => (args as EnvelopedArgs).rootValue.subscribe(args),
      // An invalid token closes the connection at once (4403); a missing one fails the operations, as over HTTP.
      onConnect: async (connection) => {
        const { socket } = connection.extra;
        const isAdmitted = await peers.authenticate(socket, shownBy(connection, publicUrl));
        // The socket may have been closed while its token was checked; its close event is over then.
        if (!isAdmitted || socket.readyState !== socket.OPEN) return false;
        connections.set(socket, connection);
        closeOnAccessLoss(socket);
        return true;
      },
      onPing: ({ extra }) => peers.dropUnlessReading(extra.socket),
      onSubscribe: async (connection, id, payload) => {
        const { subscriptions, extra } = connection;
        peers.dropUnlessReading(extra.socket);
        const error = await peers.checkOperation(extra.socket, id, Object.keys(subscriptions).length);
        if (error) return [error];
        const { address, closed, viewer } = peers.peerOf(extra.socket);
        return prepare(
          graphql,
          {
            isAuthenticated: viewer !== null,
            // Not the viewer who connected: a role that was changed and a token that was revoked since count at once, as
            // over HTTP. The socket itself is closed only at the next check of live-viewers.ts.
            findViewer: () => findViewer(serving, shownBy(connection, publicUrl), address),
            closed,
          },
          payload,
        );
      },
      onError: (_connection, _id, _payload, errors) => errors.map(withoutHttp),
      onNext: ({ extra }, _id, _payload, _args, result) => {
        peers.dropUnlessReading(extra.socket);
        if (!result.errors) return undefined;
        return { ...(result as FormattedExecutionResult), errors: result.errors.map(withoutHttp) };
      },
    },
    sockets,
    PING_INTERVAL_MS,
  );
  const operationsOf = (socket: WebSocket) => Object.values(connections.get(socket)?.subscriptions ?? {});
  const isBusy = (socket: WebSocket) => operationsOf(socket).length > 0;
  /** graphql-ws keeps null for a query, a mutation, and a subscription that is being started. */
  const isAnswering = (socket: WebSocket) => operationsOf(socket).includes(null);
  async function closeAfterLoss(socket: WebSocket, reason: AccessLossReason): Promise<void> {
    // Without `complete` for its subscriptions, so that the client tries again.
    if (reason === 'unchecked') return socket.close(CLOSE_GOING_AWAY, 'Going away');
    // The subscriptions of the socket end at the same moment: each sends its error before the close.
    await waitWhile(() => isBusy(socket));
    socket.close(CLOSE_FORBIDDEN, 'Forbidden');
  }
  function closeOnAccessLoss(socket: WebSocket): void {
    const { viewer } = peers.peerOf(socket);
    if (!viewer) return;
    const untrack = serving.liveViewers.track(viewer, {
      isAllowed: () => true,
      end: (reason) => void closeAfterLoss(socket, reason),
    });
    socket.once('close', untrack);
  }
  const idleCheck = setInterval(
    () => peers.closeIdle(sockets.clients, isBusy, performance.now()),
    IDLE_CHECK_INTERVAL_MS,
  );

  sockets.on('connection', (client) => {
    // graphql-ws would write every client error to the console; ws itself closes the connection.
    client.removeAllListeners('error');
    ignoreSendErrors(client);
    client.on('error', (error) => serving.app.log.debug({ err: error }, 'a WebSocket connection failed'));
  });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (URL.parse(request.url ?? '', 'http://localhost')?.pathname !== '/graphql') {
      endWith(socket, '404 Not Found');
      return;
    }
    const register = peers.reserve(request);
    if (!register) {
      endWith(socket, '429 Too Many Requests');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      register(client);
      sockets.emit('connection', client, request);
    });
  });

  return {
    async close() {
      clearInterval(idleCheck);
      await waitWhile(() => [...sockets.clients].some(isAnswering));
      // Subscriptions get no `complete`: clients reconnect after this code, and subscribe again.
      for (const client of sockets.clients) client.close(CLOSE_GOING_AWAY, 'Going away');
      const timeout = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, SHUTDOWN_TIMEOUT_MS);
      await server.dispose();
      clearTimeout(timeout);
    },
  };
}

type EnvelopedArgs = ExecutionArgs & {
  rootValue: Pick<ReturnType<GraphqlServer['getEnveloped']>, 'execute' | 'subscribe'>;
};

/** What Yoga does with a request over HTTP. An error that is thrown here would close the connection with all its operations. */
async function prepare(
  graphql: GraphqlServer,
  initial: Initial,
  { query, operationName, variables }: SubscribePayload,
): Promise<EnvelopedArgs | readonly GraphQLError[]> {
  const enveloped = graphql.getEnveloped(initial);
  try {
    const document = enveloped.parse(query);
    const errors = enveloped.validate(enveloped.schema, document);
    if (errors.length > 0) return errors;
    return {
      schema: enveloped.schema,
      // Some clients send "" for an operation without a name.
      operationName: operationName || null,
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

/** Removes the HTTP status of an error. */
function withoutHttp(error: GraphQLError): GraphQLFormattedError {
  const { extensions, ...shown } = error.toJSON();
  const { http: _http, ...rest } = extensions ?? {};
  return Object.keys(rest).length > 0 ? { ...shown, extensions: rest } : shown;
}

/** Lets the last results be sent: a client takes an operation that ends without `complete` for a failure. */
async function waitWhile(isBusy: () => boolean): Promise<void> {
  for (let waited = 0; waited < SHUTDOWN_TIMEOUT_MS && isBusy(); waited += 10) await delay(10);
}

/** Without it ws would write to the console what could not be sent; the close event reports it already. */
function ignoreSendErrors(client: WebSocket): void {
  const send = client.send.bind(client);
  client.send = (data: string, done: unknown) => {
    send(data, () => {
      if (typeof done === 'function') done();
    });
  };
}

function endWith(socket: Duplex, status: string): void {
  // The HTTP server no longer listens for errors: without this one, a client that resets the connection ends the process.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
}
