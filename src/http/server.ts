/** The HTTP shell: GraphQL over HTTP, SSE and WebSocket, health and metrics. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import { addInbox } from '../demo/inbox.ts';
import { addJiraHook } from '../integrations/providers/jira/inbound/jira-hook.ts';
import type { App } from '../platform/app.ts';
import { limitConnections } from './limits/connection-limit.ts';
import { createRateLimits, viewerOf } from './limits/rate-limits.ts';
import { admitRequests } from './limits/request-admission.ts';
import { limitTokenlessBody } from './limits/tokenless-body.ts';
import { addPages, sendGraphiql, sendNoPage } from './pages/pages.ts';
import { addSecurityHeaders } from './security-headers.ts';
import type { Serving } from './serving.ts';
import { attachGraphqlWs } from './websocket/graphql-ws.ts';
import { createGraphql, type GraphqlServer } from './yoga/yoga.ts';

/** Large enough for a flag with a hundred large variations; anything beyond is refused before it is parsed. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** At a stop, requests under way get this long. */
const GRACE_MS = 3_000;
/** A client that is slower than this with what it sends holds a connection for nothing. */
const HEADERS_WITHIN_MS = 15_000;
const REQUEST_WITHIN_MS = 60_000;
/** Nor does one get an answer that it does not take. Live events come with pings, which count as something happening. */
const NOTHING_HAPPENS_FOR_MS = 120_000;
/** How often Node looks for those that are too slow. */
const LOOK_EVERY_MS = 5_000;
/** A browser opens six to a host, and a hundred may sit behind one address; with a valid token there is no limit. */
const MAX_UNPROVEN_CONNECTIONS = 500;
/** Node reads no more than 16 KiB of headers; this is about how many there are. */
const MAX_HEADERS = 100;

export interface Server {
  http: FastifyInstance;
  /** Stops listening and ends what is open. Live subscriptions must have been told to complete before. */
  close(): Promise<void>;
}

/** Everything that a process with an API serves. Does not listen yet. */
export async function createServer(serving: Serving): Promise<Server> {
  const { app, settings } = serving;
  const http = await createShell(serving);
  addHealth(http, app);
  const graphql = createGraphql(serving);
  const limits = createRateLimits(serving);
  // Behind a proxy all connections are its own, and how many each client has is for it to limit.
  const max = settings.trustProxy === false ? MAX_UNPROVEN_CONNECTIONS : 0;
  const connections = limitConnections(http.server, max);
  await http.register(async (scope) => {
    admitRequests(scope, serving, limits, connections);
    addGraphql(scope, graphql, serving);
    addPages(scope, settings);
    addJiraHook(scope, app);
  });
  if (settings.embedded) addInbox(http);
  const sockets = attachGraphqlWs(http.server, graphql, serving, limits, connections);
  await http.ready();
  return {
    http,
    async close() {
      await sockets.close();
      await closeHttp(http);
      await graphql.dispose();
      limits.close();
    },
  };
}

/** What a worker serves where it has a port: health and metrics only. */
export async function createWorkerServer(serving: Serving): Promise<Server> {
  const http = await createShell(serving);
  addHealth(http, serving.app);
  await http.ready();
  return { http, close: () => closeHttp(http) };
}

async function createShell({ app, settings }: Serving): Promise<FastifyInstance> {
  const http = fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    logger: false,
    ...{ requestTimeout: REQUEST_WITHIN_MS, connectionTimeout: NOTHING_HAPPENS_FOR_MS },
    http: {
      ...{ headersTimeout: HEADERS_WITHIN_MS, connectionsCheckingInterval: LOOK_EVERY_MS },
      // Java's client offers HTTP/2 with every request in the clear; who does not take it up answers as ever.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
  });
  http.server.maxHeadersCount = MAX_HEADERS;
  await addSecurityHeaders(http, app.publicUrl, settings);
  return http;
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

function addGraphql(http: FastifyInstance, graphql: GraphqlServer, { app, settings }: Serving): void {
  http.route({
    url: '/graphql',
    method: ['GET', 'POST', 'OPTIONS'],
    preParsing: limitTokenlessBody,
    handler: async (request, reply) => {
      const isBrowser = request.method === 'GET' && request.headers.accept?.includes('text/html');
      if (isBrowser) return settings.graphiql ? sendGraphiql(reply) : sendNoPage(reply);
      // The answer may be a stream without an end, which is Yoga's to write.
      reply.hijack();
      const raw = request.raw as IncomingMessage & { body?: unknown };
      raw.body = request.body;
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value);
      // Proxies that collect answers before they pass them on would keep live events back.
      reply.raw.setHeader('X-Accel-Buffering', 'no');
      try {
        const { admission } = request;
        await graphql(raw, reply.raw as ServerResponse, {
          isAuthenticated: admission.kind === 'viewer',
          findViewer: async () => viewerOf(admission),
        });
      } catch (error) {
        app.log.error({ err: error }, 'an answer broke off');
        reply.raw.destroy();
      }
      return reply;
    },
  });
}
