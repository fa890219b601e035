import type { IncomingMessage } from 'node:http';
import type { Context } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import type { Shown } from '../../accounts/sign-in/authenticate.ts';
import { isOwnOrigin } from '../session/own-origin.ts';
import { readSessionCookie } from '../session/session-cookie.ts';

export type Connection = Context<Record<string, unknown>, Extra>;

/**
 * What the client of a WebSocket shows. A browser sends the cookie of a session with the handshake, whichever page opens the
 * socket: it counts for our own pages, which the header `Origin` tells apart also by their port.
 */
export function shownBy(connection: Connection, publicUrl: string): Shown | null {
  const authorization = tokenOf(connection);
  if (authorization) return { kind: 'authorization', text: authorization };
  const { headers } = connection.extra.request as IncomingMessage;
  const cookie = isOwnOrigin(headers, publicUrl) ? readSessionCookie(headers, publicUrl) : null;
  return cookie === null ? null : { kind: 'session', cookie };
}

/**
 * What a client sends as its `Authorization`. Browsers can set no headers for a WebSocket, so it comes in the parameters of
 * the connection, with `authorization` in any case and also among `headers`; other clients may send the header itself. The
 * parameters win: a header may be that of a proxy's own sign-in.
 */
function tokenOf({ connectionParams, extra }: Connection): string | undefined {
  return (
    authorizationIn(connectionParams) ||
    authorizationIn(connectionParams?.['headers']) ||
    extra.request.headers.authorization
  );
}

function authorizationIn(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null) return undefined;
  const given = Object.entries(params).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return typeof given === 'string' ? given : undefined;
}
