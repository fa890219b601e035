/** What every process that listens has: limits on connections, security headers, health and metrics. */

import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import type { App } from '../platform/app.ts';
import { createReadiness } from '../platform/postgres/readiness.ts';
import { staleRulesets } from '../rulesets/stale-rulesets.ts';
import { addSecurityHeaders } from './security-headers.ts';
import type { Serving } from './serving.ts';

/** Large enough for a flag with a hundred large variations; anything beyond is rejected before it is parsed. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** At shutdown, running requests get this long. */
const SHUTDOWN_TIMEOUT_MS = 3_000;
/** A client that sends its request more slowly is disconnected. */
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** So is one that does not read its response. Live subscriptions send pings, which count as traffic. */
const IDLE_TIMEOUT_MS = 120_000;
/** An idle connection is kept for longer than balancers keep theirs, so that none of their requests meets its end. */
const KEEP_ALIVE_MS = 72_000;
/** How often Node enforces these timeouts. */
const CHECK_INTERVAL_MS = 5_000;
/** The number of headers; their size is limited to 16 KiB by Node. */
const MAX_HEADERS = 100;

export interface Server {
  http: FastifyInstance;
  /** Stops listening, breaks live subscriptions off and waits for running requests. */
  close(): Promise<void>;
}

/** The server of a worker with a port: health and metrics only. */
export async function createWorkerServer(serving: Serving): Promise<Server> {
  const http = await createShell(serving);
  addHealth(http, serving.app);
  await http.ready();
  return { http, close: () => closeHttp(http) };
}

/** Answers a request instead of Fastify. Returns whether it does. */
type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A server with security headers and without routes. */
export async function createShell(
  { app, settings }: Serving,
  intercept: Intercept = () => false,
): Promise<FastifyInstance> {
  const http = fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    logger: false,
    serverFactory: (handle) =>
      openServer((request, response) => {
        if (!intercept(request, response)) handle(request, response);
      }),
  });
  await addSecurityHeaders(http, app.publicUrl, settings);
  return http;
}

function openServer(listener: RequestListener): HttpServer {
  const server = createHttpServer(
    {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
      // Java's client offers an upgrade to HTTP/2 with every unencrypted request: it is ignored.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    listener,
  );
  server.maxHeadersCount = MAX_HEADERS;
  server.setTimeout(IDLE_TIMEOUT_MS);
  return server;
}

/** Stops listening and waits for open responses, but not for clients that neither read nor disconnect. */
export async function closeHttp(http: FastifyInstance): Promise<void> {
  // Node closes only the connections that are idle now; those whose response ends later would be kept alive.
  const sweep = setInterval(() => http.server.closeIdleConnections(), 20);
  const timeout = setTimeout(() => http.server.closeAllConnections(), SHUTDOWN_TIMEOUT_MS);
  await http.close();
  clearInterval(sweep);
  clearTimeout(timeout);
}

/** Health and metrics. */
export function addHealth(http: FastifyInstance, app: App): void {
  const { database, metrics, stopping } = app;
  const readiness = createReadiness(database.monitor);
  http.get('/health/live', () => ({ status: 'ok' }));
  http.get('/health/ready', async (_request, reply) => {
    const reason = stopping.aborted ? 'stopping' : ((await readiness()) ?? staleRulesets(app));
    return reason ? reply.code(503).send({ status: 'unavailable', reason }) : { status: 'ok' };
  });
  http.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
