import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, updateFlag, updateFlagEnvironment } from '#test/support/builders.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

const Evaluate = graphql(`
  query EvaluateFlags($context: JSON!, $flagKeys: [String!], $environmentKey: String!) {
    evaluateFlags(projectKey: "shop", environmentKey: $environmentKey, context: $context, flagKeys: $flagKeys) {
      flagKey value reason ruleId variation { key }
    }
  }
`);

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
  await createFlag(gogreen, { projectKey, key: 'boolean' });
  await createFlag(gogreen, { projectKey, key: 'archived' });
  await createFlag(gogreen, {
    projectKey,
    key: 'string',
    kind: 'STRING',
    variations: [
      { key: 'a', value: 'A' },
      { key: 'b', value: 'B' },
    ],
  });
  await createFlag(gogreen, {
    projectKey,
    key: 'number',
    kind: 'NUMBER',
    variations: [{ key: 'a', value: 0.5 }],
  });
  await createFlag(gogreen, {
    projectKey,
    key: 'json',
    kind: 'JSON',
    variations: [{ key: 'a', value: { z: [1], a: null } }],
  });
  const place = { projectKey, environmentKey: 'production' };
  for (const flagKey of ['boolean', 'archived'])
    await updateFlagEnvironment(gogreen, { ...place, flagKey, enabled: true });
  await updateFlag(gogreen, { projectKey, key: 'archived', lifecycle: 'ARCHIVED' });
  await updateFlagEnvironment(gogreen, {
    ...place,
    flagKey: 'string',
    enabled: true,
    offVariation: 'b',
    rules: [
      {
        clauses: [
          { attribute: 'country', operator: 'IN', values: ['FR', 'DE'] },
          { attribute: 'plan', operator: 'EQUALS', values: ['pro'], negate: true },
        ],
        serve: { variation: 'b' },
      },
    ],
    fallthrough: {
      rollout: {
        bucketBy: 'userId',
        weights: [
          { variation: 'a', weight: 30 },
          { variation: 'b', weight: 70 },
        ],
      },
    },
  });
});

async function evaluate(
  gogreen: TestApp,
  context: unknown,
  flagKeys?: string[],
  environmentKey = 'production',
) {
  const { evaluateFlags } = await gogreen.run(Evaluate, {
    context,
    environmentKey,
    ...(flagKeys ? { flagKeys } : {}),
  });
  return evaluateFlags;
}

test('evaluateFlags gives all flags of an environment by key, with value and reason', async ({ gogreen }) => {
  expect(await evaluate(gogreen, { country: 'FR' })).toEqual([
    { flagKey: 'archived', value: false, reason: 'ARCHIVED', ruleId: null, variation: { key: 'off' } },
    { flagKey: 'boolean', value: true, reason: 'FALLTHROUGH', ruleId: null, variation: { key: 'on' } },
    { flagKey: 'json', value: { z: [1], a: null }, reason: 'OFF', ruleId: null, variation: { key: 'a' } },
    { flagKey: 'number', value: 0.5, reason: 'OFF', ruleId: null, variation: { key: 'a' } },
    {
      flagKey: 'string',
      value: 'B',
      reason: 'RULE_MATCH',
      ruleId: expect.stringMatching(/^rule_/),
      variation: { key: 'b' },
    },
  ]);
});

test('evaluateFlags in another environment gives what that one serves', async ({ gogreen }) => {
  const results = await evaluate(gogreen, {}, undefined, 'development');
  expect(results.map(({ flagKey, reason }) => [flagKey, reason])).toEqual([
    ['archived', 'ARCHIVED'],
    ['boolean', 'OFF'],
    ['json', 'OFF'],
    ['number', 'OFF'],
    ['string', 'OFF'],
  ]);
});

test('evaluateFlags with flagKeys gives only those flags and leaves out unknown keys', async ({
  gogreen,
}) => {
  const results = await evaluate(gogreen, {}, ['boolean', 'nope']);
  expect(results.map(({ flagKey }) => flagKey)).toEqual(['boolean']);
  expect(await evaluate(gogreen, {}, [])).toEqual([]);
});

test.for<[context: object, reason: string]>([
  [{ country: 'FR', plan: 'pro' }, 'FALLTHROUGH'],
  [{ country: 'FR', plan: 'free' }, 'RULE_MATCH'],
  [{ country: 'IT' }, 'FALLTHROUGH'],
  [{ country: ['FR'] }, 'FALLTHROUGH'],
  [{}, 'FALLTHROUGH'],
])('the context %j is served by %s', async ([context, reason], { gogreen }) => {
  const [result] = await evaluate(gogreen, context, ['string']);
  expect(result?.reason).toBe(reason);
});

test('evaluateFlags of a rollout serves its shares, and the same user always the same variation', async ({
  gogreen,
}) => {
  const serve = async (userId: unknown) => (await evaluate(gogreen, { userId }, ['string']))[0]?.value;
  const served = await Promise.all(Array.from({ length: 300 }, (_, index) => serve(`user-${index}`)));
  const share = served.filter((value) => value === 'A').length / served.length;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.4);
  expect(await serve('user-7')).toBe(served[7]);
});

describe('a context that is none is refused', () => {
  test.for<[name: string, context: unknown, message: string]>([
    ['a list', [], 'context: must be an object of attributes, such as {"userId": "42"}'],
    ['text', 'me', 'context: must be an object of attributes, such as {"userId": "42"}'],
    ['more than 64 KiB', { a: 'x'.repeat(64 * 1024) }, 'context: must be at most 64 KiB as JSON'],
    ['half a character or U+0000 is none of our business', { a: '\ud800\0' }, ''],
  ])('%s', async ([_name, context, message], { gogreen }) => {
    const { errors } = await gogreen.send(
      `query ($context: JSON!) { evaluateFlags(projectKey: "shop", environmentKey: "production", context: $context) { value } }`,
      { context },
    );
    expect(errors?.map((error) => error.message) ?? ['']).toEqual([message]);
  });

  test.for([
    ['project', 'nope', 'production', 'There is no project with the key "nope"; `projects` lists them.'],
    [
      'environment',
      'shop',
      'nope',
      'Project "shop" has no environment with the key "nope"; `project { environments { key } }` lists them.',
    ],
  ] as const)('an unknown %s is not found', async ([_noun, project, environment, message], { gogreen }) => {
    const { errors } = await gogreen.send(
      `{ evaluateFlags(projectKey: "${project}", environmentKey: "${environment}", context: {}) { value } }`,
    );
    expect(errors?.[0]).toMatchObject({ message, extensions: { code: 'NOT_FOUND' } });
  });
});
