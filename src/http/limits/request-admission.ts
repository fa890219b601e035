/** Admits or rejects a request before its body is read. */

import type { FastifyInstance } from 'fastify';
import type { Serving } from '../serving.ts';
import { shownBy } from '../session/shown-by.ts';
import { type ClientAddress, createClientAddress } from './client-address.ts';
import type { ConnectionLimit } from './connection-limit.ts';
import { type Admission, type RateLimits, rateLimited, rateLimitHeaders } from './rate-limits.ts';

declare module 'fastify' {
  interface FastifyRequest {
    admission: Admission;
    clientAddress: string;
  }
}

/** What all requests come through. */
export interface Entrance {
  limits: RateLimits;
  connections: ConnectionLimit;
  clientAddress: ClientAddress;
}

const HOP_MISSING =
  'a request came with fewer entries in X-Forwarded-For than TRUST_PROXY has proxies: either it did not come through all of them, or one of them does not add its client to the header, and then a client can choose the address that its limits are counted by (docs/proxies.md)';

/** Reads the address of a client as TRUST_PROXY says, and warns once when a proxy is missing. */
export function openClientAddress({ app, settings }: Serving): ClientAddress {
  let isWarned = false;
  return createClientAddress(settings.trustProxy, () => {
    if (!isWarned) app.log.warn({ trustProxy: settings.trustProxy }, HOP_MISSING);
    isWarned = true;
  });
}

/** For the routes that are added to `http` after it. An invalid token passes: GraphQL answers with its error. */
export function admitRequests(
  http: FastifyInstance,
  { app }: Serving,
  { limits, connections, clientAddress }: Entrance,
): void {
  http.decorateRequest('admission');
  http.decorateRequest('clientAddress');
  http.addHook('onRequest', async (request, reply) => {
    const address = clientAddress(request.raw);
    const shown = shownBy(request.raw, app.publicUrl);
    const found = await limits.admit(address, shown);
    const admission = shown?.kind === 'session' ? orAnonymous(found) : found;
    request.admission = admission;
    request.clientAddress = address;
    if (admission.allowance) reply.headers(rateLimitHeaders(admission.allowance));
    if (admission.kind === 'viewer') connections.trust(request.raw.socket);
    if (admission.kind === 'limited')
      return reply.code(429).send({ errors: [rateLimited(admission.allowance)] });
  });
}

/**
 * A browser sends the cookie of a session that is over until the next sign-in, and its pages cannot leave it out. What is open
 * without a token stays so for them, such as how to sign in.
 */
function orAnonymous(admission: Admission): Admission {
  return admission.kind === 'rejected' ? { kind: 'anonymous', allowance: admission.allowance } : admission;
}
