/** The entry for applications as HTTP: methods, CORS, limits, and the end of a process. */

import { describe, expect, onTestFinished } from 'vitest';
import { startTestApp, testWithApp } from '#test/support/app.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { askOfrep, BULK, createOfrepShop, type OfrepShop } from '#test/support/ofrep.ts';
import { openOfrepStream } from '#test/support/ofrep-stream.ts';
import { textsOf } from '#test/support/sql-statements.ts';

const test = testWithApp({ worker: false });
stopClockForFile();
let shop: OfrepShop;

test.beforeAll(async ({ gogreen }) => {
  shop = await createOfrepShop(gogreen);
});

/** A second process with limits of its own, on the same database. */
async function startLimited(databaseUrl: string, settings: Record<string, string>) {
  const limited = await startTestApp({ worker: false, databaseUrl, settings });
  onTestFinished(() => limited.close());
  return limited;
}

describe('methods and paths', () => {
  test.for([
    ['GET', `ofrep/v1/${BULK}`, 405, 'POST, OPTIONS'],
    ['PUT', `ofrep/v1/${BULK}/static`, 405, 'POST, OPTIONS'],
    ['POST', 'ofrep/v1/stream', 405, 'GET, HEAD, OPTIONS'],
    ['POST', 'ofrep/v1/nothing', 404, null],
    ['GET', 'ofrep/', 404, null],
  ] as const)('%s /%s: %i with Allow %s', async ([method, path, status, allow], { gogreen }) => {
    const response = await fetch(`${gogreen.url}/${path}`, {
      method,
      headers: { 'x-api-key': shop.clientKey },
    });
    expect({ status: response.status, allow: response.headers.get('allow') }).toEqual({ status, allow });
    expect(await response.json()).toMatchObject({ errorCode: 'GENERAL', metadata: {} });
  });

  test('HEAD of a stream answers and ends', async ({ gogreen }) => {
    const response = await fetch(`${gogreen.url}/ofrep/v1/stream?key=${shop.clientKey}`, { method: 'HEAD' });
    expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/event-stream; charset=utf-8',
    });
  });

  test('every answer has nosniff and is kept by no cache; a stream is kept whole by proxies', async ({
    gogreen,
  }) => {
    const { headers } = await askOfrep(gogreen.url, { key: shop.clientKey });
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'strict-transport-security': 'max-age=31536000',
    });
    const stream = await openOfrepStream(gogreen.url, { key: shop.clientKey });
    stream.leave();
    expect(Object.fromEntries(stream.headers)).toMatchObject({
      'x-accel-buffering': 'no',
      'cache-control': 'no-cache, no-transform',
    });
  });
});

describe('CORS', () => {
  test('a page of any origin may ask, with the headers of providers, and is told so for two hours', async ({
    gogreen,
  }) => {
    const response = await fetch(`${gogreen.url}/ofrep/v1/${BULK}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,if-none-match',
      },
    });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-max-age': '7200',
    });
    for (const header of ['Authorization', 'X-API-Key', 'Content-Type', 'If-None-Match', 'Last-Event-ID'])
      expect(response.headers.get('access-control-allow-headers')?.split(', ')).toContain(header);
  });

  test('it may read ETag and Retry-After, also of errors, and cookies are not allowed', async ({
    gogreen,
  }) => {
    for (const key of [shop.clientKey, 'wrong']) {
      const { headers } = await askOfrep(gogreen.url, { key, headers: { origin: 'https://shop.example' } });
      expect(headers.get('access-control-expose-headers')).toBe('ETag, Retry-After');
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
    }
  });
});

describe('limits', () => {
  const expectLimited = ({ status, headers, json }: Awaited<ReturnType<typeof askOfrep>>) => {
    expect({ status, json }).toEqual({
      status: 429,
      json: { errorCode: 'GENERAL', errorDetails: expect.stringMatching(/^Too many/), metadata: {} },
    });
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d?$/);
  };

  test('a server key may send RATE_LIMIT_PER_KEY requests a minute, and another key is not affected', async ({
    gogreen: { databaseUrl },
  }) => {
    const { url } = await startLimited(databaseUrl, { RATE_LIMIT_PER_KEY: '3' });
    for (let sent = 0; sent < 3; sent++)
      expect((await askOfrep(url, { key: shop.serverKey })).status).toBe(200);
    expectLimited(await askOfrep(url, { key: shop.serverKey }));
    expect((await askOfrep(url, { key: shop.clientKey })).status).toBe(200);
  });

  test('a key that names another environment is refused, and each of these requests counts', async ({
    gogreen: { databaseUrl },
  }) => {
    const limited = await startLimited(databaseUrl, { RATE_LIMIT_PER_KEY: '12' });
    const naming = (name: string) =>
      askOfrep(limited.url, { key: shop.clientKey, path: `${BULK}?environment=${name}` });
    expect((await naming(`${shop.projectKey}/production`)).status).toBe(200);
    const statements = await textsOf(limited.app.database.pool, async () => {
      for (let sent = 1; sent < 12; sent++) expect((await naming(`other/${sent}`)).status).toBe(403);
    });
    expect(statements.filter((text) => /access_tokens|environments/.test(text))).toEqual([]);
    expectLimited(await naming('other/again'));
  });

  test('a client key is counted at each address, which TRUST_PROXY says', async ({
    gogreen: { databaseUrl },
  }) => {
    const { url } = await startLimited(databaseUrl, { RATE_LIMIT_PER_KEY: '1', TRUST_PROXY: '1' });
    const from = (address: string, key: string) =>
      askOfrep(url, { key, headers: { 'x-forwarded-for': address } });
    expect((await from('192.0.2.1', shop.clientKey)).status).toBe(200);
    expectLimited(await from('192.0.2.1', shop.clientKey));
    expect((await from('192.0.2.2', shop.clientKey)).status).toBe(200);
    expect((await from('192.0.2.1', shop.serverKey)).status).toBe(200);
    expectLimited(await from('192.0.2.2', shop.serverKey));
  });

  test('an address that tries wrong keys is refused, and keys that were valid before still work there', async ({
    gogreen: { databaseUrl },
  }) => {
    const { url } = await startLimited(databaseUrl, { RATE_LIMIT_PER_ADDRESS: '8' });
    expect((await askOfrep(url, { key: shop.clientKey })).status).toBe(200);
    const statuses: number[] = [];
    for (let guess = 0; guess < 4; guess++)
      statuses.push((await askOfrep(url, { key: `gogreen_sk_guess${guess}` })).status);
    expect(statuses).toEqual([401, 401, 429, 429]);
    expectLimited(await askOfrep(url, { key: shop.serverKey }));
    expect((await askOfrep(url, { key: shop.clientKey })).status).toBe(200);
  });

  test('a key that was refused before and no key at all count for the address', async ({
    gogreen: { databaseUrl },
  }) => {
    const { url } = await startLimited(databaseUrl, { RATE_LIMIT_PER_ADDRESS: '4' });
    for (const key of [null, null]) expect((await askOfrep(url, { key })).status).toBe(401);
    for (let again = 0; again < 2; again++) expect((await askOfrep(url, { key: 'wrong' })).status).toBe(401);
    expectLimited(await askOfrep(url, { key: 'wrong' }));
    expectLimited(await askOfrep(url, { key: null }));
  });

  test('a key may have STREAMS_PER_KEY streams open, and a new one when one has ended', async ({
    gogreen: { databaseUrl },
  }) => {
    const { url } = await startLimited(databaseUrl, { STREAMS_PER_KEY: '2' });
    const first = await openOfrepStream(url, { key: shop.serverKey });
    const second = await openOfrepStream(url, { key: shop.serverKey });
    const third = await openOfrepStream(url, { key: shop.serverKey });
    expect([first, second, third].map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(third.headers.get('retry-after')).toBe('60');
    first.leave();
    await expect
      .poll(async () => {
        const again = await openOfrepStream(url, { key: shop.serverKey });
        again.leave();
        return again.status;
      })
      .toBe(200);
    second.leave();
  });
});

test('a client that leaves while its key is looked up takes no stream', async ({ gogreen }) => {
  const { app, databaseUrl } = gogreen;
  const { url } = await startLimited(databaseUrl, { STREAMS_PER_KEY: '1' });
  const locking = await app.database.pool.connect();
  try {
    await locking.query('BEGIN; LOCK TABLE access_tokens IN ACCESS EXCLUSIVE MODE');
    const leaving = new AbortController();
    const opening = fetch(`${url}/ofrep/v1/stream?key=${shop.clientKey}`, { signal: leaving.signal });
    await expect
      .poll(async () => {
        const { rows } = await locking.query(
          "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'access_tokens'::regclass",
        );
        return rows.length;
      })
      .toBe(1);
    leaving.abort();
    await expect(opening).rejects.toThrow('aborted');
    // Answered after the server has seen the end of the connection before it.
    await (await fetch(`${url}/health/live`)).text();
  } finally {
    await locking.query('ROLLBACK');
    locking.release();
  }
  const stream = await openOfrepStream(url, { key: shop.clientKey });
  stream.leave();
  expect(stream.status).toBe(200);
});

test('metrics tell how many streams are open at a path, and how many flags were evaluated', async ({
  gogreen: { databaseUrl },
}) => {
  const { url } = await startLimited(databaseUrl, {});
  const metric = async (series: string) => {
    const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n');
    return Number(lines.find((line) => line.startsWith(`${series} `))?.slice(series.length));
  };
  const streams = () => metric('gogreen_streams{path="/ofrep/v1/stream"}');
  const stream = await openOfrepStream(url, { key: shop.clientKey });
  expect(await streams()).toBe(1);
  stream.leave();
  await expect.poll(streams).toBe(0);
  const { json } = await askOfrep(url, { key: shop.clientKey });
  const flags = json?.['flags'] as unknown[];
  expect(flags.length).toBeGreaterThan(0);
  expect(await metric('gogreen_evaluations_total{by="ofrep"}')).toBe(flags.length);
});

test('when the process stops, its streams break off', async ({ gogreen: { databaseUrl } }) => {
  const stopping = await startTestApp({ worker: false, databaseUrl });
  const stream = await openOfrepStream(stopping.url, { key: shop.clientKey });
  await stream.waitFor(1);
  await stopping.close();
  await stream.ended;
});
