import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'undici';
import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, setFlagEnabled, updateFlag } from '#test/support/builders.ts';
import { eventually } from '#test/support/eventually.ts';
import { createSdkPlace, freshRuleset, type SdkPlace } from '#test/support/sdk.ts';
import { addHolder } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });
let shop: SdkPlace;

test.beforeAll(async ({ gogreen }) => {
  shop = await createSdkPlace(gogreen);
  for (let number = 0; number < 30; number++)
    await createFlag(gogreen, { projectKey: shop.projectKey, key: `flag-${number}` });
});

/** As it came, without decompressing. */
async function read(url: string, key: string | null, headers: Record<string, string> = {}) {
  const response = await request(`${url}/sdk/v1/ruleset`, {
    headers: { ...(key === null ? {} : { authorization: `Bearer ${key}` }), ...headers },
  });
  const bytes = Buffer.from(await response.body.arrayBuffer());
  return { status: response.statusCode, headers: response.headers, bytes };
}

describe('GET /sdk/v1/ruleset', () => {
  test('answers with what Postgres has, and with its position as ETag', async ({ gogreen }) => {
    const { status, headers, bytes } = await read(gogreen.url, shop.serverKey);
    const expected = await freshRuleset(gogreen, shop);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['content-length']).toBe(String(bytes.length));
    expect(headers['etag']).toBe(`"${expected.epoch}.${expected.version}"`);
    expect(JSON.parse(String(bytes))).toEqual(expected);
    expect(Object.keys(expected.flags)).toHaveLength(30);
  });

  test.for([
    ['gzip', 'gzip', gunzipSync],
    ['gzip;q=0.5, deflate', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['identity, gzip;q=0', undefined, (bytes: Buffer) => bytes],
    ['deflate', undefined, (bytes: Buffer) => bytes],
  ] as const)(
    'with Accept-Encoding %s the encoding is %s',
    async ([accepted, encoding, decode], { gogreen }) => {
      const plain = await read(gogreen.url, shop.serverKey);
      const { headers, bytes } = await read(gogreen.url, shop.serverKey, { 'accept-encoding': accepted });
      expect(headers['content-encoding']).toBe(encoding);
      expect(headers['vary']).toBe('Accept-Encoding, Authorization, X-API-Key');
      expect(headers['cache-control']).toBe('private, no-cache');
      expect(headers['etag']).toBe(plain.headers['etag']);
      expect(decode(bytes)).toEqual(plain.bytes);
      if (encoding) expect(bytes.length).toBeLessThan(plain.bytes.length / 4);
    },
  );

  test('a client that sends the ETag gets 304 and no byte until something changes', async ({ gogreen }) => {
    const { headers } = await read(gogreen.url, shop.serverKey);
    const etag = String(headers['etag']);
    for (const sent of [etag, `W/${etag}`, `"other", W/${etag}`]) {
      const again = await read(gogreen.url, shop.serverKey, { 'if-none-match': sent });
      expect(again).toMatchObject({ status: 304, bytes: Buffer.alloc(0) });
      expect(again.headers['etag']).toBe(etag);
    }
    const { projectKey } = shop;
    await setFlagEnabled(gogreen, {
      projectKey,
      flagKey: 'flag-1',
      environmentKey: 'production',
      enabled: true,
    });
    const { version } = await freshRuleset(gogreen, shop);
    const changed = await eventually(async () => {
      const again = await read(gogreen.url, shop.serverKey, { 'if-none-match': etag });
      expect(again.status).toBe(200);
      return again;
    });
    expect(JSON.parse(String(changed.bytes))).toMatchObject({ version, flags: { 'flag-1': { on: true } } });
  });

  test('a change in another environment changes no ETag, and one of the variations does', async ({
    gogreen,
  }) => {
    const { projectKey, serverKey } = shop;
    const etag = async () => (await read(gogreen.url, serverKey)).headers['etag'];
    const before = await etag();
    await setFlagEnabled(gogreen, {
      projectKey,
      flagKey: 'flag-2',
      environmentKey: 'development',
      enabled: true,
    });
    const { version } = await freshRuleset(gogreen, shop);
    expect(before).toContain(`.${version}"`);
    expect(await etag()).toBe(before);
    await updateFlag(gogreen, { projectKey, key: 'flag-2', lifecycle: 'ARCHIVED' });
    await eventually(async () => expect(await etag()).not.toBe(before));
  });

  test('a person reads the ruleset of the environment that they name, and none without a name', async ({
    gogreen,
  }) => {
    const { token } = await addHolder(gogreen, { roles: { [shop.projectId]: 'VIEWER' } });
    const environment = `${shop.projectKey}/production`;
    const named = await request(`${gogreen.url}/sdk/v1/ruleset?environment=${environment}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await named.body.json()).toEqual(await freshRuleset(gogreen, shop));
    const { status, bytes } = await read(gogreen.url, token);
    expect(status).toBe(400);
    expect(JSON.parse(String(bytes))).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  });

  test('a client key gets no rules', async ({ gogreen }) => {
    const { status, bytes } = await read(gogreen.url, shop.clientKey);
    expect(status).toBe(403);
    const { error } = JSON.parse(String(bytes));
    expect(error).toEqual({ code: 'FORBIDDEN', message: expect.stringContaining('server key') });
  });

  test.for([
    ['no key', null],
    ['a wrong key', 'gogreen_sk_wrong'],
  ] as const)('with %s the answer is 401', async ([, key], { gogreen }) => {
    const { status, bytes } = await read(gogreen.url, key);
    expect(status).toBe(401);
    expect(JSON.parse(String(bytes))).toEqual({
      error: { code: 'UNAUTHENTICATED', message: expect.any(String) },
    });
  });

  test('an unknown path is answered in the form of the protocol', async ({ gogreen }) => {
    const response = await request(`${gogreen.url}/sdk/v2/ruleset`, {
      headers: { authorization: `Bearer ${shop.serverKey}` },
    });
    expect(response.statusCode).toBe(404);
    expect(await response.body.json()).toEqual({
      error: { code: 'NOT_FOUND', message: expect.any(String) },
    });
  });
});
