import { compile, toOpenFeature } from 'gogreen-engine';
import { request } from 'undici';
import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, setFlagEnabled, updateFlagEnvironment } from '#test/support/builders.ts';
import { createSdkPlace, freshRuleset, type SdkPlace } from '#test/support/sdk.ts';

const test = testWithApp({ worker: false });
let shop: SdkPlace;

test.beforeAll(async ({ gogreen }) => {
  shop = await createSdkPlace(gogreen);
  const { projectKey } = shop;
  const place = { projectKey, environmentKey: 'production' };
  const on = [
    { variation: 'on', weight: 30 },
    { variation: 'off', weight: 70 },
  ];
  for (const key of ['ruled', 'split', 'simple', 'still']) await createFlag(gogreen, { projectKey, key });
  const clauses = [{ attribute: 'country', operator: 'EQUALS' as const, values: ['DE'] }];
  await updateFlagEnvironment(gogreen, {
    ...place,
    flagKey: 'ruled',
    enabled: true,
    rules: [{ clauses, serve: { variation: 'on' } }],
    fallthrough: { variation: 'off' },
  });
  await updateFlagEnvironment(gogreen, {
    ...place,
    flagKey: 'split',
    enabled: true,
    fallthrough: { rollout: { bucketBy: 'targetingKey', weights: on } },
  });
  await setFlagEnabled(gogreen, { ...place, flagKey: 'simple', enabled: true });
});

async function ask(url: string, key: string, body: string | object, headers: Record<string, string> = {}) {
  const response = await request(`${url}/sdk/v1/values`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    body: (await response.body.json()) as { flags: Record<string, object>; error?: object },
  };
}

describe('POST /sdk/v1/values', () => {
  test.for([
    ['that a rule matches', { targetingKey: '1', country: 'DE' }, 'TARGETING_MATCH', 'SPLIT', {}],
    ['that no rule matches', { targetingKey: '1' }, 'DEFAULT', 'SPLIT', {}],
    ['without the attribute of a rollout', {}, 'DEFAULT', 'DEFAULT', { bucketBy: 'targetingKey' }],
  ] as const)(
    'for a context %s the values, reasons and metadata are those of the engine',
    async ([, context, ruled, split, metadata], { gogreen }) => {
      const fresh = await freshRuleset(gogreen, shop);
      const compiled = compile(fresh);
      const { status, headers, body } = await ask(gogreen.url, shop.clientKey, { context });
      expect(status).toBe(200);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      const expected = Object.keys(fresh.flags).map((key) => {
        const evaluation = compiled.evaluate(key, context);
        if ('errorCode' in evaluation) throw new Error(evaluation.errorDetails);
        return [key, toOpenFeature(evaluation)];
      });
      expect(body).toEqual({
        epoch: fresh.epoch,
        version: fresh.version,
        flags: Object.fromEntries(expected),
      });
      expect(body.flags).toMatchObject({
        ruled: { reason: ruled },
        split: { reason: split, metadata },
        simple: { reason: 'STATIC', value: true, variation: 'on', metadata: {} },
        still: { reason: 'DISABLED', value: false, variation: 'off', metadata: { off: true } },
      });
    },
  );

  test('which rule matched is told to a server key, and not to a client key', async ({ gogreen }) => {
    const context = { country: 'DE' };
    const { flags } = (await ask(gogreen.url, shop.serverKey, { context })).body;
    expect(flags['ruled']).toMatchObject({ metadata: { ruleId: expect.any(String) } });
    const asClient = await ask(gogreen.url, shop.clientKey, { context });
    expect(asClient.body.flags['ruled']).toMatchObject({ metadata: {} });
    expect(JSON.stringify(asClient.body)).not.toContain('ruleId');
  });

  test('without a context the values are those for an empty one', async ({ gogreen }) => {
    const empty = await ask(gogreen.url, shop.clientKey, { context: {} });
    expect(await ask(gogreen.url, shop.clientKey, {})).toMatchObject({ status: 200, body: empty.body });
  });

  test.for([
    ['no JSON', '{"context": {"email": "a@example.com"'],
    ['no object', '[]'],
    ['a list as context', { context: [] }],
    ['a context that is too deep', `{"context": {"a": ${'['.repeat(200)}${']'.repeat(200)}}}`],
  ] as const)('%s is refused with INVALID_INPUT, without a word of it', async ([, sent], { gogreen }) => {
    const { status, body } = await ask(gogreen.url, shop.clientKey, sent);
    expect(status).toBe(400);
    expect(body.error).toEqual({ code: 'INVALID_INPUT', message: expect.stringMatching(/\.$/) });
    expect(JSON.stringify(body)).not.toContain('example.com');
  });

  test('a context of more than 64 KiB is refused', async ({ gogreen }) => {
    const context = { text: 'x'.repeat(70 * 1024) };
    const { status, body } = await ask(gogreen.url, shop.clientKey, { context });
    expect(status).toBe(413);
    expect(body.error).toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('attributes named __proto__ and constructor are attributes', async ({ gogreen }) => {
    const sent = '{"context": {"__proto__": {"country": "DE"}, "constructor": 1, "country": "AT"}}';
    const { status, body } = await ask(gogreen.url, shop.clientKey, sent);
    expect(status).toBe(200);
    expect(body.flags['ruled']).toMatchObject({ reason: 'DEFAULT' });
  });

  test('a wrong key is answered with 401', async ({ gogreen }) => {
    const { status, body } = await ask(gogreen.url, 'gogreen_ck_wrong', {});
    expect(status).toBe(401);
    expect(body.error).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
