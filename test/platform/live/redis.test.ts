import { type AddressInfo, createServer, type Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createRateLimiter } from '#src/http/limits/rate-limiter.ts';
import { createDoorbell } from '#src/platform/live/doorbell.ts';
import { openQuickRedis } from '#src/platform/live/redis.ts';
import { createLogger } from '#src/platform/logger.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { eventually } from '#test/support/eventually.ts';
import { everyRow } from '#test/support/every-row.ts';
import { endAll, type GogreenProcess, startGogreen } from '#test/support/process.ts';
import { type RedisServer, redisUrl, startRedis } from '#test/support/redis.ts';

const ADMIN_PASSWORD = 'admin-of-redis';
const ALL_RIGHTS = 'on >good-password ~* &* +@all';

const unhandled: unknown[] = [];
const keepUnhandled = (reason: unknown) => void unhandled.push(reason);
beforeAll(() => void process.on('unhandledRejection', keepUnhandled));
afterEach(() => expect(unhandled.splice(0)).toEqual([]));
afterAll(() => void process.off('unhandledRejection', keepUnhandled));

describe.skipIf(!redisUrl())('a Redis that refuses (needs redis-server)', () => {
  let server: RedisServer;
  let admin: Redis;

  beforeAll(async () => {
    server = await startRedis({ requirepass: ADMIN_PASSWORD });
    admin = new Redis(server.url, { password: ADMIN_PASSWORD });
  });
  afterEach(endAll);
  afterAll(async () => {
    admin.disconnect();
    await server.stop();
  });

  const acl = (user: string, rules: string) =>
    admin.call('ACL', 'SETUSER', user, 'reset', ...rules.split(' '));
  const urlFor = (credentials: string) => server.url.replace('://', `://${credentials}`);

  const refusals = [
    {
      refusal: 'missing password',
      user: 'default',
      credentials: '',
      rules: `on >${ADMIN_PASSWORD} ~* &* +@all`,
    },
    { refusal: 'wrong password', user: 'wrong', credentials: 'wrong:bad-password@', rules: ALL_RIGHTS },
    { refusal: 'unknown user', user: undefined, credentials: 'nobody:bad-password@', rules: '' },
    {
      refusal: 'user without a right to the channel',
      user: 'deaf',
      credentials: 'deaf:good-password@',
      rules: 'on >good-password ~* resetchannels +@all',
    },
    {
      refusal: 'user without SUBSCRIBE',
      user: 'mute',
      credentials: 'mute:good-password@',
      rules: `${ALL_RIGHTS} -subscribe`,
    },
    {
      refusal: 'user without PUBLISH and EVAL',
      user: 'silent',
      credentials: 'silent:good-password@',
      rules: `${ALL_RIGHTS} -publish -@scripting`,
    },
    {
      refusal: 'user without rights but INFO',
      user: 'none',
      credentials: 'none:good-password@',
      rules: 'on >good-password +info',
    },
    {
      refusal: 'database number out of range',
      user: 'db',
      credentials: 'db:good-password@',
      rules: ALL_RIGHTS,
      path: '/99',
    },
  ];

  test('whatever Redis refuses, publishing and rate limits go on, and no rejection is left unhandled', async () => {
    await everyRow(refusals, async ({ user, credentials, rules, path = '' }) => {
      if (user) await acl(user, rules);
      await expectToGoOn(urlFor(credentials) + path);
    });
  });

  test.each(['worker', 'all'])(
    'a process with the role %s and a wrong password says why, goes on, and uses Redis once it may, again and again',
    async (role) => {
      const database = await createTestDatabase();
      await acl(role, ALL_RIGHTS);
      const gogreen = await startGogreen({
        GOGREEN_ROLE: role,
        DATABASE_URL: database.url,
        REDIS_URL: urlFor(`${role}:bad-password@`),
        GOGREEN_ADMIN_TOKEN: 'redis-test-admin-token',
        GOGREEN_ENCRYPTION_KEYS: `test:${Buffer.alloc(32).toString('base64')}`,
        PORT: '0',
      });
      await gogreen.waitFor(/"reason":"WRONGPASS[^}]*"msg":"Redis cannot be used; live updates are slower"/);
      const [, url] = await gogreen.waitFor(/"url":"([^"]+)"[^}]*"msg":"GoGreen is up"/);
      const redisUp = async () =>
        /^gogreen_redis_up (\d)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1];
      expect(await redisUp()).toBe('0');
      expect(await subscribers()).toBe(0);

      await acl(role, `on >bad-password resetchannels ~* +@all`);
      // Redis lets it in now, and refuses the channel.
      await gogreen.waitFor(/NOPERM[^}]*"msg":"Redis cannot be used; live updates are slower"/);
      await acl(role, 'on >bad-password ~* &* +@all');
      await eventually(async () => expect(await subscribers()).toBe(1));
      await gogreen.waitFor(/"msg":"Redis can be used again"/);
      expect(await redisUp()).toBe('1');

      // Ends the connection of a subscriber whose right is taken away.
      await acl(role, 'on >bad-password resetchannels ~* +@all');
      await eventually(() => expect(count(gogreen, /NOPERM/g)).toBeGreaterThanOrEqual(2));
      await acl(role, 'on >bad-password ~* &* +@all');
      await eventually(async () => expect(await subscribers()).toBe(1));

      await admin.call('ACL', 'DELUSER', role);
      await eventually(() => expect(count(gogreen, /WRONGPASS/g)).toBeGreaterThanOrEqual(2));
      await acl(role, 'on >bad-password ~* &* +@all');
      await eventually(async () => expect(await subscribers()).toBe(1));

      expect(gogreen.output()).not.toContain('bad-password');
      expect(await gogreen.end('SIGTERM')).toBe(0);
      await database.drop();
    },
    60_000,
  );

  async function subscribers(): Promise<number> {
    const [, number] = (await admin.pubsub('NUMSUB', 'gogreen:doorbell')) as [string, number];
    return number;
  }
});

function count(gogreen: GogreenProcess, pattern: RegExp): number {
  return gogreen.output().match(pattern)?.length ?? 0;
}

/** Publishing and counting requests go on, and no rejection is left unhandled. */
async function expectToGoOn(url: string): Promise<void> {
  const log = createLogger('silent');
  const doorbell = createDoorbell(url, log);
  const redis = openQuickRedis(url, log, 'each process counts for itself');
  const limiter = createRateLimiter({ name: 'token', limit: 1_000, prefix: 'test', redis });
  // Before and after Redis had time to answer.
  for (let n = 0; n < 5; n += 1) {
    doorbell.publish('events', 'proj_1');
    expect(await limiter.consume('key')).toMatchObject({ isExceeded: false });
    await delay(20);
  }
  doorbell.close();
  redis.client.disconnect();
  await delay(0);
  expect(unhandled.splice(0)).toEqual([]);
}

describe('a server that does not answer as Redis does', () => {
  const greetings = [
    { what: 'too many clients', greeting: '-ERR max number of clients reached\r\n' },
    { what: 'protected mode', greeting: '-DENIED Redis is running in protected mode.\r\n' },
    { what: 'an HTTP server', greeting: 'HTTP/1.1 400 Bad Request\r\n\r\n' },
    { what: 'a connection that is closed at once', greeting: '' },
  ];
  const errors = [
    'ERR unknown command',
    'LOADING Redis is loading the dataset in memory',
    'CLUSTERDOWN The cluster is down',
    "OOM command not allowed when used memory > 'maxmemory'.",
    'MASTERDOWN Link with MASTER is down',
    "READONLY You can't write against a read only replica.",
  ];

  test('publishing and rate limits go on, and no rejection is left unhandled', async () => {
    const rows = [
      ...greetings.map(({ what, greeting }) => ({ what, start: () => startStranger(greeting, () => '') })),
      ...errors.map((error) => ({ what: error, start: () => startStranger(null, () => `-${error}\r\n`) })),
      ...errors.map((error) => ({
        what: `${error}, from a connection that is ready`,
        start: () =>
          startStranger(null, (command) =>
            /info|client|auth|select/i.test(command) ? '+OK\r\n' : `-${error}\r\n`,
          ),
      })),
    ];
    await everyRow(rows, async ({ start }) => {
      const server = await start();
      const { port } = server.address() as AddressInfo;
      await expectToGoOn(`redis://user:password@127.0.0.1:${port}/3`);
      await new Promise((resolve) => server.close(resolve));
    });
  });
});

/** A server that is no Redis, or one that refuses every command but those that ioredis needs to be ready. */
async function startStranger(greeting: string | null, answer: (command: string) => string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (greeting !== null) {
      socket.resume().end(greeting);
      return;
    }
    socket.setEncoding('utf8').on('data', (text: string) => {
      for (const command of text.split(/(?=\*\d+\r\n)/)) socket.write(answer(command));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
