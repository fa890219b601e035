import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig, settingNames } from '#src/config.ts';

const key = Buffer.alloc(32, 7);
/** What a server with a database of its own needs at the least. */
const server = {
  DATABASE_URL: 'postgres://u:p@db/gogreen',
  GOGREEN_ADMIN_TOKEN: 'a-token-of-16-ch',
  GOGREEN_ENCRYPTION_KEYS: `k1:${key.toString('base64')}`,
};

function complaints(env: NodeJS.ProcessEnv): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n').slice(1, -1);
    throw error;
  }
  return [];
}

describe('loadConfig', () => {
  test('needs no settings at all: embedded mode on port 4000 of loopback', () => {
    expect(loadConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      listens: true,
      publicUrl: 'http://127.0.0.1:4000',
      role: 'all',
      embedded: true,
      databaseUrl: undefined,
      redisUrl: undefined,
      adminToken: undefined,
      encryptionKeys: [],
      egressAllow: undefined,
      oidc: null,
      dataDir: path.resolve('.gogreen'),
      retentionDays: 30,
      logLevel: 'info',
    });
  });

  test('takes an empty value for one that is not set', () => {
    const empty = Object.fromEntries(settingNames.map((name) => [name, ' ']));
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });

  test('reads every setting', () => {
    const env = {
      ...server,
      HOST: '0.0.0.0',
      PORT: '8080',
      PUBLIC_URL: 'https://flags.example.com/base/',
      REDIS_URL: 'rediss://cache:6380',
      GOGREEN_ROLE: 'worker',
      OIDC_ISSUER: 'https://login.example.com/',
      OIDC_AUDIENCE: 'gogreen',
      OIDC_EMAIL_CLAIM: 'upn',
      OIDC_ROLES_CLAIM: 'realm_access.roles',
      OIDC_ROLES: 'the owners=OWNER, cn=dev=shop:EDITOR',
      EGRESS_ALLOW: 'hooks.internal, *.corp.example,10.0.0.0/8 ,::1',
      DATA_DIR: '/var/lib/x',
      RETENTION_DAYS: '90',
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
      redisUrl: 'rediss://cache:6380',
      adminToken: server.GOGREEN_ADMIN_TOKEN,
      encryptionKeys: [{ id: 'k1', key }],
      oidc: {
        issuer: 'https://login.example.com/',
        audience: 'gogreen',
        emailClaim: 'upn',
        rolesClaim: 'realm_access.roles',
        grants: [
          { value: 'the owners', role: null },
          { value: 'cn=dev', role: { projectKey: 'shop', role: 'EDITOR' } },
        ],
      },
      egressAllow: ['hooks.internal', '*.corp.example', '10.0.0.0/8', '::1'],
      dataDir: '/var/lib/x',
      retentionDays: 90,
      logLevel: 'debug',
    });
  });

  test('lists everything that is wrong at once, with what is wrong and what to set', () => {
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
      RETENTION_DAYS: '-1',
      LOG_LEVEL: 'loud',
    };
    const lines = complaints(env);
    const variables = lines.map((line) => /^ {2}- (\w+): /.exec(line)?.[1]);
    expect(variables.toSorted()).toEqual(Object.keys(env).toSorted());
    expect(lines).toContain(
      '  - PORT: "70000" is not a port. Set a whole number from 1 to 65535, such as 4000.',
    );
    expect(lines).toContain('  - GOGREEN_ROLE: "both" is not a role. Set one of api, worker, all.');
  });

  test('does not repeat passwords, tokens and keys in its complaints', () => {
    const env = {
      DATABASE_URL: 'mysql://root:hunter2@db',
      REDIS_URL: 'http://:hunter2@cache',
      GOGREEN_ADMIN_TOKEN: 'hunter2',
      GOGREEN_ENCRYPTION_KEYS: 'hunter2',
    };
    expect(complaints(env)).toHaveLength(4);
    expect(complaints(env).join()).not.toContain('hunter2');
  });

  test('requires a token and a key together with a database, and names both', () => {
    const lines = complaints({ DATABASE_URL: server.DATABASE_URL, PORT: 'x' });
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      '  - PORT',
      '  - GOGREEN_ADMIN_TOKEN',
      '  - GOGREEN_ENCRYPTION_KEYS',
    ]);
  });

  test.each(['api', 'worker'])('the role %s needs a database that others reach too', (role) => {
    expect(complaints({ GOGREEN_ROLE: role }).join()).toMatch(
      `DATABASE_URL: is required for GOGREEN_ROLE=${role}`,
    );
    expect(complaints({ ...server, GOGREEN_ROLE: role })).toEqual([]);
  });

  test('a worker listens only where PORT is set', () => {
    expect(loadConfig({ ...server, GOGREEN_ROLE: 'worker' }).listens).toBe(false);
    expect(loadConfig({ ...server, GOGREEN_ROLE: 'worker', PORT: '4001' }).listens).toBe(true);
  });

  test('keeps deliveries for a whole number of days up to ten years, and for ever with 0', () => {
    expect(loadConfig({ RETENTION_DAYS: '0' }).retentionDays).toBe(0);
    expect(loadConfig({ RETENTION_DAYS: '3650' }).retentionDays).toBe(3_650);
    for (const wrong of ['-1', '1.5', '3651', '30d', '1e3']) {
      expect(complaints({ RETENTION_DAYS: wrong })).toEqual([
        `  - RETENTION_DAYS: "${wrong}" is not a number of days. Set a whole number from 0 to 3650, such as 30; 0 keeps all deliveries.`,
      ]);
    }
  });

  test.each([
    'login.example.com',
    'http://login.example.com',
    'https://user:pw@login.example.com',
    'https://login.example.com/?realm=main',
  ])('refuses %s for OIDC_ISSUER', (issuer) => {
    expect(complaints({ OIDC_ISSUER: issuer, OIDC_AUDIENCE: 'gogreen' })).toEqual([
      `  - OIDC_ISSUER: "${issuer}" is not an issuer. Set its https:// URL exactly as its tokens have it in \`iss\`, such as https://login.example.com/realms/main.`,
    ]);
  });

  test.each(['http://localhost:8080/realms/main', 'http://127.0.0.1:9000', 'http://[::1]:9000'])(
    'takes %s for OIDC_ISSUER: it runs on this machine',
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
  ])('refuses %s for OIDC_ROLES', (roles) => {
    const oidc = {
      OIDC_ISSUER: 'https://login.example.com',
      OIDC_AUDIENCE: 'gogreen',
      OIDC_ROLES_CLAIM: 'groups',
    };
    expect(complaints({ ...oidc, OIDC_ROLES: roles }).join()).toMatch(
      `OIDC_ROLES: "${roles}" is not a list of`,
    );
  });

  test.each<[given: string, missing: string[]]>([
    ['OIDC_ISSUER', ['OIDC_AUDIENCE']],
    ['OIDC_AUDIENCE', ['OIDC_ISSUER']],
    ['OIDC_ROLES', ['OIDC_ISSUER', 'OIDC_ROLES_CLAIM']],
    ['OIDC_ROLES_CLAIM', ['OIDC_ROLES']],
  ])('%s alone is not enough', (given, missing) => {
    const value = given === 'OIDC_ROLES' ? 'owners=OWNER' : 'https://login.example.com';
    expect(complaints({ [given]: value })).toEqual(
      missing.map((name) => `  - ${name}: is required together with ${given}. Set both, or neither.`),
    );
  });

  test('reads several keys, as base64 and as hex, in their order', () => {
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
  ])('refuses %s', (_what, keys) => {
    expect(complaints({ ...server, GOGREEN_ENCRYPTION_KEYS: keys })).toHaveLength(1);
  });

  test.each([
    ['0.0.0.0', 'http://localhost:4000'],
    ['::', 'http://localhost:4000'],
    ['::1', 'http://[::1]:4000'],
    ['gogreen.local', 'http://gogreen.local:4000'],
  ])('links for HOST=%s start with %s', (host, url) => {
    expect(loadConfig({ HOST: host }).publicUrl).toBe(url);
  });

  test.each([
    'ftp://x.example',
    'https://user:pw@x.example',
    'https://x.example/?a=1',
    'https://x.example/#top',
  ])('refuses %s for PUBLIC_URL', (url) => {
    expect(complaints({ PUBLIC_URL: url })).toHaveLength(1);
  });
});

describe('.env.example', () => {
  const file = fileURLToPath(new URL('../.env.example', import.meta.url));

  test('shows every setting and no other, commented out', async () => {
    const text = await readFile(file, 'utf8');
    expect([...text.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name).toSorted()).toEqual(
      settingNames.toSorted(),
    );
    expect(parseEnv(text)).toEqual({});
  });

  test('shows values that are accepted, and the true defaults', async () => {
    const text = (await readFile(file, 'utf8')).replaceAll(/^# (?=[A-Z_]+=)/gm, '');
    const { PUBLIC_URL, DATABASE_URL, REDIS_URL, EGRESS_ALLOW, ...others } = parseEnv(text);
    const { OIDC_ISSUER, OIDC_AUDIENCE, OIDC_ROLES_CLAIM, OIDC_ROLES, ...defaults } = others;
    expect(loadConfig(defaults)).toEqual(loadConfig({}));
    const oidc = { OIDC_ISSUER, OIDC_AUDIENCE, OIDC_ROLES_CLAIM, OIDC_ROLES };
    expect(complaints({ ...server, PUBLIC_URL, DATABASE_URL, REDIS_URL, EGRESS_ALLOW, ...oidc })).toEqual([]);
  });
});
