/** Finds the viewer that what a client shows stands for. */

import { type Viewer, withRateLimitKey } from '../access/viewer.ts';
import { authenticate, InvalidTokenError, type Shown } from '../accounts/sign-in/authenticate.ts';
import { KeysUnavailableError } from '../accounts/sign-in/json-web-keys.ts';
import { unauthenticated, unavailable } from '../graphql/refusals.ts';
import { networkOf } from './limits/client-address.ts';
import type { Serving } from './serving.ts';

/** Null when nothing is shown. Fails with UNAUTHENTICATED when it is not valid. */
export async function findViewer(
  { app, admin, oidc }: Pick<Serving, 'app' | 'admin' | 'oidc'>,
  shown: Shown | null,
  address: string,
): Promise<Viewer | null> {
  try {
    const viewer = await authenticate(shown, {
      admin,
      sql: app.database.pool,
      oidc,
      sessionLimits: app.sessionLimits,
      now: app.now(),
    });
    return viewer && withRateLimitKey(viewer, networkOf(address));
  } catch (error) {
    if (error instanceof InvalidTokenError) throw unauthenticated(error.message, error);
    if (error instanceof KeysUnavailableError) throw unavailable(ISSUER_UNAVAILABLE);
    throw error;
  }
}

const ISSUER_UNAVAILABLE =
  'The OIDC issuer does not give its keys at the moment, so this JWT cannot be checked; the log says why. Try again in a moment.';
