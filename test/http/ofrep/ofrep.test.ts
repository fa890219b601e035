/** What OFREP clients get. The official providers themselves are in providers.test.ts. */

import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { describe, expect } from 'vitest';
import { createClientKey } from '#test/support/accounts.ts';
import { ADMIN_TOKEN, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, deleteFlag } from '#test/support/builders.ts';
import { everyRow } from '#test/support/every-row.ts';
import { askOfrep, BULK, createOfrepShop, type OfrepShop, switchFlag } from '#test/support/ofrep.ts';

const test = testWithApp({ worker: false });
let shop: OfrepShop;

test.beforeAll(async ({ gogreen }) => {
  shop = await createOfrepShop(gogreen);
});

const flag = (key: string) => `${BULK}/${key}`;

describe('one flag', () => {
  const answers: [string, Record<string, unknown>, Record<string, unknown>][] = [
    ['off', {}, { value: false, reason: 'STATIC', variant: 'off', metadata: { off: true } }],
    ['static', {}, { value: true, reason: 'STATIC', variant: 'on', metadata: {} }],
    ['rule', { plan: 'pro' }, { value: false, reason: 'TARGETING_MATCH', variant: 'off', metadata: {} }],
    ['rule', {}, { value: true, reason: 'STATIC', variant: 'on', metadata: { fallthrough: true } }],
    ['rollout', { userId: 'a' }, { reason: 'SPLIT', metadata: {} }],
    ['rollout', {}, { value: false, reason: 'UNKNOWN', variant: 'off', metadata: { bucketBy: 'userId' } }],
    ['archived', {}, { value: false, reason: 'STATIC', variant: 'off', metadata: { archived: true } }],
    ['text', {}, { value: 'blue', reason: 'STATIC', variant: 'one', metadata: {} }],
    ['integer', {}, { value: 10, reason: 'STATIC', variant: 'one', metadata: {} }],
    ['fraction', {}, { value: 0.5, reason: 'STATIC', variant: 'one', metadata: {} }],
    [
      'object',
      {},
      { value: { colour: 'blue', sizes: [1, 2] }, reason: 'STATIC', variant: 'one', metadata: {} },
    ],
    ['list', {}, { value: [1, 'two', null], reason: 'STATIC', variant: 'one', metadata: {} }],
  ];
  test.for(answers)(
    'the flag "%s" for %o has value, reason, variant and metadata',
    async ([key, context, expected], { gogreen }) => {
      const { status, json } = await askOfrep(gogreen.url, { path: flag(key), key: shop.clientKey, context });
      expect({ status, json }).toEqual({
        status: 200,
        json: { key, value: expect.anything(), variant: expect.any(String), ...expected },
      });
    },
  );

  test('a server key and a person are told which rule decided, a client key is not', async ({ gogreen }) => {
    const ask = async (key: string, query = '') =>
      (await askOfrep(gogreen.url, { path: flag('rule') + query, key, context: { plan: 'pro' } })).json?.[
        'metadata'
      ];
    const told = { ruleId: expect.stringMatching(/^rule_/) };
    expect(await ask(shop.serverKey)).toEqual(told);
    expect(await ask(ADMIN_TOKEN, `?environment=${shop.projectKey}/production`)).toEqual(told);
    expect(await ask(shop.clientKey)).toEqual({});
  });

  test('DISABLED, with which Go and Ruby throw the value away, is the reason of no flag', async ({
    gogreen,
  }) => {
    const { text } = await askOfrep(gogreen.url, { key: shop.serverKey, context: { userId: 'a' } });
    expect(text).not.toContain('DISABLED');
  });

  test('a key that is percent-encoded is the same as one that is not, and a broken one is unknown', async ({
    gogreen,
  }) => {
    const ask = (key: string) => askOfrep(gogreen.url, { path: flag(key), key: shop.clientKey });
    expect((await ask('st%61tic')).json).toMatchObject({ key: 'static', value: true });
    expect(await ask('%zz')).toMatchObject({
      status: 404,
      json: { key: '%zz', errorCode: 'FLAG_NOT_FOUND' },
    });
    expect(await ask('with/slash')).toMatchObject({ status: 404, json: { key: 'with/slash' } });
  });

  test.for(['nothing', '__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'an unknown flag "%s": 404 FLAG_NOT_FOUND with key, details and metadata',
    async (key, { gogreen }) => {
      expect(await askOfrep(gogreen.url, { path: flag(key), key: shop.clientKey })).toMatchObject({
        status: 404,
        json: { key, errorCode: 'FLAG_NOT_FOUND', errorDetails: expect.any(String), metadata: {} },
      });
    },
  );

  test('a flag that was just made is found, and one that was just deleted is not', async ({ gogreen }) => {
    const { projectKey } = shop;
    const ask = () => askOfrep(gogreen.url, { path: flag('brief'), key: shop.clientKey });
    const { event } = await createFlag(gogreen, { projectKey, key: 'brief' });
    const headers = { 'x-gogreen-min-version': String(event?.sequence) };
    expect(await askOfrep(gogreen.url, { path: flag('brief'), key: shop.clientKey, headers })).toMatchObject({
      status: 200,
    });
    await deleteFlag(gogreen, { projectKey, key: 'brief' });
    await expect.poll(async () => (await ask()).status, { timeout: 20_000 }).toBe(404);
  });
});

describe('all flags', () => {
  test('come in the order of their keys, each as if it was asked for alone, with version and stream', async ({
    gogreen,
  }) => {
    const context = { plan: 'pro', userId: 'a' };
    const { status, json } = await askOfrep(gogreen.url, { key: shop.clientKey, context });
    const flags = json?.['flags'] as { key: string }[];
    const keys = flags.map(({ key }) => key);
    expect({ status, keys }).toEqual({
      status: 200,
      keys: ['archived', 'fraction', 'integer', 'list', 'object', 'off', 'rollout', 'rule', 'static', 'text'],
    });
    for (const each of flags) {
      const alone = await askOfrep(gogreen.url, { path: flag(each.key), key: shop.clientKey, context });
      expect(alone.json).toEqual(each);
    }
    expect(json).toMatchObject({
      metadata: { version: expect.any(Number) },
      eventStreams: [{ type: 'sse', url: `https://gogreen.test/ofrep/v1/stream?key=${shop.clientKey}` }],
    });
  });

  test('of an environment without flags are an empty list', async ({ gogreen }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createClientKey(gogreen, { projectKey });
    const { status, json } = await askOfrep(gogreen.url, { key });
    expect({ status, flags: json?.['flags'] }).toEqual({ status: 200, flags: [] });
  });

  test.for([undefined, null])('a context that is %s has no attributes', async (context, { gogreen }) => {
    const { status, json } = await askOfrep(gogreen.url, {
      path: flag('rollout'),
      key: shop.clientKey,
      context,
    });
    expect({ status, json }).toMatchObject({ status: 200, json: { reason: 'UNKNOWN' } });
  });

  test('a request without a body has no context', async ({ gogreen }) => {
    const { status, json } = await askOfrep(gogreen.url, { key: shop.clientKey, body: null });
    expect({ status, flags: json?.['flags'] }).toEqual({
      status: 200,
      flags: Array(10).fill(expect.anything()),
    });
  });

  test('eventStreams is left out for the admin token, which must not stand in a URL', async ({ gogreen }) => {
    const path = `${BULK}?environment=${shop.projectKey}/production`;
    const { status, json } = await askOfrep(gogreen.url, { path, key: ADMIN_TOKEN });
    expect({ status, has: Object.keys(json ?? {}) }).toEqual({ status: 200, has: ['flags', 'metadata'] });
  });

  test('the stream of a server key does not have the key in its URL', async ({ gogreen }) => {
    const { text } = await askOfrep(gogreen.url, { key: shop.serverKey });
    expect(text).toContain('/ofrep/v1/stream?key=tok_');
    expect(text).not.toContain('gogreen_sk_');
  });
});

describe('the ETag', () => {
  const bulk = (url: string, etag: string | null, context: object = { userId: 'a' }, key = shop.clientKey) =>
    askOfrep(url, { key, context, headers: etag === null ? {} : { 'if-none-match': etag } });

  test('of an answer brings 304 without a body, weak, alone or in a list', async ({ gogreen }) => {
    const { headers } = await bulk(gogreen.url, null);
    const etag = headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    await everyRow([etag, `W/${etag}`, `"other", W/${etag}`, `"a","b",${etag}`], async (sent) => {
      const { status, text, headers: again } = await bulk(gogreen.url, sent);
      expect({ status, text, etag: again.get('etag') }).toEqual({ status: 304, text: '', etag });
    });
    expect((await bulk(gogreen.url, '"other"')).status).toBe(200);
  });

  test('covers the context: JavaScript keeps it when other attributes change', async ({ gogreen }) => {
    const { headers } = await bulk(gogreen.url, null, { targetingKey: 'a', plan: 'free' });
    const etag = headers.get('etag');
    expect((await bulk(gogreen.url, etag, { targetingKey: 'a', plan: 'pro' })).status).toBe(200);
    expect((await bulk(gogreen.url, etag, { targetingKey: 'a', plan: 'free' })).status).toBe(304);
  });

  test('covers what the key may see, and its stream', async ({ gogreen }) => {
    const { headers } = await bulk(gogreen.url, null);
    const other = await createClientKey(gogreen, { projectKey: shop.projectKey });
    expect((await bulk(gogreen.url, headers.get('etag'), undefined, shop.serverKey)).status).toBe(200);
    expect((await bulk(gogreen.url, headers.get('etag'), undefined, other.key)).status).toBe(200);
  });

  test('is compared before the body is parsed: one that is no JSON cannot have it', async ({ gogreen }) => {
    const { headers } = await bulk(gogreen.url, null);
    const sent = { 'if-none-match': headers.get('etag') ?? '' };
    const { status } = await askOfrep(gogreen.url, { key: shop.clientKey, body: '{', headers: sent });
    expect(status).toBe(400);
  });

  test('is another one after every change of this environment, and the same after one elsewhere', async ({
    gogreen,
  }) => {
    const { headers } = await bulk(gogreen.url, null);
    const place = { ...shop, environmentKey: 'development' };
    await gogreen.send(
      `mutation ($input: SetFlagEnabledInput!) { setFlagEnabled(input: $input) { __typename } }`,
      {
        input: { projectKey: place.projectKey, flagKey: 'off', environmentKey: 'development', enabled: true },
      },
    );
    expect((await bulk(gogreen.url, headers.get('etag'))).status).toBe(304);
    const sequence = await switchFlag(gogreen, shop, 'off', true);
    const answer = await askOfrep(gogreen.url, {
      key: shop.clientKey,
      context: { userId: 'a' },
      headers: { 'if-none-match': headers.get('etag') ?? '', 'x-gogreen-min-version': String(sequence) },
    });
    expect(answer).toMatchObject({ status: 200, json: { metadata: { version: sequence } } });
    await switchFlag(gogreen, shop, 'off', false);
  });
});

describe('X-GoGreen-Min-Version', () => {
  test('a change is in the answer that names its sequence', async ({ gogreen }) => {
    for (const enabled of [false, true, false, true]) {
      const sequence = await switchFlag(gogreen, shop, 'text', enabled);
      const { json } = await askOfrep(gogreen.url, {
        path: flag('text'),
        key: shop.clientKey,
        headers: { 'x-gogreen-min-version': String(sequence) },
      });
      expect(json?.['metadata']).toEqual(enabled ? {} : { off: true });
    }
  });

  test.for([
    ['999999999', 503, /has not reached version 999999999/],
    ['-1', 400, /whole number from 0/],
    ['many', 400, /whole number from 0/],
  ] as const)('%s: %i', async ([sent, expected, details], { gogreen }) => {
    const { status, json, headers } = await askOfrep(gogreen.url, {
      key: shop.clientKey,
      headers: { 'x-gogreen-min-version': sent },
    });
    expect({ status, json }).toEqual({
      status: expected,
      json: { errorCode: 'GENERAL', errorDetails: expect.stringMatching(details), metadata: {} },
    });
    expect(headers.get('retry-after')).toBe(expected === 503 ? '1' : null);
  });
});

describe('hostile bodies', () => {
  const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
  const bodies: [string, string | Uint8Array<ArrayBuffer>, number, string][] = [
    ['no JSON', '{"context":', 400, 'PARSE_ERROR'],
    ['a list', '[]', 400, 'PARSE_ERROR'],
    ['a text', '"context"', 400, 'PARSE_ERROR'],
    ['null', 'null', 400, 'PARSE_ERROR'],
    ['invalid UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400, 'PARSE_ERROR'],
    ['a context that is a list', '{"context":[1]}', 400, 'INVALID_CONTEXT'],
    ['a context that is a text', '{"context":"a"}', 400, 'INVALID_CONTEXT'],
    ['a context that is a number', '{"context":1}', 400, 'INVALID_CONTEXT'],
    ['a context that is too deep', `{"context":${deep}}`, 400, 'INVALID_CONTEXT'],
    ['a context over 64 KiB', JSON.stringify({ context: { a: 'x'.repeat(70_000) } }), 400, 'INVALID_CONTEXT'],
    [
      'nested 50,000 times',
      `{"context":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      400,
      'INVALID_CONTEXT',
    ],
    ['over 128 KiB', JSON.stringify({ context: { a: 'x'.repeat(140_000) } }), 413, 'GENERAL'],
  ];
  test.for(bodies)(
    '%s is refused with a code, and with the key where one is named',
    async (row, { gogreen }) => {
      const [, body, expected, errorCode] = row;
      for (const path of [BULK, flag('static')]) {
        const { status, json } = await askOfrep(gogreen.url, { path, key: shop.clientKey, body });
        expect({ status, json }).toEqual({
          status: expected,
          json: {
            ...(path === BULK ? {} : { key: 'static' }),
            errorCode,
            errorDetails: expect.any(String),
            metadata: {},
          },
        });
      }
    },
  );

  test('what it says is not repeated in the error, and there is no stack trace', async ({ gogreen }) => {
    const body = '{"context": {"email": "ada@example.com"';
    const { text } = await askOfrep(gogreen.url, { key: shop.clientKey, body });
    expect(text).not.toMatch(/ada@|\bat |\.ts/);
  });

  const contexts: [string, string][] = [
    ['__proto__ as an attribute', '{"__proto__": {"plan": "pro"}}'],
    ['constructor as an attribute', '{"constructor": {"prototype": {"plan": "pro"}}}'],
    ['a lone surrogate', '{"userId": "\\ud800", "plan": "\\udfff"}'],
    ['minus zero', '{"userId": -0, "plan": -0}'],
    ['2^53 + 1', '{"userId": 9007199254740993, "plan": 9007199254740993}'],
    ['1e400', '{"userId": 1e400, "plan": 1e400}'],
    ['values of every type', '{"userId": {"a": 1}, "plan": [null, true, 1, "a"]}'],
    ['the same attribute twice', '{"plan": "pro", "plan": "free"}'],
  ];
  test.for(contexts)(
    '%s in the context: every flag is answered, and no rule for "pro" matches',
    async (row, { gogreen }) => {
      const { status, json } = await askOfrep(gogreen.url, {
        key: shop.clientKey,
        body: `{"context": ${row[1]}}`,
      });
      const flags = json?.['flags'] as { key: string; reason?: string; errorCode?: string }[];
      expect(status).toBe(200);
      expect(flags.filter(({ errorCode }) => errorCode)).toEqual([]);
      expect(flags.find(({ key }) => key === 'rule')).toMatchObject({ reason: 'STATIC' });
    },
  );

  test('a chunked body without a length is limited too', async ({ gogreen }) => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(
        `${gogreen.url}/ofrep/v1/evaluate/flags`,
        { method: 'POST', headers: { authorization: `Bearer ${shop.clientKey}` } },
        (response) => {
          resolve(response.statusCode);
          response.resume();
        },
      );
      sending.on('error', reject);
      sending.write('{"context": {"a": "');
      for (let sent = 0; sent < 30; sent++) sending.write('x'.repeat(8_000));
    });
    expect(status).toBe(413);
  });

  test('a compressed body: 415', async ({ gogreen }) => {
    const headers = { 'content-encoding': 'gzip' };
    expect(await askOfrep(gogreen.url, { key: shop.clientKey, headers })).toMatchObject({ status: 415 });
  });
});

test('docs/ofrep.md has the limits and routes that the server has', () => {
  const docs = readFileSync(new URL('../../../docs/ofrep.md', import.meta.url), 'utf8');
  for (const named of ['at most 128 KiB', 'at most 64 KiB', '32 levels', '/ofrep/v1/stream', BULK])
    expect(docs).toContain(named);
});
