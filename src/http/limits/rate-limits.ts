/** How often one token, or one address without a valid token, may ask: the same over HTTP and graphql-ws. */

import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import { LapsedTokenError } from '../../accounts/sign-in/authenticate.ts';
import { openQuickRedis } from '../../platform/live/redis.ts';
import type { Serving } from '../serving.ts';
import { viewerOf } from '../yoga/viewer-of.ts';
import { networkOf } from './client-address.ts';
import { type Allowance, createRateLimiter } from './rate-limiter.ts';

/** Of what an address may ask without a valid token, the part that may be wrong tokens. */
const WRONG_TOKENS = 1 / 4;
/** Tokens that were valid lately; one more makes the oldest go. */
const REMEMBERED_TOKENS = 10_000;

export interface Admission {
  /** Undefined: there is a token, and it is not valid, or could not be looked at. */
  viewer: Viewer | null | undefined;
  /** There is a token, and it is certainly not valid. */
  isRefused: boolean;
  /** Null: nothing limits this client. */
  allowance: Allowance | null;
}

export interface RateLimits {
  /** Looks at the token and counts the request, for the token or else for the address. */
  admit(address: string, authorization: string | undefined): Promise<Admission>;
  /** Counts one more operation of somebody who was admitted. */
  count(address: string, viewer: Viewer | null): Promise<Allowance | null>;
  close(): void;
}

/**
 * An address that sent too many wrong tokens in a minute may not try any that are new for the rest of it; those that were
 * valid before pass, so that nobody locks out the others behind the same address.
 */
export function createRateLimits(serving: Serving): RateLimits {
  const { app, admin, settings } = serving;
  const { redisUrl, rateLimitPerToken, rateLimitPerAddress } = settings;
  const redis = redisUrl
    ? openQuickRedis(redisUrl, app.log, 'each process counts requests for itself')
    : null;
  // The id of the admin is another one in every database.
  const shared = { redis, prefix: `gogreen:rate:${admin.actor.id}` };
  const tokens = createRateLimiter({ ...shared, name: 'token', limit: rateLimitPerToken });
  const addresses = createRateLimiter({ ...shared, name: 'address', limit: rateLimitPerAddress });
  const wrongLimit = Math.ceil(rateLimitPerAddress * WRONG_TOKENS);
  const wrong = createRateLimiter({ ...shared, name: 'wrong-tokens', limit: wrongLimit });
  const known = new Set<string>();

  const count: RateLimits['count'] = (address, viewer) =>
    viewer ? tokens.consume(viewer.credentialId) : addresses.consume(networkOf(address));

  return {
    count,
    async admit(address, authorization) {
      const network = networkOf(address);
      const digest = createHash('sha256')
        .update(authorization ?? '')
        .digest('base64');
      if (authorization && !known.has(digest)) {
        const tried = await wrong.look(network);
        if (tried?.isExceeded) return { viewer: undefined, isRefused: true, allowance: tried };
      }
      try {
        const viewer = await viewerOf(serving, { connectionParams: { authorization }, address });
        if (viewer) remember(known, digest);
        return { viewer, isRefused: false, allowance: await count(address, viewer) };
      } catch (error) {
        // Whatever else fails, such as a database that is away, says so when the operation is run.
        if (!isUnauthenticated(error))
          return { viewer: undefined, isRefused: false, allowance: await count(address, null) };
        known.delete(digest);
        // Sessions end, for a whole office at once: that must not keep out those who come back with new tokens.
        const isGuess = !(error.cause instanceof LapsedTokenError);
        const tried = isGuess ? await wrong.consume(network) : null;
        const allowance = tried?.isExceeded ? tried : await count(address, null);
        return { viewer: undefined, isRefused: true, allowance };
      }
    },
    close: () => redis?.disconnect(),
  };
}

function isUnauthenticated(error: unknown): error is GraphQLError {
  return error instanceof GraphQLError && error.extensions['code'] === 'UNAUTHENTICATED';
}

function remember(known: Set<string>, digest: string): void {
  if (known.has(digest)) return;
  known.add(digest);
  for (const oldest of known) {
    if (known.size <= REMEMBERED_TOKENS) break;
    known.delete(oldest);
  }
}

/** As draft-ietf-httpapi-ratelimit-headers-10 writes them. */
export function rateLimitHeaders(allowance: Allowance): Record<string, string> {
  const { name, limit, remaining, resetSeconds, isExceeded } = allowance;
  return {
    'RateLimit-Policy': `"${name}";q=${limit};w=60`,
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
