/** `GET /session/oidc` sends a browser to the OIDC issuer to sign in; it comes back to `GET /session/oidc/callback`. */

import type { FastifyInstance, FastifyReply } from 'fastify';
import { KeysUnavailableError } from '../../accounts/sign-in/json-web-keys.ts';
import { InvalidJwtError } from '../../accounts/sign-in/oidc-issuer.ts';
import { isDatabaseUnavailable, unavailableReason } from '../../platform/postgres/database-unavailable.ts';
import type { Serving } from '../serving.ts';
import { noTransactionCookie, readTransaction, transactionCookie } from './oidc-cookie.ts';
import { signIn } from './session-route.ts';

const CALLBACK = '/session/oidc/callback';

/** To a scope of its own: people read its errors, not programs. */
export function addOidc(http: FastifyInstance, serving: Serving): void {
  const { app, oidc } = serving;
  const { publicUrl } = app;
  http.setErrorHandler((error, _request, reply) => {
    reply.header('Set-Cookie', noTransactionCookie(publicUrl));
    if (error instanceof InvalidJwtError) {
      app.log.info({ err: error }, 'a sign-in by the OIDC issuer was refused');
      return sendFault(reply, 403, error.message, publicUrl);
    }
    app.log.warn({ err: error }, 'a sign-in by the OIDC issuer failed');
    if (isDatabaseUnavailable(error)) return sendFault(reply, 503, `${unavailableReason(error)}.`, publicUrl);
    return error instanceof KeysUnavailableError
      ? sendFault(reply, 503, 'The OIDC issuer cannot be reached at the moment.', publicUrl)
      : sendFault(reply, 500, 'Something went wrong on our side. The log says what.', publicUrl);
  });

  http.get<{ Querystring: { to?: unknown } }>('/session/oidc', async ({ query }, reply) => {
    if (!oidc?.codeFlow) return sendFault(reply, 404, NOT_SET_UP, publicUrl);
    const { url, kept } = await oidc.codeFlow.begin(`${publicUrl}${CALLBACK}`);
    return reply
      .header('Cache-Control', 'no-store')
      .header('Set-Cookie', transactionCookie({ ...kept, to: ownPath(query.to) }, publicUrl))
      .redirect(url.href);
  });

  http.get(CALLBACK, async (request, reply) => {
    if (!oidc?.codeFlow) return sendFault(reply, 404, NOT_SET_UP, publicUrl);
    reply.header('Cache-Control', 'no-store');
    const transaction = readTransaction(request.headers, publicUrl);
    if (!transaction) throw new InvalidJwtError(NOT_BEGUN);
    // As the issuer was told: behind a proxy we are asked with another host and path.
    const callback = new URL(`${publicUrl}${CALLBACK}`);
    callback.search = new URL(request.url, publicUrl).search;
    const claims = await oidc.codeFlow.complete(callback, transaction);
    const viewer = await oidc.viewerOfClaims(claims, app.now());
    reply.header('Set-Cookie', noTransactionCookie(publicUrl));
    await signIn(serving, request, reply, viewer, { via: 'OIDC', code: null, endsAt: null });
    return reply.redirect(`${publicUrl}${ownPath(transaction.to)}`);
  });
}

const NOT_SET_UP = 'Nobody can sign in by an OIDC issuer here: OIDC_CLIENT_ID is not set.';
const NOT_BEGUN =
  'This sign-in was not begun in this browser, or more than ten minutes ago, or under another address than PUBLIC_URL.';

/**
 * Never a URL, by which we would lead to other sites whoever trusts a link of ours: neither from the link nor from the
 * cookie, which another host of the domain may have set. Browsers read a backslash as a slash.
 */
function ownPath(to: unknown): string {
  return typeof to === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(to) ? to : '/';
}

function sendFault(reply: FastifyReply, status: number, message: string, publicUrl: string): FastifyReply {
  return reply
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(`${message}\n\nThe page to sign in is ${publicUrl}/sign-in\n`);
}
