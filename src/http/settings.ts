/** The settings of the HTTP server. */

import ipaddr from 'ipaddr.js';
import {
  issue,
  type SettingIssue,
  type SettingValues,
  setting,
  splitList,
} from '../platform/input/setting.ts';

export const httpSettings = {
  host: setting({
    env: 'HOST',
    default: '127.0.0.1',
    summary: 'Address to listen on',
    details: 'Set 0.0.0.0 to listen on all addresses.',
    parse: (text) =>
      /^[\w.:-]+$/.test(text)
        ? text
        : issue(`"${text}" is not a host name or address. Set one, such as 127.0.0.1 or 0.0.0.0.`),
  }),
  port: setting({
    env: 'PORT',
    default: '4000',
    summary: 'Port to listen on',
    details: 'A worker (see GOGREEN_ROLE) listens only when PORT is set, and serves health and metrics only.',
    parse: (text) =>
      /^\d{1,5}$/.test(text) && Number(text) <= 65_535
        ? Number(text)
        : issue(`"${text}" is not a port. Set a whole number from 1 to 65535, such as 4000.`),
  }),
  /** Without a slash at its end. */
  publicUrl: setting({
    env: 'PUBLIC_URL',
    unset: '`http://HOST:PORT`',
    example: 'https://gogreen.example.com',
    summary: 'Base URL of links to GoGreen in messages and payloads',
    parse: (text) =>
      parsePublicUrl(text) ??
      issue(
        `"${text}" is not a base URL. Set one with http:// or https://, without user, query or fragment, such as https://gogreen.example.com.`,
      ),
  }),
  /** False: no proxy is trusted. A number: as many proxies in a row. A list: their addresses and CIDR blocks. */
  trustProxy: setting({
    env: 'TRUST_PROXY',
    default: 'off',
    summary:
      'Reverse proxies whose `X-Forwarded-For` is trusted: their number, or their addresses and CIDR blocks',
    details:
      'For example 1, or 10.0.0.0/8,::1. Behind a proxy without this setting, all clients share the address of the proxy.',
    parse: (text) =>
      parseTrustProxy(text) ??
      issue(
        `"${text}" is neither a number of proxies from 1 to 10 nor a list of their addresses. Set one such as 1 or 10.0.0.0/8,::1, or off.`,
      ),
  }),
  corsOrigins: setting({
    env: 'CORS_ORIGINS',
    default: '',
    unset: 'none',
    example: 'https://app.example.com,https://admin.example.com',
    summary: 'Origins whose pages may use the API over HTTP from a browser',
    parse: parseOrigins,
  }),
  /** Operations per minute and token; 0: no limit. */
  rateLimitPerToken: count({
    env: 'RATE_LIMIT_PER_TOKEN',
    default: '60000',
    unit: 'operations a minute',
    summary: 'Operations per minute and token, over HTTP and WebSocket together; `0`: no limit',
    details:
      'With REDIS_URL all processes count together. For a client key, which many clients share, the limit applies to each address.',
  }),
  /** Requests without a valid token, per minute and address; 0: no limit. */
  rateLimitPerAddress: count({
    env: 'RATE_LIMIT_PER_ADDRESS',
    default: '6000',
    unit: 'requests a minute',
    summary: 'Requests without a valid token, per minute and address; `0`: no limit',
    details: 'Requests with a token that was never valid may use up a quarter of it.',
  }),
  /** Requests of applications per minute and key, in this process; 0: no limit. */
  rateLimitPerKey: count({
    env: 'RATE_LIMIT_PER_KEY',
    default: '600000',
    unit: 'requests a minute',
    summary: 'Requests to `/ofrep` and `/sdk` per minute, key and process; `0`: no limit',
    details:
      'It counts for server keys, client keys and access tokens alike. For a client key, which many clients share, the limit applies to each address.',
  }),
  /** Concurrent streams of applications per key in this process; 0: no limit. */
  streamsPerKey: count({
    env: 'STREAMS_PER_KEY',
    default: '10000',
    unit: 'open streams',
    summary: 'Concurrent streams from `/ofrep` and `/sdk` per key and process; `0`: no limit',
    details: 'For a client key the limit applies to each address.',
  }),
  /** Concurrent subscriptions per token in this process; 0: no limit. */
  subscriptionsPerToken: count({
    env: 'SUBSCRIPTIONS_PER_TOKEN',
    default: '1000',
    unit: 'live subscriptions',
    summary: 'Concurrent subscriptions per token and process; `0`: no limit',
    details: 'For a client key the limit applies to each address.',
  }),
  introspection: onOrOff({
    env: 'INTROSPECTION',
    summary: 'Whether clients may query the GraphQL schema: `on` or `off`',
    details: 'GraphiQL needs it for completion and documentation.',
  }),
  dashboard: onOrOff({
    env: 'DASHBOARD',
    summary: 'Whether the dashboard is served: `on` or `off`',
    details: 'Links in messages open it. When it is off they open GraphiQL.',
  }),
  graphiql: onOrOff({
    env: 'GRAPHIQL',
    summary: 'Whether GraphiQL is served: `on` or `off`',
    details: 'It is at /graphiql.',
  }),
};

/** What the HTTP server reads of the settings. */
export type HttpConfig = SettingValues<typeof httpSettings> & {
  /** Embedded mode: the inbox of the demo is served. */
  embedded: boolean;
  /** Where processes count requests together. Undefined: each counts for itself. */
  redisUrl: string | undefined;
};

interface Row {
  env: string;
  summary: string;
  details: string;
}

const MAX_COUNT = 1_000_000_000;

function count({ unit, ...row }: Row & { default: string; unit: string }) {
  return setting({
    ...row,
    parse: (text) =>
      /^\d{1,10}$/.test(text) && Number(text) <= MAX_COUNT
        ? Number(text)
        : issue(
            `"${text}" is not a number of ${unit}. Set a whole number from 0 to ${MAX_COUNT}, such as ${row.default}; 0 switches the limit off.`,
          ),
  });
}

function onOrOff(row: Row) {
  return setting({
    ...row,
    default: 'on',
    parse: (text) =>
      text === 'on' || text === 'off'
        ? text === 'on'
        : issue(`"${text}" is neither on nor off. Set one of the two.`),
  });
}

function parsePublicUrl(text: string): string | undefined {
  const url = URL.parse(text);
  const isBase = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  return isBase && !/[?#]/.test(text) ? url.href.replace(/\/+$/, '') : undefined;
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

/** Origins are compared as text, so they must be written exactly as browsers send them. */
function parseOrigins(text: string): string[] | SettingIssue {
  if (text === '') return [];
  const origins = splitList(text);
  const isOrigin = (origin: string) => /^https?:[^*]+$/.test(origin) && URL.parse(origin)?.origin === origin;
  if (origins.length > 0 && origins.every(isOrigin)) return origins;
  const why = origins.includes('*')
    ? 'must not contain *: any web page that a user of GoGreen opens could then read its responses'
    : `"${text}" is not a list of origins`;
  return issue(
    `${why}. List the origins, each with http:// or https:// and without a path or a slash at its end, such as https://app.example.com.`,
  );
}
