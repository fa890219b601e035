/** The OIDC issuer: where its keys are, and whether a JWT is one of its own, for us, and of this time. */

import { errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { Outbound } from '../../platform/egress/outbound.ts';
import { startLimit } from '../../platform/egress/time-limit.ts';
import type { Log } from '../../platform/logger.ts';
import { createJsonWebKeys, KeysUnavailableError } from './json-web-keys.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { readDocument } from './read-document.ts';

/** Somebody waits for the answer to a request of theirs. */
const LOAD_TIMEOUT_MS = 5_000;
const CLOCK_TOLERANCE_SECONDS = 30;
/** Signed with a key that only the issuer has. With `HS256` its public key would do; with `none`, no key at all. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** Why a JWT is not accepted, as a sentence. */
export class InvalidJwtError extends Error {}

/** It is the issuer's, and its time is over. */
export class ExpiredJwtError extends InvalidJwtError {}

export interface OidcIssuer {
  /** The claims. Fails with InvalidJwtError, or with KeysUnavailableError when the issuer cannot be asked for its keys. */
  verify(jwt: string, now: Date): Promise<JWTPayload & { exp: number }>;
}

export function createOidcIssuer(
  { issuer, audience }: OidcSettings,
  outbound: Outbound,
  log: Log,
): OidcIssuer {
  const keys = createJsonWebKeys(
    () => loadKeys(issuer, outbound),
    (error) => log.warn({ err: error }, 'the OIDC issuer does not give its keys'),
  );
  return {
    async verify(jwt, now) {
      try {
        const { payload } = await jwtVerify(jwt, (header, token) => keys.find(now, header, token), {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          requiredClaims: ['exp'],
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          currentDate: now,
        });
        return { ...payload, exp: payload.exp ?? 0 };
      } catch (error) {
        if (error instanceof KeysUnavailableError) throw error;
        // Looked at after the signature.
        if (error instanceof errors.JWTExpired)
          throw new ExpiredJwtError('This JWT has expired.', { cause: error });
        // Not only jose's own errors: it answers a key that cannot be used with those of Node.
        throw new InvalidJwtError(explain(error), { cause: error });
      }
    },
  };
}

/** Looks up where the keys are each time: that may change, too. */
async function loadKeys(issuer: string, outbound: Outbound): Promise<JSONWebKeySet> {
  const limit = startLimit(LOAD_TIMEOUT_MS);
  try {
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const { issuer: named, jwks_uri: keysUrl } = await readDocument(outbound, url, limit.signal);
    if (named !== issuer) {
      throw new Error(`${url} is of the issuer ${JSON.stringify(named)}: OIDC_ISSUER must read exactly so.`);
    }
    if (typeof keysUrl !== 'string' || !keysUrl.startsWith(issuer.slice(0, issuer.indexOf('//')))) {
      throw new Error(
        `${url} does not say where the keys are: its jwks_uri must be a URL like the issuer's.`,
      );
    }
    // What is no set of keys, jose refuses.
    return (await readDocument(outbound, keysUrl, limit.signal)) as unknown as JSONWebKeySet;
  } finally {
    limit.end();
  }
}

function explain(error: unknown): string {
  if (error instanceof errors.JWTClaimValidationFailed) return `This JWT is not valid: ${error.message}.`;
  return 'This JWT is not valid: it must be signed by the OIDC issuer, with one of its present keys.';
}
