/** `POST /session` signs a browser in, `DELETE /session` signs it out. Only pages of ours may do either. */

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import type { SignInMethod } from '../../../generated/prisma/enums.ts';
import type { Viewer } from '../../access/viewer.ts';
import { endSessionOf } from '../../accounts/sessions/end-session.ts';
import { startSession } from '../../accounts/sessions/start-session.ts';
import type { Shown } from '../../accounts/sign-in/authenticate.ts';
import { unavailable } from '../../graphql/refusals.ts';
import { isDatabaseUnavailable, unavailableReason } from '../../platform/postgres/database-unavailable.ts';
import { transaction } from '../../platform/postgres/db.ts';
import { networkOf } from '../limits/client-address.ts';
import { type RateLimits, rateLimitHeaders, viewerOf } from '../limits/rate-limits.ts';
import type { Serving } from '../serving.ts';
import { isSameOrigin } from './own-origin.ts';
import { noSessionCookie, readSessionCookie, sessionCookie } from './session-cookie.ts';

const MAX_BODY_BYTES = 32 * 1024;
const HOUR_SECONDS = 3_600;

const signInBody = z.union([
  // Some paste what they would send as a header.
  z.strictObject({ token: z.string().transform((text) => text.trim().replace(/^Bearer +/i, '')) }),
  z.strictObject({ code: z.string() }),
]);

/** To a scope of its own: what it sets for bodies and errors holds for these routes only. */
export function addSession(http: FastifyInstance, serving: Serving, limits: RateLimits): void {
  const { app } = serving;
  http.removeContentTypeParser('text/plain');
  http.setErrorHandler<FastifyError | GraphQLError>((error, _request, reply) => {
    if (error instanceof GraphQLError) return refuse(reply, error);
    if (isDatabaseUnavailable(error))
      return refuse(reply, unavailable(`${unavailableReason(error)}. Try again in a moment.`));
    const { statusCode = 500, message } = error;
    if (statusCode < 500) return refuse(reply, refusal(statusCode, 'BAD_REQUEST', message));
    app.log.error({ err: error }, 'a sign-in failed unexpectedly');
    return refuse(
      reply,
      refusal(500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side. The log says what.'),
    );
  });
  http.addHook('onRequest', async (request, reply) => {
    reply.header('Cache-Control', 'no-store');
    if (!isSameOrigin(request.headers, app.publicUrl)) throw refusal(403, 'FORBIDDEN', OTHER_ORIGIN);
  });

  http.post('/session', { bodyLimit: MAX_BODY_BYTES }, async (request, reply) => {
    const { data } = signInBody.safeParse(request.body);
    if (!data) throw refusal(400, 'BAD_REQUEST', 'Send JSON with a token or a code: {"token": "…"}.');
    if ('token' in data && !/^\S+$/.test(data.token)) throw refusal(401, 'UNAUTHENTICATED', NO_TOKEN);
    const shown: Shown =
      'token' in data
        ? { kind: 'authorization', text: `Bearer ${data.token}` }
        : { kind: 'code', code: data.code };
    const admission = await limits.admit(request.clientAddress, shown);
    if (admission.allowance) reply.headers(rateLimitHeaders(admission.allowance));
    const viewer = viewerOf(admission);
    if (!viewer || viewer.clientOf) throw refusal(403, 'FORBIDDEN', CLIENT_KEY);
    await signIn(serving, request, reply, viewer, {
      via: shown.kind === 'code' ? 'LINK' : 'TOKEN',
      code: shown.kind === 'code' ? shown.code : null,
      endsAt: viewer.credential.kind === 'jwt' ? viewer.credential.expiresAt : null,
    });
    return reply.code(204).send();
  });

  http.delete('/session', async (request, reply) => {
    const cookie = readSessionCookie(request.headers, app.publicUrl);
    if (cookie !== null) await transaction(app.database.pool, (tx) => endSessionOf(tx, cookie, app.now()));
    return reply
      .header('Set-Cookie', noSessionCookie(app.publicUrl))
      .header('Clear-Site-Data', '"cache", "storage"')
      .code(204)
      .send();
  });
}

/** Starts a session for a viewer and gives its cookie to the browser. */
export async function signIn(
  { app, admin }: Serving,
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: Viewer,
  by: { via: SignInMethod; code: string | null; endsAt: Date | null },
): Promise<void> {
  const cookie = await startSession({ app, adminToken: admin.token }, viewer, {
    ...by,
    previousCookie: readSessionCookie(request.headers, app.publicUrl),
    userAgent: request.headers['user-agent'] ?? '',
    network: networkOf(request.clientAddress),
  });
  if (cookie === null) throw refusal(401, 'UNAUTHENTICATED', CODE_USED);
  const maxAge = app.sessionLimits.hours * HOUR_SECONDS;
  reply.header('Set-Cookie', sessionCookie(cookie, app.publicUrl, maxAge));
}

const OTHER_ORIGIN =
  'Only pages of GoGreen itself, at the address in PUBLIC_URL, can sign a browser in or out. Programs send an access token with each request.';
const NO_TOKEN = 'This is no access token: it has no spaces in it, and is not empty.';
const CLIENT_KEY = 'A client key signs nobody in: it may only evaluate flags. Use an access token.';
const CODE_USED =
  'This link was used before. Sign in with an access token, or restart GoGreen for a new link.';

function refusal(status: number, code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}

/** In the form of GraphQL's answers, so that pages need to know one form only. */
function refuse(reply: FastifyReply, { message, extensions }: GraphQLError): FastifyReply {
  const { http, ...shown } = extensions as { http?: { status: number; headers?: Record<string, string> } };
  const status = http?.status ?? (extensions['code'] === 'RATE_LIMITED' ? 429 : 500);
  return reply
    .code(status)
    .headers(http?.headers ?? {})
    .send({ errors: [{ message, extensions: shown }] });
}
