import type { Context } from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';

export type Connection = Context<Record<string, unknown>, Extra>;

/**
 * What a client sends as its `Authorization`. Browsers can set no headers for a WebSocket, so it comes in the parameters of
 * the connection, with `authorization` in any case and also among `headers`; other clients may send the header itself. The
 * parameters win: a header may be that of a proxy's own sign-in.
 */
export function tokenOf({ connectionParams, extra }: Connection): string | undefined {
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
