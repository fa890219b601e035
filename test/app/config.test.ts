import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from '#src/app/config.ts';
import { settingNames } from '#src/app/settings.ts';

const key = Buffer.alloc(32, 7);
/** What a server with a database of its own needs at the least. */
const server = {
  DATABASE_URL: 'postgres://u:p@db/gogreen',
  GOGREEN_ADMIN_TOKEN: 'a-token-of-16-ch',
  GOGREEN_ENCRYPTION_KEYS: `k1:${key.toString('base64')}`,
};

function issuesOf(env: NodeJS.ProcessEnv): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n').slice(1, -1);
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  test('without settings: embedded mode on port 4000 of loopback', () => {
    expect(loadConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      listens: true,
      publicUrl: 'http://127.0.0.1:4000',
      role: 'all',
      embedded: true,
      databaseUrl: undefined,
      databasePoolSize: 15,
      redisUrl: undefined,
      adminToken: undefined,
      encryptionKeys: [],
      egressAllow: undefined,
      oidc: null,
      egressProxy: undefined,
      dataDir: path.resolve('.gogreen'),
      rulesetsMemoryMb: 256,
      retentionDays: 30,
      rateLimitPerKey: 600_000,
      rateLimitPerToken: 60_000,
      rateLimitPerAddress: 6_000,
      streamsPerKey: 10_000,
      subscriptionsPerToken: 1_000,
      trustProxy: false,
      corsOrigins: [],
      introspection: true,
      dashboard: true,
      graphiql: true,
      sessionHours: 168,
      sessionIdleHours: 12,
      logLevel: 'info',
    });
  });

  test('an empty value counts as not set', () => {
    const empty = Object.fromEntries(settingNames.map((name) => [name, ' ']));
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });

  test('every setting is read', () => {
    const env = {
      ...server,
      HOST: '0.0.0.0',
      PORT: '8080',
      PUBLIC_URL: 'https://flags.example.com/base/',
      REDIS_URL: 'rediss://cache:6380',
      GOGREEN_ROLE: 'worker',
      OIDC_ISSUER: 'https://login.example.com/',
      OIDC_AUDIENCE: 'gogreen',
      OIDC_CLIENT_ID: 'dashboard',
      OIDC_CLIENT_SECRET: 'client-secret',
      OIDC_LABEL: 'Acme',
      OIDC_EMAIL_CLAIM: 'upn',
      OIDC_ROLES_CLAIM: 'realm_access.roles',
      OIDC_ROLES: 'the owners=OWNER, cn=dev=shop:EDITOR',
      EGRESS_ALLOW: 'hooks.internal, *.corp.example,10.0.0.0/8 ,::1',
      EGRESS_PROXY: 'https://us%40er:p%25w@proxy.internal',
      DATA_DIR: '/var/lib/x',
      RETENTION_DAYS: '90',
      RULESETS_MEMORY_MB: '64',
      RATE_LIMIT_PER_KEY: '30',
      RATE_LIMIT_PER_TOKEN: '0',
      RATE_LIMIT_PER_ADDRESS: '10',
      DATABASE_POOL_SIZE: '40',
      STREAMS_PER_KEY: '40',
      SUBSCRIPTIONS_PER_TOKEN: '20',
      TRUST_PROXY: '10.0.0.0/8, ::1',
      CORS_ORIGINS: 'https://app.example.com, http://localhost:3000',
      INTROSPECTION: 'off',
      DASHBOARD: 'off',
      GRAPHIQL: 'off',
      SESSION_HOURS: '24',
      SESSION_IDLE_HOURS: '1',
      LOG_LEVEL: 'debug',
    };
    expect(loadConfig(env)).toEqual({
      host: '0.0.0.0',
      port: 8080,
      listens: true,
      publicUrl: 'https://flags.example.com/base',
      role: 'worker',
      embedded: false,
      databaseUrl: server.DATABASE_URL,
      databasePoolSize: 40,
      redisUrl: 'rediss://cache:6380',
      adminToken: server.GOGREEN_ADMIN_TOKEN,
      encryptionKeys: [{ id: 'k1', key }],
      oidc: {
        issuer: 'https://login.example.com/',
        audience: 'gogreen',
        clientId: 'dashboard',
        clientSecret: 'client-secret',
        label: 'Acme',
        emailClaim: 'upn',
        rolesClaim: 'realm_access.roles',
        grants: [
          { value: 'the owners', role: null },
          { value: 'cn=dev', role: { projectKey: 'shop', role: 'EDITOR' } },
        ],
      },
      egressAllow: ['hooks.internal', '*.corp.example', '10.0.0.0/8', '::1'],
      egressProxy: {
        secure: true,
        host: 'proxy.internal',
        port: 443,
        authorization: `Basic ${Buffer.from('us@er:p%w').toString('base64')}`,
      },
      dataDir: '/var/lib/x',
      rulesetsMemoryMb: 64,
      retentionDays: 90,
      rateLimitPerKey: 30,
      rateLimitPerToken: 0,
      rateLimitPerAddress: 10,
      streamsPerKey: 40,
      subscriptionsPerToken: 20,
      trustProxy: ['10.0.0.0/8', '::1'],
      corsOrigins: ['https://app.example.com', 'http://localhost:3000'],
      introspection: false,
      dashboard: false,
      graphiql: false,
      sessionHours: 24,
      sessionIdleHours: 1,
      logLevel: 'debug',
    });
  });

  test('several wrong settings: one error lists each with what is wrong and what to set', () => {
    const env = {
      HOST: 'a b',
      PORT: '70000',
      PUBLIC_URL: 'flags.example.com',
      DATABASE_URL: 'mysql://root:hunter2@db',
      REDIS_URL: 'localhost:6379',
      GOGREEN_ADMIN_TOKEN: 'short',
      GOGREEN_ENCRYPTION_KEYS: 'c2hvcnQ=',
      GOGREEN_ROLE: 'both',
      EGRESS_ALLOW: '10.0.0.0/99',
      EGRESS_PROXY: 'socks5://proxy',
      RETENTION_DAYS: '-1',
      RATE_LIMIT_PER_KEY: 'few',
      RATE_LIMIT_PER_TOKEN: 'many',
      RATE_LIMIT_PER_ADDRESS: '-5',
      STREAMS_PER_KEY: '-1',
      SUBSCRIPTIONS_PER_TOKEN: '1.5',
      TRUST_PROXY: 'yes',
      CORS_ORIGINS: 'app.example.com',
      INTROSPECTION: 'true',
      GRAPHIQL: '1',
      LOG_LEVEL: 'loud',
    };
    const lines = issuesOf(env);
    const variables = lines.map((line) => /^ {2}- (\w+): /.exec(line)?.[1]);
    expect(variables.toSorted()).toEqual(Object.keys(env).toSorted());
    expect(lines).toContain(
      '  - PORT: "70000" is not a port. Set a whole number from 1 to 65535, such as 4000.',
    );
    expect(lines).toContain('  - GOGREEN_ROLE: "both" is not a role. Set one of api, worker, all.');
  });

  test('wrong settings with secrets: the error does not contain the passwords, tokens and keys', () => {
    const env = {
      DATABASE_URL: 'mysql://root:hunter2@db',
      REDIS_URL: 'http://:hunter2@cache',
      GOGREEN_ADMIN_TOKEN: 'hunter2',
      GOGREEN_ENCRYPTION_KEYS: 'hunter2',
      EGRESS_PROXY: 'http://user:hunter2@proxy/path',
    };
    expect(issuesOf(env)).toHaveLength(5);
    expect(issuesOf(env).join()).not.toContain('hunter2');
  });

  test('DATABASE_URL without a token and keys: the error names both, besides other issues', () => {
    const lines = issuesOf({ DATABASE_URL: server.DATABASE_URL, PORT: 'x' });
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      '  - PORT',
      '  - GOGREEN_ADMIN_TOKEN',
      '  - GOGREEN_ENCRYPTION_KEYS',
    ]);
  });

  test.each(['api', 'worker'])('GOGREEN_ROLE=%s without DATABASE_URL is rejected', (role) => {
    expect(issuesOf({ GOGREEN_ROLE: role }).join()).toMatch(
      `DATABASE_URL: is required for GOGREEN_ROLE=${role}`,
    );
    expect(issuesOf({ ...server, GOGREEN_ROLE: role })).toEqual([]);
  });

  test('a worker listens only if PORT is set', () => {
    expect(loadConfig({ ...server, GOGREEN_ROLE: 'worker' }).listens).toBe(false);
    expect(loadConfig({ ...server, GOGREEN_ROLE: 'worker', PORT: '4001' }).listens).toBe(true);
  });

  test('RETENTION_DAYS is a whole number of days up to ten years, or 0', () => {
    expect(loadConfig({ RETENTION_DAYS: '0' }).retentionDays).toBe(0);
    expect(loadConfig({ RETENTION_DAYS: '3650' }).retentionDays).toBe(3_650);
    for (const wrong of ['-1', '1.5', '3651', '30d', '1e3']) {
      expect(issuesOf({ RETENTION_DAYS: wrong })).toEqual([
        `  - RETENTION_DAYS: "${wrong}" is not a number of days. Set a whole number from 0 to 3650, such as 30; 0 keeps all deliveries.`,
      ]);
    }
  });

  test.each([
    'login.example.com',
    'http://login.example.com',
    'https://user:pw@login.example.com',
    'https://login.example.com/?realm=main',
  ])('OIDC_ISSUER=%s is rejected', (issuer) => {
    expect(issuesOf({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'gogreen' })).toEqual([
      `  - OIDC_ISSUER: "${issuer}" is not an issuer. Set its https:// URL exactly as its tokens have it in \`iss\`, such as https://login.example.com/realms/main.`,
    ]);
  });

  test.each(['http://localhost:8080/realms/main', 'http://127.0.0.1:9000', 'http://[::1]:9000'])(
    'OIDC_ISSUER=%s is accepted: plain HTTP on this machine',
    (issuer) => {
      expect(loadConfig({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'gogreen' }).oidc?.issuer).toBe(issuer);
    },
  );

  test.each([
    'owners',
    'owners=owner',
    'owners=ADMIN',
    'devs=shop:OWNER',
    'devs=Shop:EDITOR',
    'devs=shop:EDITOR,',
    '=OWNER',
    'CN=owners,OU=Groups,DC=acme=OWNER',
    '{"devs": "shop:OWNER"}',
    '{"devs": ["shop:EDITOR", "OWNR"]}',
    '{"": "OWNER"}',
    '{"devs": "shop:EDITOR"',
  ])('OIDC_ROLES=%s is rejected', (roles) => {
    const oidc = {
      OIDC_ISSUER: 'https://login.example.com',
      OIDC_AUDIENCE: 'gogreen',
      OIDC_ROLES_CLAIM: 'groups',
    };
    expect(issuesOf({ ...oidc, OIDC_ROLES: roles }).join()).toMatch(
      `OIDC_ROLES: "${roles}" is not a list of`,
    );
  });

  test('OIDC_ROLES as JSON: names of groups may have commas and equals signs, and several roles', () => {
    const roles = { 'CN=owners,OU=Groups,DC=acme': 'OWNER', 'CN=devs, OU=x': ['shop:EDITOR', 'web:VIEWER'] };
    const env = {
      OIDC_ISSUER: 'https://login.example.com',
      OIDC_AUDIENCE: 'gogreen',
      OIDC_ROLES_CLAIM: 'groups',
    };
    expect(loadConfig({ ...env, OIDC_ROLES: JSON.stringify(roles) }).oidc?.grants).toEqual([
      { value: 'CN=owners,OU=Groups,DC=acme', role: null },
      { value: 'CN=devs, OU=x', role: { projectKey: 'shop', role: 'EDITOR' } },
      { value: 'CN=devs, OU=x', role: { projectKey: 'web', role: 'VIEWER' } },
    ]);
  });

  test.each<[given: string, missing: string[]]>([
    ['OIDC_ISSUER', ['OIDC_AUDIENCE']],
    ['OIDC_AUDIENCE', ['OIDC_ISSUER']],
    ['OIDC_ROLES', ['OIDC_ISSUER', 'OIDC_ROLES_CLAIM']],
    ['OIDC_ROLES_CLAIM', ['OIDC_ROLES']],
  ])('%s alone is rejected, naming the settings it requires', (given, missing) => {
    const value = given === 'OIDC_ROLES' ? 'owners=OWNER' : 'https://login.example.com';
    expect(issuesOf({ [given]: value })).toEqual(
      missing.map((name) => `  - ${name}: is required together with ${given}. Set both, or neither.`),
    );
  });

  test('several encryption keys, as base64 and as hex, are read in order', () => {
    const keys = `new:${key.toString('hex')}, old:${Buffer.alloc(32, 8).toString('base64')}`;
    expect(loadConfig({ ...server, GOGREEN_ENCRYPTION_KEYS: keys }).encryptionKeys).toEqual([
      { id: 'new', key },
      { id: 'old', key: Buffer.alloc(32, 8) },
    ]);
  });

  test.each([
    ['a key without an id', key.toString('base64')],
    ['a key of 31 bytes', `k1:${Buffer.alloc(31).toString('base64')}`],
    ['the same id twice', `k1:${key.toString('hex')},k1:${key.toString('base64')}`],
    ['an empty entry', `k1:${key.toString('hex')},`],
  ])('encryption keys with %s are rejected', (_what, keys) => {
    expect(issuesOf({ ...server, GOGREEN_ENCRYPTION_KEYS: keys })).toHaveLength(1);
  });

  test.each(['0', '11', '300.0.0.1', '10.0.0.0/33', 'proxy.example', ','])(
    'TRUST_PROXY=%s is rejected',
    (trustProxy) => {
      expect(issuesOf({ TRUST_PROXY: trustProxy })).toHaveLength(1);
    },
  );

  test('TRUST_PROXY is a number of proxies, or off', () => {
    expect(loadConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(loadConfig({ TRUST_PROXY: 'off' }).trustProxy).toBe(false);
  });

  test.each([
    'https://app.example.com/',
    'https://app.example.com/path',
    'https://App.example.com',
    'https://app.example.com:443',
    'https://*.example.com',
    'null',
    'ftp://x.example',
    ',',
  ])('CORS_ORIGINS=%s is rejected: no browser sends such an origin', (origins) => {
    expect(issuesOf({ CORS_ORIGINS: origins })).toHaveLength(1);
  });

  test('CORS_ORIGINS=* is rejected with the reason', () => {
    expect(issuesOf({ CORS_ORIGINS: '*' })).toEqual([
      '  - CORS_ORIGINS: must not contain *: any web page that a user of GoGreen opens could then read its responses. List the origins, each with http:// or https:// and without a path or a slash at its end, such as https://app.example.com.',
    ]);
  });

  test.each([
    ['0.0.0.0', 'http://localhost:4000'],
    ['::', 'http://localhost:4000'],
    ['::1', 'http://[::1]:4000'],
    ['gogreen.local', 'http://gogreen.local:4000'],
  ])('HOST=%s without PUBLIC_URL: links start with %s', (host, url) => {
    expect(loadConfig({ HOST: host }).publicUrl).toBe(url);
  });

  test.each([
    'ftp://x.example',
    'https://user:pw@x.example',
    'https://x.example/?a=1',
    'https://x.example/#top',
  ])('PUBLIC_URL=%s is rejected', (url) => {
    expect(issuesOf({ PUBLIC_URL: url })).toHaveLength(1);
  });
});

describe('EGRESS_PROXY', () => {
  const read = (text: string) => loadConfig({ EGRESS_PROXY: text }).egressProxy;

  test.each([
    ['http://proxy.internal:3128', { secure: false, host: 'proxy.internal', port: 3128 }],
    ['http://proxy.internal', { secure: false, host: 'proxy.internal', port: 80 }],
    ['https://[fd00::1]:8443/', { secure: true, host: 'fd00::1', port: 8443 }],
  ])('%s is accepted: a proxy without a password', (text, proxy) => {
    expect(read(text)).toEqual({ ...proxy, authorization: null });
  });

  test.each([
    'proxy.internal:3128',
    'socks5://proxy.internal',
    'http://proxy.internal/path',
    'http://proxy.internal/?a=1',
    'http://proxy.internal/#top',
    'http://proxy.internal:0',
    'http://user:100%@proxy.internal',
  ])('%s is rejected', (text) => {
    expect(issuesOf({ EGRESS_PROXY: text })).toEqual([
      expect.stringContaining('EGRESS_PROXY: is not the URL of a proxy.'),
    ]);
  });
});

describe('compose.yaml', () => {
  test('passes on every setting that the image and the roles do not set', async () => {
    const text = await readFile(new URL('../../compose.yaml', import.meta.url), 'utf8');
    const given = [...text.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name);
    const ofTheContainer = ['HOST', 'PORT', 'DATA_DIR', 'GOGREEN_ROLE'];
    expect([...given, ...ofTheContainer].toSorted()).toEqual(settingNames.toSorted());
  });
});

describe('.env.example', () => {
  const file = fileURLToPath(new URL('../../.env.example', import.meta.url));

  test('has every setting and no other, commented out', async () => {
    const text = await readFile(file, 'utf8');
    expect([...text.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name).toSorted()).toEqual(
      settingNames.toSorted(),
    );
    expect(parseEnv(text)).toEqual({});
  });

  test('has valid example values, and the actual defaults', async () => {
    const text = (await readFile(file, 'utf8')).replaceAll(/^# (?=[A-Z_]+=)/gm, '');
    const { PUBLIC_URL, DATABASE_URL, REDIS_URL, EGRESS_ALLOW, EGRESS_PROXY, ...more } = parseEnv(text);
    const { OIDC_ISSUER, OIDC_AUDIENCE, OIDC_ROLES_CLAIM, OIDC_ROLES, ...notIssuer } = more;
    const { OIDC_CLIENT_ID, OIDC_LABEL, ...others } = notIssuer;
    const { CORS_ORIGINS, ...defaults } = others;
    expect(loadConfig(defaults)).toEqual(loadConfig({}));
    const optional = { PUBLIC_URL, DATABASE_URL, REDIS_URL, EGRESS_ALLOW, EGRESS_PROXY, CORS_ORIGINS };
    const oidc = { OIDC_ISSUER, OIDC_AUDIENCE, OIDC_ROLES_CLAIM, OIDC_ROLES, OIDC_CLIENT_ID, OIDC_LABEL };
    expect(issuesOf({ ...server, ...optional, ...oidc })).toEqual([]);
  });
});
