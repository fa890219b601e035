import { once } from 'node:events';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { createClientKey } from '#test/support/accounts.ts';
import { ADMIN_TOKEN, startTestApp, type TestApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { eventually } from '#test/support/eventually.ts';
import { askFrom } from '#test/support/http-as.ts';
import { redisUrl, startRedis } from '#test/support/redis.ts';

const PER_TOKEN = 30;
const PER_ADDRESS = 40;
/** A quarter. */
const WRONG_TOKENS = 10;
const settings = {
  TRUST_PROXY: '1',
  RATE_LIMIT_PER_TOKEN: String(PER_TOKEN),
  RATE_LIMIT_PER_ADDRESS: String(PER_ADDRESS),
};

async function start(
  options: { redisUrl?: string | undefined; databaseUrl?: string } = {},
): Promise<TestApp> {
  const gogreen = await startTestApp({ worker: false, settings, ...options });
  onTestFinished(() => gogreen.close());
  return gogreen;
}

const repeat = <Result>(times: number, ask: () => Promise<Result>) =>
  Promise.all(Array.from({ length: times }, ask));
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status);

test('a token beyond its limit: 429 with Retry-After, from every address', async () => {
  const { url } = await start();
  const first = await askFrom(url, '203.0.113.1');
  expect(first.status).toBe(200);
  expect(first.headers.get('ratelimit-policy')).toBe(`"token";q=${PER_TOKEN};w=60`);
  expect(first.headers.get('ratelimit')).toMatch(new RegExp(`^"token";r=${PER_TOKEN - 1};t=(60|5\\d)$`));
  expect(first.headers.get('retry-after')).toBeNull();

  let n = 0;
  const others = await repeat(PER_TOKEN - 1, () => askFrom(url, `203.0.113.${++n}`));
  expect(new Set(statuses(others))).toEqual(new Set([200]));

  const { status, headers, data, errors } = await askFrom(url, '203.0.113.200');
  expect({ status, data }).toEqual({ status: 429, data: undefined });
  const seconds = Number(headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(headers.get('ratelimit')).toBe(`"token";r=0;t=${seconds}`);
  expect(errors).toEqual([
    {
      message: `Too many requests: one access token may send ${PER_TOKEN} a minute. Try again in ${seconds} seconds.`,
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds: seconds },
    },
  ]);
});

test('a client key is counted separately for each address', async () => {
  const gogreen = await start();
  const { url } = gogreen;
  const { key: projectKey } = await createProject(gogreen);
  const { key } = await createClientKey(gogreen, { projectKey });
  const asked = await repeat(PER_TOKEN, () => askFrom(url, '203.0.113.1', key));
  expect(new Set(statuses(asked))).toEqual(new Set([200]));
  expect((await askFrom(url, '203.0.113.1', key)).status).toBe(429);
  expect((await askFrom(url, '203.0.113.2', key)).status).toBe(200);
});

test.for([
  ['the port of the client', '203.0.113.1:4071', '203.0.113.1:4072', '203.0.113.2:4071'],
  ['IPv6 in brackets with a port', '[2001:db8::1]:443', '[2001:db8::2]:444', '[2001:db8:0:1::1]:443'],
  ['quotes', '"203.0.113.1"', '"203.0.113.1:4072"', '"203.0.113.2"'],
] as const)(
  'behind a proxy that forwards addresses with %s each client has its own limit, whatever its port',
  async ([_form, first, again, other]) => {
    const { url } = await start();
    await repeat(PER_ADDRESS, () => askFrom(url, first, null));
    expect((await askFrom(url, again, null)).status).toBe(429);
    expect((await askFrom(url, other, null)).status).toBe(200);
  },
);

test('an address without a token beyond its limit: 429; other addresses and tokens are still served', async () => {
  const { url } = await start();
  const answers = await repeat(PER_ADDRESS, () => askFrom(url, '203.0.113.1', null));
  expect(new Set(statuses(answers))).toEqual(new Set([200]));
  const refused = await askFrom(url, '203.0.113.1', null);
  expect(refused.status).toBe(429);
  expect(refused.headers.get('ratelimit-policy')).toBe(`"address";q=${PER_ADDRESS};w=60`);
  expect(refused.errors?.[0]?.message).toMatch(
    /^Too many requests: without a valid access token one address may send/,
  );
  expect((await askFrom(url, '203.0.113.2', null)).status).toBe(200);
  expect((await askFrom(url, '203.0.113.1', ADMIN_TOKEN)).status).toBe(200);
});

test('an IPv6 network counts as one address', async () => {
  const { url } = await start();
  let n = 0;
  await repeat(PER_ADDRESS, () => askFrom(url, `2001:db8:1:2::${(++n).toString(16)}`, null));
  expect((await askFrom(url, '2001:db8:1:2:ffff::1', null)).status).toBe(429);
  expect((await askFrom(url, '2001:db8:1:3::1', null)).status).toBe(200);
});

test('without a trusted proxy X-Forwarded-For does not change the address that is counted', async () => {
  const gogreen = await startTestApp({ worker: false, settings: { ...settings, TRUST_PROXY: 'off' } });
  onTestFinished(() => gogreen.close());
  let n = 0;
  await repeat(PER_ADDRESS, () => askFrom(gogreen.url, `203.0.113.${++n}`, null));
  expect((await askFrom(gogreen.url, '203.0.113.200', null)).status).toBe(429);
});

describe('invalid tokens', () => {
  test('beyond their limit the address is rejected with every token that was not valid there before', async () => {
    const { url } = await start();
    const wrong = await repeat(WRONG_TOKENS, () => askFrom(url, '203.0.113.1', 'wrong-token-0123456789'));
    expect(statuses(wrong)).toEqual(Array(WRONG_TOKENS).fill(401));
    const refused = await askFrom(url, '203.0.113.1', 'another-token-0123456789');
    expect(refused).toMatchObject({ status: 429, errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    expect(refused.errors?.[0]?.message).toMatch(/one address may try wrong access tokens 10 a minute/);
    // What would tell which guess was right.
    expect((await askFrom(url, '203.0.113.1', ADMIN_TOKEN)).status).toBe(429);
    expect((await askFrom(url, '203.0.113.2', ADMIN_TOKEN)).status).toBe(200);
  });

  test('revoked and expired tokens do not count as invalid', async () => {
    const gogreen = await start();
    const { url } = gogreen;
    const { key: projectKey } = await createProject(gogreen);
    const { key, clientKey } = await createClientKey(gogreen, { projectKey });
    await gogreen.send(
      `mutation { revokeClientKey(input: { projectKey: "${projectKey}", clientKeyId: "${clientKey.id}" }) { __typename } }`,
    );
    const revoked = await repeat(WRONG_TOKENS + 3, () => askFrom(url, '203.0.113.1', key));
    expect(new Set(statuses(revoked))).toEqual(new Set([401]));
    expect((await askFrom(url, '203.0.113.1', ADMIN_TOKEN)).status).toBe(200);
  });

  test('a token that was valid lately is still served beyond the limit of its address', async () => {
    const { url } = await start();
    expect((await askFrom(url, '203.0.113.1')).status).toBe(200);
    await repeat(WRONG_TOKENS + 3, () => askFrom(url, '203.0.113.1', 'wrong-token-0123456789'));
    expect((await askFrom(url, '203.0.113.1', 'wrong-token-0123456789')).status).toBe(429);
    expect((await askFrom(url, '203.0.113.1')).status).toBe(200);
  });
});

test('pages and GraphiQL count, health and metrics do not', async () => {
  const { url } = await start();
  await repeat(PER_ADDRESS + 1, () => fetch(`${url}/projects/a/flags/b`, { redirect: 'manual' }));
  expect((await fetch(`${url}/projects/a/flags/b`, { redirect: 'manual' })).status).toBe(429);
  expect((await fetch(`${url}/graphiql`)).status).toBe(429);
  for (const path of ['/health/live', '/health/ready', '/metrics']) {
    const { status, headers } = await fetch(`${url}${path}`);
    expect([status, headers.get('ratelimit')]).toEqual([200, null]);
  }
});

test('the body of a request beyond the limit is not read', async () => {
  const { url } = await start();
  await repeat(PER_ADDRESS, () => askFrom(url, '203.0.113.1', null));
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.1' },
    body: '{"query": no JSON',
  });
  expect(response.status).toBe(429);
});

test('rate limit 0: no limit and no headers', async () => {
  const gogreen = await startTestApp({
    worker: false,
    settings: { RATE_LIMIT_PER_TOKEN: '0', RATE_LIMIT_PER_ADDRESS: '0' },
  });
  onTestFinished(() => gogreen.close());
  const answers = await repeat(100, () => askFrom(gogreen.url, '203.0.113.1', 'wrong-token-0123456789'));
  expect(new Set(statuses(answers))).toEqual(new Set([401]));
  expect(answers[0]?.headers.get('ratelimit')).toBeNull();
});

describe('over graphql-ws', () => {
  let gogreen: TestApp;
  beforeAll(async () => {
    gogreen = await startTestApp({ worker: false, settings });
  });
  afterAll(() => gogreen.close());

  async function open(address: string, payload: object) {
    const socket = new WebSocket(`${gogreen.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { 'x-forwarded-for': address },
    });
    const messages: { type: string; id?: string; payload?: unknown }[] = [];
    const closed = once(socket, 'close').then(([code]) => code as number);
    const waiting = new Set<() => void>();
    socket.on('message', (data) => {
      messages.push(JSON.parse(String(data)));
      for (const look of waiting) look();
    });
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload }));
    return {
      socket,
      closed,
      messages,
      until: (count: number) =>
        new Promise<void>((resolve) => {
          const look = () => messages.length >= count && resolve();
          waiting.add(look);
          look();
        }),
    };
  }
  const ask = (id: number) =>
    JSON.stringify({ type: 'subscribe', id: String(id), payload: { query: '{ __typename }' } });

  test('each operation counts, together with those over HTTP; beyond the limit that operation fails with RATE_LIMITED', async () => {
    const { socket, messages, until, closed } = await open('203.0.113.1', {
      authorization: `Bearer ${ADMIN_TOKEN}`,
    });
    await until(1);
    await repeat(9, () => askFrom(gogreen.url, '203.0.113.1'));
    for (let id = 0; id < PER_TOKEN - 9; id++) socket.send(ask(id));
    // The connection counted as one, so that the last operation is one too many. Each of the others has two messages.
    await until(1 + 2 * (PER_TOKEN - 10) + 1);
    const errors = messages.filter(({ type }) => type === 'error');
    expect(errors).toMatchObject([{ payload: [{ extensions: { code: 'RATE_LIMITED' } }] }]);
    socket.close();
    await closed;
  });

  test('an address with too many invalid tokens: closed with 1013 before the token is checked', async () => {
    const codes: number[] = [];
    for (let n = 0; n <= WRONG_TOKENS; n++)
      codes.push(
        await (await open('203.0.113.7', { authorization: 'Bearer wrong-token-0123456789' })).closed,
      );
    expect(codes).toEqual([...Array(WRONG_TOKENS).fill(4403), 1013]);
  });
});

describe.skipIf(!redisUrl())('with Redis (needs redis-server)', () => {
  test('two processes count together', async () => {
    const first = await start({ redisUrl: redisUrl() });
    const second = await start({ redisUrl: redisUrl(), databaseUrl: first.databaseUrl });
    await repeat(PER_ADDRESS / 2, () => askFrom(first.url, '203.0.113.1', null));
    await repeat(PER_ADDRESS / 2, () => askFrom(second.url, '203.0.113.1', null));
    for (const { url } of [first, second]) {
      expect((await askFrom(url, '203.0.113.1', null)).status).toBe(429);
      expect((await askFrom(url, '203.0.113.2', null)).status).toBe(200);
    }
  });

  test('an outage of Redis: each process counts for itself, and no request fails', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const { url } = await start({ redisUrl: redis.url });
    expect((await askFrom(url, '203.0.113.1', null)).status).toBe(200);
    await redis.kill();
    const answers = await repeat(PER_ADDRESS * 2, () => askFrom(url, '203.0.113.1', null));
    const served = statuses(answers).filter((status) => status === 200);
    // One less where the first was counted before Redis was connected.
    expect([PER_ADDRESS - 1, PER_ADDRESS]).toContain(served.length);
    expect(new Set(statuses(answers))).toEqual(new Set([200, 429]));
  });

  test('a Redis that hangs delays no request for long, and is not asked again for a while', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const { url } = await start({ redisUrl: redis.url });
    const pausing = new Redis(redis.url);
    onTestFinished(() => pausing.disconnect());
    await eventually(async () => {
      await askFrom(url, '203.0.113.9', null);
      expect(await pausing.keys('gogreen:rate:*')).not.toEqual([]);
    });
    await pausing.call('CLIENT', 'PAUSE', '600000', 'ALL');
    const answers = await repeat(PER_ADDRESS + 1, () => askFrom(url, '203.0.113.1', null));
    expect(statuses(answers).filter((status) => status === 200)).toHaveLength(PER_ADDRESS);
    expect(statuses(answers).filter((status) => status === 429)).toHaveLength(1);
  });
});
