import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import {
  missingOidcSettings,
  type OidcSettings,
  oidcSettings,
  toOidcSettings,
} from '../accounts/sign-in/oidc-settings.ts';
import { type HttpConfig, httpSettings, toHttpConfig } from '../http/settings.ts';
import { parseAllowList } from '../platform/egress/egress-allow-list.ts';
import { type EgressProxy, parseEgressProxy } from '../platform/egress/egress-proxy.ts';
import { setting } from '../platform/input/setting.ts';
import { type LogLevel, logLevels } from '../platform/logger.ts';
import type { EncryptionKey } from '../platform/secrets/secrets.ts';

export const roles = ['api', 'worker', 'all'] as const;
export type Role = (typeof roles)[number];

export interface Config extends HttpConfig {
  host: string;
  port: number;
  /** False: a worker without PORT, which listens nowhere. */
  listens: boolean;
  /** Without a slash at its end. Stands in front of every link that leaves GoGreen. */
  publicUrl: string;
  role: Role;
  /** No DATABASE_URL: the PostgreSQL that comes with GoGreen, and a token and a key of its own. */
  embedded: boolean;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  /** Undefined only in embedded mode. */
  adminToken: string | undefined;
  /** The first one encrypts, all of them decrypt. Empty only in embedded mode. */
  encryptionKeys: EncryptionKey[];
  /** Undefined: not set, which embedded mode takes for "loopback". */
  egressAllow: string[] | undefined;
  /** Null: no JWTs are accepted. */
  oidc: OidcSettings | null;
  /** Undefined: requests to other servers go there directly. */
  egressProxy: EgressProxy | undefined;
  /** Absolute. */
  dataDir: string;
  /** For how long finished deliveries are kept; 0: for ever. */
  retentionDays: number;
  logLevel: LogLevel;
}

/** The settings cannot be used. The message is for the person who set them and lists everything that is wrong. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(issues: string[]) {
    const list = issues.map((issue) => `  - ${issue}`).join('\n');
    super(`GoGreen cannot start with these settings:\n${list}\nEvery setting is described in .env.example.`);
  }
}

/** The environment, and below it the file .env of the working folder where there is one. */
export function readEnvironment(): NodeJS.ProcessEnv {
  try {
    return { ...parseEnv(readFileSync('.env', 'utf8')), ...process.env };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return process.env;
    throw new ConfigError([`.env: cannot be read (${String(error)}). Make it readable, or remove it.`]);
  }
}

/** Parses the settings. An empty value counts as not set. Fails with one `ConfigError` for everything that is wrong. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const result = settings.safeParse(given);
  const issues = [
    ...(result.error?.issues.map(({ message }) => message) ?? []),
    ...missingSettings(given),
    ...missingOidcSettings(given),
  ];
  if (!result.success || issues.length > 0) throw new ConfigError(issues);
  const values = result.data;
  return {
    host: values.HOST,
    port: values.PORT,
    listens: values.GOGREEN_ROLE !== 'worker' || given['PORT'] !== undefined,
    publicUrl: values.PUBLIC_URL ?? `http://${toUrlHost(values.HOST)}:${values.PORT}`,
    role: values.GOGREEN_ROLE,
    embedded: values.DATABASE_URL === undefined,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    adminToken: values.GOGREEN_ADMIN_TOKEN,
    encryptionKeys: values.GOGREEN_ENCRYPTION_KEYS,
    egressAllow: values.EGRESS_ALLOW,
    oidc: toOidcSettings(values),
    egressProxy: values.EGRESS_PROXY,
    dataDir: path.resolve(values.DATA_DIR),
    retentionDays: values.RETENTION_DAYS,
    ...toHttpConfig(values),
    logLevel: values.LOG_LEVEL,
  };
}

const keyHint = 'Make a key with: echo "k1:$(openssl rand -base64 32)"';
const tokenHint = 'Make one with: openssl rand -hex 24';

/** Ten years: beyond that 0 says better what is meant. */
const MAX_RETENTION_DAYS = 3_650;

const settings = z.object({
  HOST: setting(
    (text) => (/^[\w.:-]+$/.test(text) ? text : undefined),
    (text) => `HOST: "${text}" is not a host name or address. Set one, such as 127.0.0.1 or 0.0.0.0.`,
  ).default('127.0.0.1'),
  PORT: setting(
    (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined),
    (text) => `PORT: "${text}" is not a port. Set a whole number from 1 to 65535, such as 4000.`,
  ).default(4000),
  PUBLIC_URL: setting(
    parsePublicUrl,
    (text) =>
      `PUBLIC_URL: "${text}" is not a base URL. Set one with http:// or https://, without user, query or fragment, such as https://gogreen.example.com.`,
  ).optional(),
  // The text is left out of the message: it may hold a password.
  DATABASE_URL: setting(
    (text) => withProtocol(text, 'postgres:', 'postgresql:'),
    () =>
      'DATABASE_URL: is not a PostgreSQL URL. Set one such as postgres://user:password@host:5432/gogreen.',
  ).optional(),
  REDIS_URL: setting(
    (text) => withProtocol(text, 'redis:', 'rediss:'),
    () =>
      'REDIS_URL: is not a Redis URL. Set one such as redis://host:6379, or leave it out when there is one process only.',
  ).optional(),
  GOGREEN_ADMIN_TOKEN: setting(
    (text) => (/^[\x21-\x7e]{16,}$/.test(text) ? text : undefined),
    () => `GOGREEN_ADMIN_TOKEN: needs at least 16 printable characters without spaces. ${tokenHint}`,
  ).optional(),
  GOGREEN_ENCRYPTION_KEYS: setting(
    parseKeys,
    () =>
      `GOGREEN_ENCRYPTION_KEYS: is not a list of id:key,id:key with different ids (letters, digits, - and _) and keys of 32 bytes as base64 or hex. ${keyHint}`,
  ).default([]),
  GOGREEN_ROLE: setting(
    (text) => roles.find((role) => role === text),
    (text) => `GOGREEN_ROLE: "${text}" is not a role. Set one of ${roles.join(', ')}.`,
  ).default('all'),
  EGRESS_ALLOW: z
    .string()
    .transform((text, context) => {
      const entries = text.split(',').map((entry) => entry.trim());
      try {
        parseAllowList(entries);
      } catch (error) {
        context.addIssue(error instanceof Error ? error.message : String(error));
      }
      return entries.filter((entry) => entry !== '');
    })
    .optional(),
  ...oidcSettings,
  EGRESS_PROXY: setting(
    parseEgressProxy,
    () =>
      'EGRESS_PROXY: is not the URL of a proxy. Set one with http:// or https://, without a path, such as http://proxy.internal:3128 or https://user:password@proxy.internal; characters such as @ and % in a password are written as %40 and %25.',
  ).optional(),
  DATA_DIR: z.string().default('.gogreen'),
  RETENTION_DAYS: setting(
    (text) => (/^\d{1,4}$/.test(text) && Number(text) <= MAX_RETENTION_DAYS ? Number(text) : undefined),
    (text) =>
      `RETENTION_DAYS: "${text}" is not a number of days. Set a whole number from 0 to ${MAX_RETENTION_DAYS}, such as 30; 0 keeps all deliveries.`,
  ).default(30),
  ...httpSettings.shape,
  LOG_LEVEL: setting(
    (text) => logLevels.find((level) => level === text),
    (text) => `LOG_LEVEL: "${text}" is not a level. Set one of ${logLevels.join(', ')}.`,
  ).default('info'),
});

/** The names of all settings, in the order of the documentation. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

/** What is required only in the company of other settings. Looked at apart, so that it is listed with the rest. */
function missingSettings(given: Record<string, unknown>): string[] {
  const issues: string[] = [];
  const role = given['GOGREEN_ROLE'];
  if (given['DATABASE_URL'] === undefined) {
    if (role === 'api' || role === 'worker') {
      issues.push(
        `DATABASE_URL: is required for GOGREEN_ROLE=${role}, whose processes share one database. Set it, or leave GOGREEN_ROLE out.`,
      );
    }
    return issues;
  }
  const why = 'is required together with DATABASE_URL.';
  if (given['GOGREEN_ADMIN_TOKEN'] === undefined) issues.push(`GOGREEN_ADMIN_TOKEN: ${why} ${tokenHint}`);
  if (given['GOGREEN_ENCRYPTION_KEYS'] === undefined)
    issues.push(`GOGREEN_ENCRYPTION_KEYS: ${why} ${keyHint}`);
  return issues;
}

function parsePublicUrl(text: string): string | undefined {
  const url = URL.parse(text);
  const isBase = url && /^https?:$/.test(url.protocol) && !url.username && !url.password;
  return isBase && !/[?#]/.test(text) ? url.href.replace(/\/+$/, '') : undefined;
}

function withProtocol(text: string, ...protocols: string[]): string | undefined {
  return protocols.includes(URL.parse(text)?.protocol ?? '') ? text : undefined;
}

function parseKeys(text: string): EncryptionKey[] | undefined {
  const keys = text.split(',').map((entry) => {
    const [, id = '', encoded = ''] = /^\s*([\w-]+):([\w+/=-]+)\s*$/.exec(entry) ?? [];
    const encoding = /^[0-9a-f]{64}$/i.test(encoded) ? 'hex' : 'base64';
    return { id, key: Buffer.from(encoded, encoding) };
  });
  const areUsable = keys.every(({ id, key }) => id !== '' && key.length === 32);
  return areUsable && new Set(keys.map(({ id }) => id)).size === keys.length ? keys : undefined;
}

/** "Every address" is nothing that a browser could open. */
function toUrlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
