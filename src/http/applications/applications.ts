/**
 * Answers applications, directly on Node's HTTP server: Fastify would take longer for one of these requests than
 * evaluating a flag does.
 */

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { NotFoundError } from '../../platform/errors.ts';
import { isDatabaseUnavailable, unavailableReason } from '../../platform/postgres/database-unavailable.ts';
import { networkOf } from '../limits/client-address.ts';
import type { Entrance } from '../limits/request-admission.ts';
import type { Serving } from '../serving.ts';
import type { ApplicationProtocol, ApplicationRoute, Credential } from './application-route.ts';
import { createCredentials, refuseWithoutKey } from './credentials.ts';
import { createKeyRate, type KeyRate } from './key-limits.ts';
import { createOpenStreams } from './open-streams.ts';
import { ClientLeftError, readBody } from './read-body.ts';
import { forbidden, notFound, Refusal, rateLimited, unavailable } from './refusal.ts';
import { createResponseHeaders } from './response-headers.ts';
import { createRouteTable, type RouteTable, sendRefusal } from './route-table.ts';
import { shownByHeaders, shownByQuery } from './shown-key.ts';

export interface Applications {
  /** Answers the request when it is for one of the protocols. Returns whether it is. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Ends all streams: their clients connect to another process. */
  close(): void;
}

const MAX_REMEMBERED_ADDRESSES = 10_000;
const NO_BODY = Buffer.alloc(0);
const NO_QUERY = new URLSearchParams();

export function createApplications(
  serving: Serving,
  { limits, connections, clientAddress }: Entrance,
  protocols: readonly ApplicationProtocol[],
): Applications {
  const { app, settings } = serving;
  const tables = protocols.map((protocol) => createRouteTable(protocol, serving));
  const credentials = createCredentials(app, limits);
  const rate = createKeyRate(settings.rateLimitPerKey);
  const ratesOfRoutes = new Map<ApplicationRoute, KeyRate>();
  const streams = createOpenStreams(serving);
  const headers = createResponseHeaders(app.publicUrl);
  const networks = new LRUCache<string, string>({ max: MAX_REMEMBERED_ADDRESSES });

  /** Every user of an application has its client key, so its requests are counted by network. */
  function limitKeyOf({ id, kind }: Credential, address: string): string {
    if (kind !== 'client') return id;
    const network = networks.get(address) ?? networkOf(address);
    networks.set(address, network);
    return `${id} at ${network}`;
  }

  /** Of the routes whose requests take more work than others. */
  function countForRoute(route: ApplicationRoute, { kind }: Credential, limitKey: string): void {
    const max = route.clientRequestsPerMinute;
    if (max === undefined || kind !== 'client') return;
    const own = ratesOfRoutes.get(route) ?? createKeyRate(max);
    ratesOfRoutes.set(route, own);
    const seconds = own.exceededFor(limitKey);
    if (seconds !== null) throw rateLimited(tooManyOfRoute(max), seconds);
  }

  async function answer(
    table: RouteTable,
    path: string,
    search: string,
    raw: IncomingMessage,
    response: ServerResponse,
  ) {
    headers.addTo(response);
    if (raw.method === 'OPTIONS') {
      headers.answerPreflight(response, [...table.methodsOf(path), 'OPTIONS']);
      return;
    }
    const { route, groups } = table.find(raw.method ?? '', path);
    const query = search === '' ? NO_QUERY : new URLSearchParams(search);
    const address = clientAddress(raw);
    const shown = shownByHeaders(raw.headers) ?? (route.keyInQuery ? shownByQuery(query) : null);
    if (!shown) return refuseWithoutKey(limits, address);
    const found = credentials.find(shown, query.get('environment'), address);
    const { credential, environment } = found instanceof Promise ? await found : found;
    connections.trust(raw.socket);
    const limitKey = limitKeyOf(credential, address);
    const seconds = rate.exceededFor(limitKey);
    if (seconds !== null) throw rateLimited(tooManyRequests(settings.rateLimitPerKey), seconds);
    if (environment instanceof Refusal) throw environment;
    if (!route.openTo.includes(credential.kind)) throw forbidden(notOpenTo(credential.kind, path));
    countForRoute(route, credential, limitKey);
    const body = route.method === 'POST' ? await readBody(raw, route.maxBody) : NO_BODY;
    const openStream = () => streams.open({ credential, environment }, limitKey, path, response);
    return route.handle({ raw, path, query, groups, credential, environment, body, openStream }, response);
  }

  function fail(protocol: ApplicationProtocol, error: unknown, path: string, response: ServerResponse): void {
    if (error instanceof ClientLeftError || response.headersSent) {
      if (!(error instanceof ClientLeftError)) app.log.error({ err: error }, 'a response failed');
      response.destroy();
    } else sendRefusal(protocol, refusalFor(error), path, response);
  }

  function refusalFor(error: unknown): Refusal {
    if (error instanceof Refusal) return error;
    if (error instanceof NotFoundError) return notFound(error.message);
    if (isDatabaseUnavailable(error)) return unavailable(`${unavailableReason(error)}.`);
    const errorId = randomUUID();
    app.log.error({ err: error, errorId }, 'a request failed unexpectedly');
    return new Refusal(500, 'INTERNAL', `Something went wrong on our side. The log has it as ${errorId}.`);
  }

  return {
    handle(request, response) {
      const { url = '' } = request;
      const table = tables.find(({ protocol }) => url.startsWith(protocol.prefix));
      if (!table) return false;
      const end = url.indexOf('?');
      const path = end === -1 ? url : url.slice(0, end);
      const search = end === -1 ? '' : url.slice(end + 1);
      answer(table, path, search, request, response).catch((error: unknown) => {
        fail(table.protocol, error, path, response);
      });
      return true;
    },
    close() {
      streams.close();
      credentials.close();
    },
  };
}

function tooManyRequests(max: number): string {
  return `Too many requests: one key may send ${max} a minute to this process, a client key from each address.`;
}

function tooManyOfRoute(max: number): string {
  return `Too many requests: a client key may send ${max} of these a minute from each address. Send larger batches, less often.`;
}

function notOpenTo(kind: string, path: string): string {
  return kind === 'client'
    ? `A client key cannot read ${path}, because every user of an application has its client key. Use a server key.`
    : `${path} needs a server key, not a token of a person or a service account.`;
}
