/** The HTTP shell: GraphQL over HTTP, SSE and WebSocket, health and metrics. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import type { App } from './context.ts';
import { addInbox } from './demo/inbox.ts';
import { createGraphql, type GraphqlServer } from './graphql.ts';
import { attachGraphqlWs } from './graphql-ws.ts';
import { addPages } from './pages.ts';
import type { Log } from './platform/logger.ts';

/** Large enough for a flag with a hundred large variations; anything beyond is refused before it is parsed. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** At a stop, requests under way get this long. */
const GRACE_MS = 3_000;

export interface Server {
  http: FastifyInstance;
  /** Stops listening and ends what is open. Live subscriptions must have been told to complete before. */
  close(): Promise<void>;
}

/** Everything that a process with an API serves. Does not listen yet. */
export async function createServer(app: App): Promise<Server> {
  const http = createShell();
  addHealth(http, app);
  const graphql = createGraphql(app);
  addGraphql(http, graphql, app.log);
  addPages(http, { graphiql: true });
  if (app.config.embedded) addInbox(http);
  const sockets = attachGraphqlWs(http.server, graphql, app);
  await http.ready();
  return {
    http,
    async close() {
      await sockets.close();
      await closeHttp(http);
      await graphql.dispose();
    },
  };
}

/** What a worker serves where it has a port: health and metrics only. */
export async function createWorkerServer(app: App): Promise<Server> {
  const http = createShell();
  addHealth(http, app);
  await http.ready();
  return { http, close: () => closeHttp(http) };
}

function createShell(): FastifyInstance {
  return fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: 'idle', logger: false });
}

/** Stops listening and waits for what is open, but not for clients that neither read nor leave. */
async function closeHttp(http: FastifyInstance): Promise<void> {
  // Node closes the connections that are idle at that moment. Those whose answer ends later would be kept alive.
  const sweep = setInterval(() => http.server.closeIdleConnections(), 20);
  const giveUp = setTimeout(() => http.server.closeAllConnections(), GRACE_MS);
  await http.close();
  clearInterval(sweep);
  clearTimeout(giveUp);
}

function addHealth(http: FastifyInstance, { database, metrics, stopping }: App): void {
  http.get('/health/live', () => ({ status: 'ok' }));
  http.get('/health/ready', async (_request, reply) => {
    const reason = stopping.aborted
      ? 'stopping'
      : await database.pool.query('SELECT 1').then(
          () => null,
          () => 'Postgres cannot be reached',
        );
    return reason ? reply.code(503).send({ status: 'unavailable', reason }) : { status: 'ok' };
  });
  http.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

function addGraphql(http: FastifyInstance, graphql: GraphqlServer, log: Log): void {
  http.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    handler: async (request, reply) => {
      // The answer may be a stream without an end, which is Yoga's to write.
      reply.hijack();
      const raw = request.raw as IncomingMessage & { body?: unknown };
      raw.body = request.body;
      // Proxies that collect answers before they pass them on would keep live events back.
      reply.raw.setHeader('X-Accel-Buffering', 'no');
      try {
        await graphql(raw, reply.raw as ServerResponse);
      } catch (error) {
        log.error({ err: error }, 'an answer broke off');
        reply.raw.destroy();
      }
    },
  });
}
