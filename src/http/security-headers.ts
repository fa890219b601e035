/** What every answer tells browsers: by which rules to treat it, and whose pages may read it. */

import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { HttpConfig } from './settings.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** Must be awaited before routes are added: those that were there before would not have them. */
export async function addSecurityHeaders(
  http: FastifyInstance,
  publicUrl: string,
  { corsOrigins }: HttpConfig,
): Promise<void> {
  await http.register(helmet, {
    // No answer but GraphiQL is a page; that one has a policy of its own.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    // Over plain http browsers ignore it; behind http on purpose it would be a trap.
    strictTransportSecurity: publicUrl.startsWith('https:') ? { maxAge: 365 * DAY_SECONDS } : false,
  });
  if (corsOrigins.length === 0) return;
  await http.register(cors, {
    origin: corsOrigins,
    methods: ['GET', 'POST'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Accept'],
    exposedHeaders: ['RateLimit', 'RateLimit-Policy', 'Retry-After'],
    maxAge: 600,
    // There are no cookies: who has the token has sent it by hand.
    credentials: false,
    strictPreflight: false,
  });
}
