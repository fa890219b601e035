/**
 * Signing in on the issuer's own page: the code flow of OIDC, with PKCE, state and nonce. What the issuer says is used
 * once, to start a session; no token of it is kept.
 */

import type { JWTPayload } from 'jose';
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ServerMetadata,
} from 'openid-client';
import type { Outbound } from '../../platform/egress/outbound.ts';
import { KeysUnavailableError } from './json-web-keys.ts';
import { InvalidJwtError } from './oidc-issuer.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { OutboundFetchError, outboundFetch } from './outbound-fetch.ts';

const SCOPE = 'openid email profile';
/** The issuer's addresses and keys are looked for again after it. */
const MAX_AGE_MS = 10 * 60_000;

/** What the browser keeps while its user is at the issuer. */
export interface Kept {
  state: string;
  nonce: string;
  verifier: string;
}

export interface CodeFlow {
  /** Where the issuer signs in, and what to keep until the browser comes back. Fails with KeysUnavailableError. */
  begin(redirectUri: string): Promise<{ url: URL; kept: Kept }>;
  /**
   * The claims of the user, from the address that the browser came back to. Fails with InvalidJwtError when the issuer has
   * not signed anybody in, or not for this browser; with KeysUnavailableError when it cannot be reached.
   */
  complete(callback: URL, kept: Kept): Promise<JWTPayload & { exp: number }>;
}

export function createCodeFlow(settings: OidcSettings & { clientId: string }, outbound: Outbound): CodeFlow {
  let known: { configuration: Promise<Configuration>; loadedAt: number } | null = null;

  /** Looked up at the first sign-in: the issuer need not be there when GoGreen starts. */
  async function configure(): Promise<Configuration> {
    const now = performance.now();
    if (!known || now - known.loadedAt > MAX_AGE_MS)
      known = { configuration: discover(settings, outbound), loadedAt: now };
    const mine = known;
    return mine.configuration.catch((cause: unknown) => {
      if (known === mine) known = null;
      throw new KeysUnavailableError('the OIDC issuer cannot be asked how to sign in', { cause });
    });
  }

  return {
    async begin(redirectUri) {
      const configuration = await configure();
      const kept = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: kept.state,
        nonce: kept.nonce,
        code_challenge: await calculatePKCECodeChallenge(kept.verifier),
        code_challenge_method: 'S256',
      });
      return { url, kept };
    },
    async complete(callback, { state, nonce, verifier }) {
      const configuration = await configure();
      try {
        const tokens = await authorizationCodeGrant(configuration, callback, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) throw new InvalidJwtError(REFUSED);
        // Many issuers put the e-mail address, and the groups, only here.
        const info = configuration.serverMetadata().userinfo_endpoint
          ? await fetchUserInfo(configuration, tokens.access_token, claims.sub)
          : {};
        return { ...info, ...claims } as JWTPayload & { exp: number };
      } catch (error) {
        throw toSignInError(error);
      }
    },
  };
}

async function discover(
  { issuer, clientId, clientSecret }: OidcSettings & { clientId: string },
  outbound: Outbound,
): Promise<Configuration> {
  const fetch = outboundFetch(outbound);
  // The settings accept http for this machine only.
  const prepare = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  const found = await discovery(new URL(issuer), clientId, undefined, None(), {
    [customFetch]: fetch,
    execute: prepare,
  });
  const server = found.serverMetadata();
  const configuration = new Configuration(
    server,
    clientId,
    undefined,
    authenticationOf(server, clientSecret),
  );
  configuration[customFetch] = fetch;
  for (const step of [...prepare, enableNonRepudiationChecks]) step(configuration);
  return configuration;
}

/** An issuer that does not say what it supports supports `client_secret_basic`: so OIDC defines it. */
function authenticationOf(
  { token_endpoint_auth_methods_supported: supported }: ServerMetadata,
  secret?: string,
) {
  if (secret === undefined) return None();
  const isBasic = supported?.includes('client_secret_basic') ?? true;
  return isBasic ? ClientSecretBasic(secret) : ClientSecretPost(secret);
}

function toSignInError(cause: unknown): Error {
  if (cause instanceof InvalidJwtError) return cause;
  if (cause instanceof AuthorizationResponseError)
    return new InvalidJwtError(`The issuer did not sign you in (${cause.error}).`, { cause });
  if (isUnreachable(cause)) return new KeysUnavailableError('the OIDC issuer cannot be reached', { cause });
  return new InvalidJwtError(REFUSED, { cause });
}

const REFUSED = 'The sign-in could not be completed. It may have taken longer than ten minutes: start again.';

/** openid-client wraps what its `fetch` throws. */
function isUnreachable(error: unknown): boolean {
  return error instanceof OutboundFetchError || (error instanceof Error && isUnreachable(error.cause));
}
