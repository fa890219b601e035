/**
 * Authenticates a client and counts what it sends, by its token or else by its address: the same over HTTP and graphql-ws.
 * Sessions count together with the token that they were started with.
 */

import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../access/viewer.ts';
import { LapsedTokenError, type Shown } from '../../accounts/sign-in/authenticate.ts';
import { openQuickRedis } from '../../platform/live/redis.ts';
import { findViewer } from '../find-viewer.ts';
import type { Serving } from '../serving.ts';
import { networkOf } from './client-address.ts';
import { type Allowance, createRateLimiter, WINDOW_SECONDS } from './rate-limiter.ts';

/** The part of an address's limit that may be invalid tokens. */
const INVALID_TOKENS_SHARE = 1 / 4;
/** How many tokens that were valid lately are remembered. */
const MAX_REMEMBERED_TOKENS = 10_000;

/** What was found out about a client. `allowance` is null where the limit is switched off. */
export type Admission =
  | { kind: 'anonymous'; allowance: Allowance | null }
  | { kind: 'viewer'; viewer: Viewer; allowance: Allowance | null }
  /** The token is not valid. */
  | { kind: 'rejected'; error: GraphQLError; allowance: Allowance | null }
  /** The token could not be checked, because the database or the OIDC issuer is unavailable. */
  | { kind: 'unavailable'; error: unknown; allowance: Allowance | null }
  | { kind: 'limited'; allowance: Allowance };

export interface RateLimits {
  /** Authenticates a client without counting its request, but for tokens that are not valid. */
  identify(address: string, shown: Shown | null): Promise<Admission>;
  /** Authenticates a client and counts its request. */
  admit(address: string, shown: Shown | null): Promise<Admission>;
  /** Counts one more operation of a client that was admitted. */
  count(address: string, viewer: Viewer | null): Promise<Allowance | null>;
  close(): void;
}

/**
 * An address that sent too many invalid tokens in a minute may not try further ones for the rest of it. Tokens that were
 * valid before still pass, so that nobody can lock out the others behind the same address.
 */
export function createRateLimits(serving: Serving): RateLimits {
  const { app, admin, settings } = serving;
  const { redisUrl, rateLimitPerToken, rateLimitPerAddress } = settings;
  const redis = redisUrl
    ? openQuickRedis(redisUrl, app.log, 'each process counts requests for itself')
    : null;
  // The id of the admin differs between databases.
  const shared = { redis, prefix: `gogreen:rate:${admin.actor.id}` };
  const tokens = createRateLimiter({ ...shared, name: 'token', limit: rateLimitPerToken });
  const addresses = createRateLimiter({ ...shared, name: 'address', limit: rateLimitPerAddress });
  const invalidTokens = createRateLimiter({
    ...shared,
    name: 'wrong-tokens',
    limit: Math.ceil(rateLimitPerAddress * INVALID_TOKENS_SHARE),
  });
  const lastValid = new LRUCache<string, true>({ max: MAX_REMEMBERED_TOKENS });

  const count: RateLimits['count'] = (address, viewer) =>
    viewer ? tokens.consume(viewer.rateLimitKey) : addresses.consume(networkOf(address));

  const identify: RateLimits['identify'] = async (address, shown) => {
    const network = networkOf(address);
    const digest = createHash('sha256').update(JSON.stringify(shown)).digest('base64');
    if (shown && !lastValid.has(digest)) {
      const tried = await invalidTokens.peek(network);
      if (tried?.isExceeded) return { kind: 'limited', allowance: tried };
    }
    try {
      const viewer = await findViewer(serving, shown, address);
      if (viewer) lastValid.set(digest, true);
      return viewer ? { kind: 'viewer', viewer, allowance: null } : { kind: 'anonymous', allowance: null };
    } catch (error) {
      const isRejected = isUnauthenticated(error);
      if (isRejected) lastValid.delete(digest);
      // Sessions expire, for a whole office at once: this must not lock out those who come back with new tokens.
      const isGuess = isRejected && !(error.cause instanceof LapsedTokenError);
      const tried = isGuess ? await invalidTokens.consume(network) : null;
      const allowance = tried?.isExceeded ? tried : await count(address, null);
      if (allowance?.isExceeded) return { kind: 'limited', allowance };
      return isRejected ? { kind: 'rejected', error, allowance } : { kind: 'unavailable', error, allowance };
    }
  };

  return {
    count,
    identify,
    async admit(address, shown) {
      const found = await identify(address, shown);
      if (found.kind !== 'viewer' && found.kind !== 'anonymous') return found;
      const allowance = await count(address, found.kind === 'viewer' ? found.viewer : null);
      return allowance?.isExceeded ? { kind: 'limited', allowance } : { ...found, allowance };
    },
    close: () => redis?.client.disconnect(),
  };
}

/** Null without a token. Fails when the token is not valid or could not be checked, or the client is over a limit. */
export function viewerOf(admission: Admission): Viewer | null {
  switch (admission.kind) {
    case 'viewer':
      return admission.viewer;
    case 'anonymous':
      return null;
    case 'rejected':
    case 'unavailable':
      throw admission.error;
    case 'limited':
      throw rateLimited(admission.allowance);
  }
}

function isUnauthenticated(error: unknown): error is GraphQLError {
  return error instanceof GraphQLError && error.extensions['code'] === 'UNAUTHENTICATED';
}

/** As draft-ietf-httpapi-ratelimit-headers-10 defines them. */
export function rateLimitHeaders(allowance: Allowance): Record<string, string> {
  const { name, limit, remaining, resetSeconds, isExceeded } = allowance;
  return {
    'RateLimit-Policy': `"${name}";q=${limit};w=${WINDOW_SECONDS}`,
    RateLimit: `"${name}";r=${remaining};t=${resetSeconds}`,
    ...(isExceeded ? { 'Retry-After': String(resetSeconds) } : {}),
  };
}

export function rateLimited({ name, limit, resetSeconds }: Allowance): GraphQLError {
  return new GraphQLError(
    `Too many requests: ${LIMITED[name]} ${limit} a minute. Try again in ${resetSeconds} seconds.`,
    { extensions: { code: 'RATE_LIMITED', retryAfterSeconds: resetSeconds } },
  );
}

const LIMITED: Record<string, string> = {
  token: 'one access token may send',
  address: 'without a valid access token one address may send',
  'wrong-tokens': 'one address may try wrong access tokens',
};
