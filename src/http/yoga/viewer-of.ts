/** Finds out who sent a request. */

import { countedAt, type Viewer } from '../../access/viewer.ts';
import { authenticate, InvalidTokenError } from '../../accounts/sign-in/authenticate.ts';
import { KeysUnavailableError } from '../../accounts/sign-in/json-web-keys.ts';
import { unauthenticated } from '../../graphql/builder.ts';
import { networkOf } from '../limits/client-address.ts';
import type { Serving } from '../serving.ts';
import { unavailable } from './unavailable.ts';

/** What a transport knows of a request: HTTP headers, or what a graphql-ws client sent when it connected. */
export interface Initial {
  request?: Request;
  connectionParams?: Record<string, unknown> | undefined;
  /** The client's address, for limits. */
  address?: string | undefined;
  /** Whether the client's WebSocket was opened with a valid token. */
  hasToken?: boolean;
  /** Aborts when the client's WebSocket is closed. */
  closed?: AbortSignal | undefined;
  /** Who is asking, where that is known already; undefined otherwise. */
  viewer?: Viewer | null | undefined;
}

/** The viewer of a request. Fails with UNAUTHENTICATED when there is a token that is not valid. */
export async function viewerOf(
  { app, admin, oidc }: Pick<Serving, 'app' | 'admin' | 'oidc'>,
  { request, connectionParams, address }: Initial,
): Promise<Viewer | null> {
  const fromSocket = connectionParams?.['authorization'] ?? connectionParams?.['Authorization'];
  const header =
    request?.headers.get('authorization') ?? (typeof fromSocket === 'string' ? fromSocket : null);
  try {
    const viewer = await authenticate(header, { admin, sql: app.database.pool, oidc, now: app.now() });
    return viewer && address ? countedAt(viewer, networkOf(address)) : viewer;
  } catch (error) {
    if (error instanceof InvalidTokenError)
      throw Object.assign(unauthenticated(error.message), { cause: error });
    if (error instanceof KeysUnavailableError) throw unavailable(ISSUER_AWAY);
    throw error;
  }
}

const ISSUER_AWAY =
  'The OIDC issuer does not give its keys at the moment, so this JWT cannot be checked; the log says why. Try again in a moment.';
