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
import type { Context, SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Loss } from '../../access/live-viewers.ts';
import type { ConnectionLimit } from '../limits/connection-limit.ts';
import type { RateLimits } from '../limits/rate-limits.ts';
import type { Serving } from '../serving.ts';
import type { GraphqlServer } from '../yoga/yoga.ts';
import { createSocketPeers } from './socket-peers.ts';

type Connection = Context<Record<string, unknown>, Extra>;

const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Who connects sends its token at once. */
const TOKEN_WITHIN_MS = 5_000;
/** A socket that does not answer a ping until the next one is dead: its client lost the network, or sleeps. */
const PING_EVERY_MS = 12_000;
const LOOK_FOR_IDLE_EVERY_MS = 30_000;
/** "Going away": clients of graphql-ws connect again by themselves. */
const GOING_AWAY = 1001;
/** What graphql-ws closes with when a token is not valid. Its clients try again a few times, with the token that they have by then. */
const FORBIDDEN = 4403;
/** At a stop, operations get this long to complete, and then clients as long to answer the closing. */
const GRACE_MS = 2_000;

/** Answers upgrades at /graphql. The access token comes as `authorization` in the connection's parameters. */
export function attachGraphqlWs(
  http: HttpServer,
  graphql: GraphqlServer,
  serving: Serving,
  limits: RateLimits,
  trusted: ConnectionLimit,
): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  // A socket may close while its token is looked at: nothing tells of that then.
  const connections = new WeakMap<WebSocket, Connection>();
  const peers = createSocketPeers(serving, limits, trusted);
  const server = useServer<Record<string, unknown>>(
    {
      connectionInitWaitTimeout: TOKEN_WITHIN_MS,
      execute: (args) => (args as EnvelopedArgs).rootValue.execute(args),
      subscribe: (args) => (args as EnvelopedArgs).rootValue.subscribe(args),
      // A token that is wrong ends the connection at once (4403); one that is missing fails the operations, as over HTTP.
      onConnect: async (connection) => {
        const { socket } = connection.extra;
        const isWelcome = await peers.greet(socket, tokenIn(connection.connectionParams));
        if (!isWelcome || socket.readyState !== socket.OPEN) return false;
        connections.set(socket, connection);
        holdWhileAllowed(socket);
        return true;
      },
      onPing: ({ extra }) => peers.checkReading(extra.socket),
      onSubscribe: async ({ connectionParams, subscriptions, extra }, id, payload) => {
        peers.checkReading(extra.socket);
        const refusal = await peers.refuse(extra.socket, id, Object.keys(subscriptions).length);
        const { address, closed } = peers.originOf(extra.socket) ?? {};
        const hasToken = peers.viewerOf(extra.socket) !== null;
        const initial = { connectionParams, address, closed, hasToken };
        return refusal ? [refusal] : prepare(graphql, initial, payload);
      },
      onError: (_connection, _id, _payload, errors) => errors.map(withoutHttp),
      onNext: ({ extra }, _id, _payload, _args, result) => {
        peers.checkReading(extra.socket);
        if (!result.errors) return undefined;
        return { ...(result as FormattedExecutionResult), errors: result.errors.map(withoutHttp) };
      },
    },
    sockets,
    PING_EVERY_MS,
  );
  const isBusy = (socket: WebSocket) => Object.keys(connections.get(socket)?.subscriptions ?? {}).length > 0;
  /** Its subscriptions end at the same moment, each with an error that says why. */
  async function closeUnderLoss(socket: WebSocket, loss: Loss): Promise<void> {
    await untilIdle(() => isBusy(socket));
    if (loss === 'token') socket.close(FORBIDDEN, 'Forbidden');
    else socket.close(GOING_AWAY, 'Going away');
  }
  function holdWhileAllowed(socket: WebSocket): void {
    const viewer = peers.viewerOf(socket);
    if (!viewer) return;
    const end = (loss: Loss) => void closeUnderLoss(socket, loss);
    socket.once('close', serving.liveViewers.hold(viewer, { isAllowed: () => true, end }));
  }
  const idle = setInterval(
    () => peers.closeIdle(sockets.clients, isBusy, performance.now()),
    LOOK_FOR_IDLE_EVERY_MS,
  );

  sockets.on('connection', (client) => {
    // graphql-ws would write to the console whatever a client does wrong; ws itself closes the connection.
    client.removeAllListeners('error');
    sendQuietly(client);
    client.on('error', (error) => serving.app.log.debug({ err: error }, 'a WebSocket broke off'));
  });
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (URL.parse(request.url ?? '', 'http://localhost')?.pathname !== '/graphql') {
      endWith(socket, '404 Not Found');
      return;
    }
    const welcome = peers.enter(request);
    if (!welcome) {
      endWith(socket, '429 Too Many Requests');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      welcome(client);
      sockets.emit('connection', client, request);
    });
  });

  return {
    async close() {
      clearInterval(idle);
      await untilIdle(() => [...sockets.clients].some(isBusy));
      for (const client of sockets.clients) client.close(GOING_AWAY, 'Going away');
      const giveUp = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, GRACE_MS);
      await server.dispose();
      clearTimeout(giveUp);
    },
  };
}

type EnvelopedArgs = ExecutionArgs & {
  rootValue: Pick<ReturnType<GraphqlServer['getEnveloped']>, 'execute' | 'subscribe'>;
};

/** What Yoga does to a request over HTTP. An error that escaped here would close the connection, with all it carries. */
async function prepare(
  graphql: GraphqlServer,
  initial: Parameters<GraphqlServer['getEnveloped']>[0],
  { query, operationName, variables }: SubscribePayload,
): Promise<EnvelopedArgs | readonly GraphQLError[]> {
  const enveloped = graphql.getEnveloped(initial);
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

/** Lets what completes be sent: closing at once would break it off, and a client would take that for a failure. */
async function untilIdle(isBusy: () => boolean): Promise<void> {
  for (let waited = 0; waited < GRACE_MS && isBusy(); waited += 10) await delay(10);
}

/** What cannot be sent any more is told of by the close, and would be written to the console as well. */
function sendQuietly(client: WebSocket): void {
  const send = client.send.bind(client);
  client.send = (data: string, done: unknown) => {
    send(data, () => {
      if (typeof done === 'function') done();
    });
  };
}

function endWith(socket: Duplex, status: string): void {
  // Nobody else listens here any more: a client that resets the connection now would end the process.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => socket.destroy());
}

function tokenIn(params: Record<string, unknown> | undefined): string | undefined {
  const given = params?.['authorization'] ?? params?.['Authorization'];
  return typeof given === 'string' ? given : undefined;
}
