import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, updateFlagEnvironment } from '#test/support/builders.ts';
import { statementsOf } from '#test/support/sql-statements.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });
const rule = (attribute: string) => ({
  clauses: [{ attribute, operator: 'EXISTS' as const }],
  serve: { variation: 'on' },
});

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
  await createProject(gogreen, { key: 'other' });
  await createFlag(gogreen, { projectKey: 'other', tags: ['foreign'], owner: 'foreign' });
  await createFlag(gogreen, { projectKey, key: 'a', tags: ['web', 'Beta'], owner: 'ada' });
  await createFlag(gogreen, { projectKey, key: 'b', tags: ['web'], owner: 'grace' });
  await createFlag(gogreen, { projectKey, key: 'c', owner: 'ada' });
  const place = { projectKey, environmentKey: 'production' };
  const weights = [
    { variation: 'on', weight: 50 },
    { variation: 'off', weight: 50 },
  ];
  await updateFlagEnvironment(gogreen, {
    ...place,
    flagKey: 'a',
    rules: [rule('country'), rule('plan'), rule('country')],
    fallthrough: { rollout: { bucketBy: 'userId', weights } },
  });
  await updateFlagEnvironment(gogreen, { ...place, flagKey: 'b', rules: [rule('country')] });
  await updateFlagEnvironment(gogreen, { ...place, flagKey: 'c', rules: [rule('gone')] });
  await updateFlagEnvironment(gogreen, { ...place, flagKey: 'c', rules: [] });
});

test.for([
  ['tags', 'tags', { web: 2, Beta: 1 }],
  ['owners', 'owners', { ada: 2, grace: 1 }],
  ['attributes', 'attributes', { country: 2, plan: 1, userId: 1 }],
  ['tags that contain a text, in any case', 'tags(search: "be")', { Beta: 1 }],
  ['tags, the most used one', 'tags(first: 1)', { web: 2 }],
] as const)(
  'the %s of a project, by the number of its flags',
  async ([_name, field, expected], { gogreen }) => {
    const sent = await statementsOf(gogreen.app.database.pool, async () => {
      const { data } = await gogreen.send(
        `{ project(key: "${projectKey}") { words: ${field} { name flagCount } } }`,
      );
      const { project } = data as { project: { words: { name: string; flagCount: number }[] } };
      const found = project.words.map(({ name, flagCount }) => [name, flagCount]);
      expect(Object.fromEntries(found)).toEqual(expected);
      expect(found[0]).toEqual(Object.entries(expected)[0]);
    });
    expect(sent).toHaveLength(2);
  },
);

test('the attributes of a flag that a process of an older version has changed are those of its targeting', async ({
  gogreen,
}) => {
  const { key } = await createProject(gogreen);
  const place = { projectKey: key, environmentKey: 'production' };
  await createFlag(gogreen, { projectKey: key, key: 'old' });
  const half = (bucketBy: string) => {
    const weights = ['on', 'off'].map((variation) => ({ variation, weight: 50 }));
    return { rollout: { bucketBy, weights } };
  };
  await updateFlagEnvironment(gogreen, {
    ...place,
    flagKey: 'old',
    rules: [rule('country'), { ...rule('plan'), serve: half('accountId') }],
    fallthrough: half('userId'),
  });
  await gogreen.app.database.pool.query(
    `UPDATE flags SET version = version + 1, targeting = replace(targeting::text, '"plan"', '"tariff"')::json
     FROM projects WHERE projects.id = flags.project_id AND projects.key = $1`,
    [key],
  );
  const { data } = await gogreen.send(`{ project(key: "${key}") { attributes { name flagCount } } }`);
  expect(data).toEqual({
    project: {
      attributes: ['accountId', 'country', 'tariff', 'userId'].map((name) => ({ name, flagCount: 1 })),
    },
  });
});

test('more than a hundred tags at once: INVALID_INPUT', async ({ gogreen }) => {
  const { errors } = await gogreen.send(`{ project(key: "${projectKey}") { tags(first: 101) { name } } }`);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'first' }] });
});
