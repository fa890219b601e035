/** Every setting, in the order of the documentation: .env.example, the README and compose.yaml are printed from it. */

import { sessionSettings } from '../accounts/sessions/session-settings.ts';
import { oidcSettings } from '../accounts/sign-in/oidc-settings.ts';
import { httpSettings } from '../http/settings.ts';
import { egressSettings } from '../platform/egress/egress-settings.ts';
import { issue, oneOf, type Settings, setting } from '../platform/input/setting.ts';
import { logLevels } from '../platform/logger.ts';
import { MIN_CONNECTIONS } from '../platform/postgres/db.ts';
import { encryptionKeysSetting } from '../platform/secrets/encryption-key-setting.ts';
import { rulesetSettings } from '../rulesets/ruleset-settings.ts';

export const roles = ['api', 'worker', 'all'] as const;
export type Role = (typeof roles)[number];

const tokenHint = 'Make one with: openssl rand -hex 24';

const MAX_CONNECTIONS = 1_000;
/** Beyond ten years, 0 says better what is meant. */
const MAX_RETENTION_DAYS = 3_650;

export const storageSettings = {
  /** Undefined: embedded mode. */
  databaseUrl: setting({
    env: 'DATABASE_URL',
    unset: 'embedded PostgreSQL',
    example: 'postgres://gogreen:password@localhost:5432/gogreen',
    summary: 'PostgreSQL that stores everything',
    details: 'Without it GoGreen starts the PostgreSQL that comes with it and keeps the data in DATA_DIR.',
    // The text is left out of the message: it may hold a password.
    parse: (text) =>
      withProtocol(text, 'postgres:', 'postgresql:') ??
      issue('is not a PostgreSQL URL. Set one such as postgres://user:password@host:5432/gogreen.'),
  }),
  databasePoolSize: setting({
    env: 'DATABASE_POOL_SIZE',
    default: '15',
    summary: 'The most connections to PostgreSQL that this process opens',
    details: `Requests wait for a free one. All processes together need fewer than the max_connections of PostgreSQL (100 unless it is set), and than a limit of the role.`,
    parse: (text) =>
      /^\d{1,4}$/.test(text) && Number(text) >= MIN_CONNECTIONS && Number(text) <= MAX_CONNECTIONS
        ? Number(text)
        : issue(
            `"${text}" is not a number of connections. Set a whole number from ${MIN_CONNECTIONS} to ${MAX_CONNECTIONS}, such as 15.`,
          ),
  }),
  redisUrl: setting({
    env: 'REDIS_URL',
    unset: 'none',
    example: 'redis://localhost:6379',
    summary: 'Redis that notifies the other processes of new events at once',
    details: 'Needed with more than one process; without it they notice new events within two seconds.',
    parse: (text) =>
      withProtocol(text, 'redis:', 'rediss:') ??
      issue(
        'is not a Redis URL. Set one such as redis://host:6379, or leave it out when there is one process only.',
      ),
  }),
  dataDir: setting({
    env: 'DATA_DIR',
    default: '.gogreen',
    summary: 'Folder for the data, the token and the key of embedded mode',
    parse: (text) => text,
  }),
  /** How long finished deliveries are kept; 0: forever. */
  retentionDays: setting({
    env: 'RETENTION_DAYS',
    default: '30',
    summary:
      'Days after which finished deliveries and webhooks received from Jira are deleted; `0` keeps all',
    details: 'The event log and the audit log are always kept.',
    parse: (text) =>
      /^\d{1,4}$/.test(text) && Number(text) <= MAX_RETENTION_DAYS
        ? Number(text)
        : issue(
            `"${text}" is not a number of days. Set a whole number from 0 to ${MAX_RETENTION_DAYS}, such as 30; 0 keeps all deliveries.`,
          ),
  }),
};

export const secretSettings = {
  /** Undefined only in embedded mode, which makes its own. */
  adminToken: setting({
    env: 'GOGREEN_ADMIN_TOKEN',
    unset: 'required; in embedded mode generated and stored in `DATA_DIR`',
    requiredWith: ['DATABASE_URL'],
    hint: tokenHint,
    summary: 'Bearer token with all permissions, at least 16 characters',
    parse: (text) =>
      /^[\x21-\x7e]{16,}$/.test(text)
        ? text
        : issue(`needs at least 16 printable characters without spaces. ${tokenHint}`),
  }),
  encryptionKeys: encryptionKeysSetting,
};

export const processSettings = {
  role: setting({
    env: 'GOGREEN_ROLE',
    default: 'all',
    summary: 'What this process does: `api` (GraphQL and subscriptions), `worker` (deliveries) or `all`',
    details: 'api and worker need DATABASE_URL.',
    parse: oneOf(roles, 'role'),
  }),
  logLevel: setting({
    env: 'LOG_LEVEL',
    default: 'info',
    summary: `Least severe messages to log: ${logLevels.join(', ')}`,
    parse: oneOf(logLevels, 'level'),
  }),
};

export interface SettingGroup {
  title: string;
  settings: Settings;
}

export const settingGroups: readonly SettingGroup[] = [
  { title: 'Process', settings: processSettings },
  { title: 'Storage', settings: storageSettings },
  { title: 'Secrets', settings: secretSettings },
  { title: 'HTTP server', settings: httpSettings },
  { title: 'Flags in memory', settings: rulesetSettings },
  { title: 'Sessions', settings: sessionSettings },
  { title: 'Outgoing requests', settings: egressSettings },
  { title: 'Sign-in by OIDC', settings: oidcSettings },
];

/** The environment variables of all settings, in the order of the documentation. */
export const settingNames: readonly string[] = settingGroups.flatMap(({ settings }) =>
  Object.values(settings).map(({ env }) => env),
);

function withProtocol(text: string, ...protocols: string[]): string | undefined {
  // URL cannot parse an address with a user but without a host, such as postgres://gogreen@/gogreen?host=/run/postgresql.
  return protocols.includes(URL.parse(text.replace('@/', '@localhost/'))?.protocol ?? '') ? text : undefined;
}
