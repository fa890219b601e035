/** Who is asking, and whether they may ask so often: looked at before the body of a request is read. */

import type { FastifyInstance } from 'fastify';
import type { Viewer } from '../../access/viewer.ts';
import type { Serving } from '../serving.ts';
import { clientAddress } from './client-address.ts';
import type { ConnectionLimit } from './connection-limit.ts';
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
  { settings }: Serving,
  limits: RateLimits,
  connections: ConnectionLimit,
): void {
  http.decorateRequest('viewer');
  http.addHook('onRequest', async (request, reply) => {
    const address = clientAddress(request.raw, settings.trustProxy);
    const { viewer, allowance } = await limits.admit(address, request.headers.authorization);
    request.viewer = viewer;
    if (viewer) connections.trust(request.raw.socket);
    if (!allowance) return;
    reply.headers(rateLimitHeaders(allowance));
    if (allowance.isExceeded) return reply.code(429).send({ errors: [rateLimited(allowance)] });
  });
}
