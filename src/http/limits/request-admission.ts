/** Admits or rejects a request before its body is read. */

import type { FastifyInstance } from 'fastify';
import type { Serving } from '../serving.ts';
import { createClientAddress } from './client-address.ts';
import type { ConnectionLimit } from './connection-limit.ts';
import { type Admission, type RateLimits, rateLimited, rateLimitHeaders } from './rate-limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    admission: Admission;
  }
}

const HOP_MISSING =
  'a request came with fewer entries in X-Forwarded-For than TRUST_PROXY has proxies: either it did not come through all of them, or one of them does not add its client to the header, and then a client can choose the address that its limits are counted by (docs/proxies.md)';

/** For the routes that are added to `http` after it. An invalid token passes: GraphQL answers with its error. */
export function admitRequests(
  http: FastifyInstance,
  { app, settings }: Serving,
  limits: RateLimits,
  connections: ConnectionLimit,
): void {
  let isWarned = false;
  const clientAddress = createClientAddress(settings.trustProxy, () => {
    if (!isWarned) app.log.warn({ trustProxy: settings.trustProxy }, HOP_MISSING);
    isWarned = true;
  });
  http.decorateRequest('admission');
  http.addHook('onRequest', async (request, reply) => {
    const admission = await limits.admit(clientAddress(request.raw), request.headers.authorization);
    request.admission = admission;
    if (admission.allowance) reply.headers(rateLimitHeaders(admission.allowance));
    if (admission.kind === 'viewer') connections.trust(request.raw.socket);
    if (admission.kind === 'limited')
      return reply.code(429).send({ errors: [rateLimited(admission.allowance)] });
  });
}
