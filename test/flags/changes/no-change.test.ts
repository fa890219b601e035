import { describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, updateFlagEnvironment } from '#test/support/builders.ts';
import { command, fingerprint } from '#test/support/command.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
  await createFlag(gogreen, { ...flag, projectKey });
  await updateFlagEnvironment(gogreen, { ...place, ...behaviour });
  const value = { retries: 0, hosts: ['a', { port: 1 }] };
  await createFlag(gogreen, {
    projectKey,
    key: 'literal',
    kind: 'JSON',
    variations: [
      { key: 'plain', value },
      { key: 'rest', value: false },
    ],
  });
  await updateFlagEnvironment(gogreen, {
    projectKey,
    flagKey: 'literal',
    environmentKey: 'production',
    fallthrough: {
      rollout: {
        bucketBy: 'userId',
        weights: [
          { variation: 'plain', weight: 100 },
          { variation: 'rest', weight: 0 },
        ],
      },
    },
    rules: [
      { clauses: [{ attribute: 'age', operator: 'IN', values: [0, 'x'] }], serve: { variation: 'plain' } },
    ],
  });
});

const variations = [
  { key: 'plain', value: { retries: 0, hosts: ['a', 'b'], deep: { ключ: [null, true] } } },
  { key: 'other', name: 'Other', description: 'More', value: [] },
];
const flag = {
  key: 'limits',
  name: 'Limits',
  kind: 'JSON' as const,
  description: 'Text',
  owner: 'ada',
  tags: ['a', 'b'],
  variations,
};
const place = { projectKey, flagKey: 'limits', environmentKey: 'production' };
const rules = [
  {
    clauses: [
      { attribute: 'age', operator: 'NUMBER_GREATER' as const, values: [0] },
      { attribute: 'country', operator: 'EXISTS' as const },
    ],
    serve: { variation: 'other' },
  },
  {
    description: 'Half of the rest',
    clauses: [{ attribute: 'plan', operator: 'IN' as const, values: ['pro', 1, true], negate: true }],
    serve: {
      rollout: {
        bucketBy: 'userId',
        weights: [
          { variation: 'plain', weight: 100 },
          { variation: 'other', weight: 0 },
        ],
      },
    },
  },
];
const behaviour = {
  enabled: true,
  rules,
  offVariation: 'other',
  fallthrough: {
    rollout: {
      bucketBy: 'userId',
      weights: [
        { variation: 'plain', weight: 33.333 },
        { variation: 'other', weight: 66.667 },
      ],
    },
  },
};
const asked = { projectKey, key: 'limits' };

const edits: [name: string, mutation: string, input: object | ((gogreen: TestApp) => Promise<object>)][] = [
  ['nothing at all', 'updateFlag', asked],
  ['only a comment', 'updateFlag', { ...asked, comment: 'why not' }],
  [
    'everything as it is',
    'updateFlag',
    { ...asked, ...flag, kind: undefined, lifecycle: 'ACTIVE', expectedVersion: 2 },
  ],
  ['the same tags', 'updateFlag', { ...asked, tags: ['a', 'b'] }],
  [
    'nulls for what null leaves as it is',
    'updateFlag',
    { ...asked, name: null, tags: null, lifecycle: null, variations: null },
  ],
  [
    'variations with what was left out filled in',
    'updateFlag',
    {
      ...asked,
      variations: [{ ...variations[0], name: 'plain', description: null }, variations[1]],
    },
  ],
  [
    'JSON with its keys in another order',
    'updateFlag',
    {
      ...asked,
      variations: [
        { key: 'plain', value: { deep: { ключ: [null, true] }, hosts: ['a', 'b'], retries: 0 } },
        variations[1],
      ],
    },
  ],
  ['on again', 'setFlagEnabled', { ...place, enabled: true }],
  ['nothing of the environment', 'updateFlagEnvironment', place],
  ['the environment as it is', 'updateFlagEnvironment', { ...place, ...behaviour, expectedVersion: 2 }],
  ['rules without their ids', 'updateFlagEnvironment', { ...place, rules }],
  [
    'rules with their ids',
    'updateFlagEnvironment',
    async (gogreen) => ({ ...place, rules: await rulesWithIds(gogreen) }),
  ],
  [
    'nulls for all of the environment',
    'updateFlagEnvironment',
    {
      ...place,
      enabled: null,
      rules: null,
      fallthrough: null,
      offVariation: null,
    },
  ],
];

describe('an edit that changes nothing makes no event and writes nothing', () => {
  test.for(edits)('%s', async ([_name, mutation, input], { gogreen }) => {
    const sent = typeof input === 'function' ? await input(gogreen) : input;
    const before = await fingerprint(gogreen);
    expect(await command(gogreen, mutation, sent)).toMatchObject({ event: null, flag: { version: 2 } });
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test('an edit with literals instead of variables, or with -0 where 0 is stored, makes no event', async ({
    gogreen,
  }) => {
    const before = await fingerprint(gogreen);
    const { data } = await gogreen.send(`mutation {
      updateFlag(input: { projectKey: "shop", key: "literal", variations: [
        { key: "plain", value: { retries: -0, hosts: ["a", { port: 1 }] } }
        { key: "rest", value: false }
      ] }) { ... on UpdateFlagPayload { event { id } } }
      updateFlagEnvironment(input: {
        projectKey: "shop", flagKey: "literal", environmentKey: "production",
        rules: [{ clauses: [{ attribute: "age", operator: IN, values: [-0, "x"] }], serve: { variation: "plain" } }]
        fallthrough: { rollout: { bucketBy: "userId", weights: [{ variation: "plain", weight: 100 }, { variation: "rest", weight: -0 }] } }
      }) { ... on UpdateFlagEnvironmentPayload { event { id } } }
    }`);
    expect(data).toEqual({ updateFlag: { event: null }, updateFlagEnvironment: { event: null } });
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test('switching back and forth makes two events, not none', async ({ gogreen }) => {
    await expect(command(gogreen, 'setFlagEnabled', { ...place, enabled: false })).resolves.toMatchObject({
      flag: { version: 3 },
    });
    await expect(command(gogreen, 'setFlagEnabled', { ...place, enabled: true })).resolves.toMatchObject({
      flag: { version: 4 },
    });
  });
});

async function rulesWithIds(gogreen: TestApp) {
  const { data } = await gogreen.send(
    `{ flag(projectKey: "shop", key: "limits") { environment(key: "production") { rules { id } } } }`,
  );
  const { flag: read } = data as { flag: { environment: { rules: { id: string }[] } } };
  return rules.map((rule, index) => ({ ...rule, id: read.environment.rules[index]?.id }));
}
