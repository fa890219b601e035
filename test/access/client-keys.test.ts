/** What a client key can do: evaluate and watch flags, in its own environment. See type-scopes.test.ts for single fields. */

import { parse } from 'graphql';
import { describe, expect } from 'vitest';
import { clientKeysSentence } from '#src/access/client-keys.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, setFlagEnabled, updateFlagEnvironment } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { transports } from '#test/support/live-transports.ts';
import { addClientKey } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });
let key: string;
let keyId: string;
let environmentId: string;

test.beforeAll(async ({ gogreen }) => {
  const project = await createProject(gogreen, { key: 'shop' });
  environmentId = project.environments.find((environment) => environment.key === 'production')?.id ?? '';
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
  await updateFlagEnvironment(gogreen, {
    projectKey: 'shop',
    flagKey: 'flag',
    environmentKey: 'production',
    enabled: true,
    rules: [
      {
        clauses: [{ attribute: 'email', operator: 'IN', values: ['ada@example.com'] }],
        serve: { variation: 'off' },
      },
    ],
    comment: 'Not for Ada',
  });
  ({ token: key, tokenId: keyId } = await addClientKey(gogreen, environmentId));
});

const send = (gogreen: TestApp, query: string, variables = {}) => gogreen.send(query, variables, key);
const evaluate = (gogreen: TestApp, environmentKey: string, fields: string) =>
  send(
    gogreen,
    `query ($environmentKey: String!) {
      evaluateFlags(projectKey: "shop", environmentKey: $environmentKey, context: { email: "ada@example.com" }) { ${fields} }
    }`,
    { environmentKey },
  );

test('a client key evaluates the flags of its environment', async ({ gogreen }) => {
  const { data, errors } = await evaluate(
    gogreen,
    'production',
    'flagKey value reason variation { key value }',
  );
  expect(errors).toBeUndefined();
  expect(data?.['evaluateFlags']).toEqual([
    { flagKey: 'flag', value: false, reason: 'RULE_MATCH', variation: { key: 'off', value: false } },
  ]);
});

test('with a client key another environment of its project does not exist', async ({ gogreen }) => {
  const retold = async (environmentKey: string) =>
    JSON.stringify(await evaluate(gogreen, environmentKey, 'flagKey')).replaceAll(environmentKey, '…');
  expect(await retold('development')).toBe(await retold('nothing'));
  expect(await retold('development')).toContain('NOT_FOUND');
});

test.for([
  ['Variation.name', 'variation { name }'],
  ['Variation.description', 'variation { description }'],
  ['Evaluation.ruleId', 'ruleId'],
] as const)('it does not see %s', async ([place, fields], { gogreen }) => {
  const { data, errors } = await evaluate(gogreen, 'production', fields);
  expect(errors?.[0]).toMatchObject({
    message: `${place} cannot be read with a client key or server key. ${clientKeysSentence}`,
    extensions: { code: 'FORBIDDEN' },
  });
  expect(JSON.stringify(data ?? null)).not.toMatch(/"on"|"off"|rule_/);
});

test('with a client key `viewer` is the client key', async ({ gogreen }) => {
  const { data, errors } = await send(
    gogreen,
    `{ viewer { id name email kind isOwner roles { role } accessTokens { id }
    clientKey { id name lastFour expiresAt environment { id key name } } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data?.['viewer']).toEqual({
    id: keyId,
    name: 'Token',
    email: null,
    kind: null,
    isOwner: false,
    roles: [],
    accessTokens: [],
    clientKey: {
      id: keyId,
      name: 'Token',
      lastFour: key.slice(-4),
      expiresAt: null,
      environment: { id: environmentId, key: 'production', name: 'Production' },
    },
  });
});

test.for(['createdBy { email }', 'createdAt', 'lastUsedAt', 'environment { project { key } }'])(
  'of itself it does not know %s',
  async (fields, { gogreen }) => {
    const { data, errors } = await send(gogreen, `{ viewer { clientKey { ${fields} } } }`);
    expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' });
    expect(JSON.stringify(data ?? null)).not.toMatch(/admin|shop/);
  },
);

describe.each(transports)('over $transport', ({ subscribe }) => {
  const watch = (gogreen: TestApp, args: string, fields: string) =>
    subscribe<Record<string, unknown>, object>(
      gogreen.url,
      parse(`subscription { flagChanged(projectKey: "shop"${args}) { ${fields} } }`),
      {},
      key,
    );
  const FIELDS = 'id sequence type test occurredAt flagKey environment { id key name }';

  test.for(['', ', environmentKey: "production"'])(
    'flagChanged with the arguments "%s" brings what happens in its environment, and what concerns all of them',
    async (args, { gogreen }) => {
      const live = await watch(gogreen, `${args}, afterSequence: 0`, FIELDS);
      const place = { projectKey: 'shop', flagKey: 'flag' };
      await setFlagEnabled(gogreen, { ...place, environmentKey: 'development', enabled: true });
      await setFlagEnabled(gogreen, { ...place, environmentKey: 'development', enabled: false });
      await command(gogreen, 'updateFlag', { projectKey: 'shop', key: 'flag', name: `Renamed${args}` });
      await command(gogreen, 'updateFlag', { projectKey: 'shop', key: 'flag', name: 'Flag' });
      const results = await live.waitFor((all) => all.length >= 4);
      expect(results.flatMap(({ errors }) => errors ?? [])).toEqual([]);
      const seen = results.map(({ data }) => data?.['flagChanged'] as { environment: unknown });
      const production = { id: environmentId, key: 'production', name: 'Production' };
      const places = seen.map(({ environment }) => environment);
      expect(places).toContainEqual(production);
      expect(places).toContainEqual(null);
      expect(places.filter((environment) => environment !== null)).toEqual([production]);
      expect(seen[1]).toEqual({
        id: expect.stringMatching(/^evt_/),
        sequence: 2,
        type: 'FLAG_UPDATED',
        test: false,
        occurredAt: expect.any(String),
        flagKey: 'flag',
        environment: production,
      });
      await live.leave();
    },
  );

  test('flagChanged with a client key for another environment of its project: NOT_FOUND', async ({
    gogreen,
  }) => {
    const answer = async (environmentKey: string) => {
      const live = await watch(gogreen, `, environmentKey: "${environmentKey}", afterSequence: 0`, 'id');
      const results = await live.waitFor(1);
      await live.ended;
      return JSON.stringify(results)
        .replaceAll(environmentKey, '…')
        .replaceAll(/"column":\d+/g, '');
    };
    expect(await answer('development')).toBe(await answer('not-one-that-is'));
    expect(await answer('development')).toContain('NOT_FOUND');
  });

  test.for([
    'actor { email }',
    'comment',
    'changes { __typename }',
    'codeLikeBefore',
    'codeLikeAfter',
    'codeLikeDiff',
    'project { key }',
    'deliveries { id }',
    'flag { key }',
    'flagName',
    'changeRequest { id }',
    'environment { requiresApproval }',
    'environment { project { key } }',
    'environment { clientKeys { id } }',
  ])('of an event it does not see %s', async (field, { gogreen }) => {
    const live = await watch(gogreen, ', afterSequence: 1', field);
    const [result] = await live.waitFor(1);
    expect(result?.errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN' });
    expect(result?.errors?.[0]?.message).toContain(clientKeysSentence);
    expect(JSON.stringify(result)).not.toMatch(/ada@example|Ada|admin@/);
    await live.leave();
  });
});
