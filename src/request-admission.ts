/** Who is asking, and whether they may ask so often: looked at before the body of a request is read. */

import type { FastifyInstance } from 'fastify';
import type { Viewer } from './accounts/viewer.ts';
import type { App } from './context.ts';
import { clientAddress } from './platform/client-address.ts';
import type { ConnectionLimit } from './platform/connection-limit.ts';
import { type RateLimits, rateLimited, rateLimitHeaders } from './rate-limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined: the token is not valid, which GraphQL answers. */
    viewer: Viewer | null | undefined;
  }
}

/** For the routes that are added to `http` after it. */
export function admitRequests(
  http: FastifyInstance,
  { config }: App,
  limits: RateLimits,
  connections: ConnectionLimit,
): void {
  http.decorateRequest('viewer');
  http.addHook('onRequest', async (request, reply) => {
    const address = clientAddress(request.raw, config.trustProxy);
    const { viewer, allowance } = await limits.admit(address, request.headers.authorization);
    request.viewer = viewer;
    if (viewer) connections.trust(request.raw.socket);
    if (!allowance) return;
    reply.headers(rateLimitHeaders(allowance));
    if (allowance.isExceeded) return reply.code(429).send({ errors: [rateLimited(allowance)] });
  });
}
