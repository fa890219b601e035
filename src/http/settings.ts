/** The settings of what stands between the network and GoGreen. Read with all others in config.ts. */

import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { setting } from '../platform/input/setting.ts';

export interface HttpConfig {
  /** The PostgreSQL that comes with GoGreen is used: the demo's inbox is served. */
  embedded: boolean;
  /** Where processes count requests together; undefined: each counts for itself. */
  redisUrl: string | undefined;
  /** Operations of one token in a minute; 0: as many as it likes. */
  rateLimitPerToken: number;
  /** Requests without a valid token from one address in a minute; 0: as many as it likes. */
  rateLimitPerAddress: number;
  /** Live subscriptions of one token at a time in this process; 0: as many as it likes. */
  subscriptionsPerToken: number;
  /** Who may say in X-Forwarded-For whom a request is from: nobody, so many proxies, or these addresses and blocks. */
  trustProxy: false | number | string[];
  /** Whose pages may use the API from a browser. */
  corsOrigins: string[];
  introspection: boolean;
  graphiql: boolean;
}

const MAX_COUNT = 1_000_000_000;

export const httpSettings = z.object({
  RATE_LIMIT_PER_TOKEN: count('RATE_LIMIT_PER_TOKEN', 60_000, 'operations a minute'),
  RATE_LIMIT_PER_ADDRESS: count('RATE_LIMIT_PER_ADDRESS', 6_000, 'requests a minute'),
  SUBSCRIPTIONS_PER_TOKEN: count('SUBSCRIPTIONS_PER_TOKEN', 1_000, 'live subscriptions'),
  TRUST_PROXY: setting(
    parseTrustProxy,
    (text) =>
      `TRUST_PROXY: "${text}" is neither a number of proxies from 1 to 10 nor a list of their addresses. Set one such as 1 or 10.0.0.0/8,::1, or off.`,
  ).default(false),
  CORS_ORIGINS: setting(parseOrigins, complainOfOrigins).default([]),
  INTROSPECTION: onOrOff('INTROSPECTION'),
  GRAPHIQL: onOrOff('GRAPHIQL'),
});

export function toHttpConfig(
  values: z.output<typeof httpSettings>,
): Omit<HttpConfig, 'embedded' | 'redisUrl'> {
  return {
    rateLimitPerToken: values.RATE_LIMIT_PER_TOKEN,
    rateLimitPerAddress: values.RATE_LIMIT_PER_ADDRESS,
    subscriptionsPerToken: values.SUBSCRIPTIONS_PER_TOKEN,
    trustProxy: values.TRUST_PROXY,
    corsOrigins: values.CORS_ORIGINS,
    introspection: values.INTROSPECTION,
    graphiql: values.GRAPHIQL,
  };
}

function count(name: string, usual: number, what: string) {
  return setting(
    (text) => (/^\d{1,10}$/.test(text) && Number(text) <= MAX_COUNT ? Number(text) : undefined),
    (text) =>
      `${name}: "${text}" is not a number of ${what}. Set a whole number from 0 to ${MAX_COUNT}, such as ${usual}; 0 switches the limit off.`,
  ).default(usual);
}

function onOrOff(name: string) {
  return setting(
    (text) => (text === 'on' ? true : text === 'off' ? false : undefined),
    (text) => `${name}: "${text}" is neither on nor off. Set one of the two.`,
  ).default(true);
}

function parseTrustProxy(text: string): false | number | string[] | undefined {
  if (text === 'off') return false;
  if (/^\d+$/.test(text)) return Number(text) >= 1 && Number(text) <= 10 ? Number(text) : undefined;
  const entries = splitList(text);
  return entries.length > 0 && entries.every(isAddressOrBlock) ? entries : undefined;
}

function isAddressOrBlock(text: string): boolean {
  return text.includes('/') ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
}

/** Exactly as browsers write them: a page at another port is another origin. */
function parseOrigins(text: string): string[] | undefined {
  const origins = splitList(text);
  const isOrigin = (origin: string) => /^https?:[^*]+$/.test(origin) && URL.parse(origin)?.origin === origin;
  return origins.length > 0 && origins.every(isOrigin) ? origins : undefined;
}

function complainOfOrigins(text: string): string {
  const why = splitList(text).includes('*')
    ? 'must not have *: any page that somebody opens who can reach GoGreen could then read its answers'
    : `"${text}" is not a list of origins`;
  return `CORS_ORIGINS: ${why}. List the origins, each with http:// or https:// and without a path or a slash at its end, such as https://app.example.com.`;
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
