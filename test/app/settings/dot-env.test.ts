import { afterAll, describe, expect, test } from 'vitest';
import { settingNames } from '#src/app/settings.ts';
import { unknownSettings } from '#src/app/unknown-settings.ts';
import { endAll, startGogreen } from '#test/support/process.ts';

afterAll(endAll);

/** Two wrong settings: the error of the start shows which of them were read. */
const text = 'PORT=first\r\nLOG_LEVEL=second\r\n';

async function outputWith(dotEnv: string | Buffer): Promise<string> {
  const gogreen = await startGogreen({ GOGREEN_ROLE: 'wrong' }, { dotEnv });
  expect(await gogreen.ended).toBe(1);
  return gogreen.output();
}

describe('.env', { concurrent: true }, () => {
  test('with a byte order mark is read from its first setting on', async () => {
    const output = await outputWith(`\ufeff${text}`);
    expect(output).toContain('PORT: "first" is not a port');
    expect(output).toContain('LOG_LEVEL: "second" is not a level');
  });

  test.each([
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(text, 'utf16le')],
    ['ISO-8859-1', Buffer.from('# caf\xe9\nPORT=4000\n', 'latin1')],
  ])('in %s is refused with the reason', async (_encoding, bytes) => {
    expect(await outputWith(bytes)).toBe(
      'GoGreen cannot start with these settings:\n' +
        '  - .env: is not UTF-8 but perhaps UTF-16. Save it as UTF-8.\n' +
        'Every setting is described in .env.example.\n',
    );
  });

  test('with a misspelt setting: the log of the start names the setting that was meant', async () => {
    const gogreen = await startGogreen(
      {
        DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x',
        GOGREEN_ADMIN_TOKEN: 'a-token-of-16-ch',
        GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
        PUBLICURL: 'https://flags.example.com',
      },
      { dotEnv: 'REDIS_URI=redis://localhost\n' },
    );
    await gogreen.waitFor(/REDIS_URI is not a setting of GoGreen and is ignored. Did you mean REDIS_URL\?/);
    await gogreen.waitFor(/PUBLICURL is not a setting of GoGreen and is ignored. Did you mean PUBLIC_URL\?/);
    await gogreen.end('SIGTERM');
  });
});

describe('a name in the environment', () => {
  const told = (name: string, value = 'x') => unknownSettings({ [name]: value }, settingNames);

  test.each([
    ['DATABSE_URL', 'DATABASE_URL'],
    ['database_url', 'DATABASE_URL'],
    ['GOGREEN_DATABASE_URL', 'DATABASE_URL'],
    ['GOGREEN_ENCRYPTION_KEY', 'GOGREEN_ENCRYPTION_KEYS'],
    ['ADMIN_TOKEN', 'GOGREEN_ADMIN_TOKEN'],
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['TRUSTED_PROXY', 'TRUST_PROXY'],
  ])('%s: the user is asked whether %s was meant', (name, meant) => {
    expect(told(name)).toEqual([
      `${name} is not a setting of GoGreen and is ignored. Did you mean ${meant}?`,
    ]);
  });

  test('that starts like ours but is close to none is told of', () => {
    expect(told('GOGREEN_COLOUR')).toEqual([
      'GOGREEN_COLOUR is not a setting of GoGreen and is ignored. Every setting is described in .env.example.',
    ]);
  });

  test.each([
    ['HOME', '/root'],
    ['HOSTNAME', 'x'],
    ['POSTGRES_PASSWORD', 'x'],
    ['NODE_OPTIONS', 'x'],
    ['DATABASE_HOST', 'x'],
    ['GOGREEN_SERVICE_HOST', '10.0.0.1'],
    ['GOGREEN_API_SERVICE_PORT_HTTP', '80'],
    ['GOGREEN_PORT', 'tcp://10.0.0.1:80'],
    ['GOGREEN_PORT_80_TCP_PROTO', 'tcp'],
  ])('that is of another program or of Kubernetes is not: %s=%s', (name, value) => {
    expect(told(name, value)).toEqual([]);
  });
});
