/** The security headers of every response, and CORS. */

import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { HttpConfig } from './settings.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** Must be awaited before routes are added: earlier routes would not have the headers. */
export async function addSecurityHeaders(
  http: FastifyInstance,
  publicUrl: string,
  { corsOrigins }: HttpConfig,
): Promise<void> {
  await http.register(helmet, {
    // The pages, which are the dashboard and GraphiQL, have policies of their own.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Browsers ignore it over plain http, and an installation that uses http on purpose must stay reachable.
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: 365 * DAY_SECONDS } : false,
  });
  if (corsOrigins.length === 0) return;
  await http.register(cors, {
    origin: corsOrigins,
    methods: ['GET', 'POST'],
    // Any header that is asked for: each tracing library adds its own, and the origins are trusted ones.
    exposedHeaders: ['ETag', 'RateLimit', 'RateLimit-Policy', 'Retry-After', 'WWW-Authenticate'],
    maxAge: 600,
    // Pages of other origins send a token as a header. The cookie of a session is for our own.
    credentials: false,
    strictPreflight: false,
  });
}
