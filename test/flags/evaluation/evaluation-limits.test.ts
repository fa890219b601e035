import { expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, updateFlagEnvironment } from '#test/support/builders.ts';
import { refusedIssues } from '#test/support/command.ts';
import { preparedStatements } from '#test/support/prepared-statements.ts';

const test = testWithApp({ worker: false });
const place = { projectKey: 'shop', environmentKey: 'production' };
const where = 'projectKey: "shop", environmentKey: "production"';

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey: 'shop', key: 'flag' });
});

const rule = (pattern: string, negate = false) => ({
  clauses: [{ attribute: 'it', operator: 'MATCHES_REGEX' as const, values: [pattern], negate }],
  serve: { variation: 'on' },
});

async function evaluate(gogreen: TestApp, flagKeys: string[], context: object = {}) {
  return gogreen.send(
    `query ($flagKeys: [String!], $context: JSON!) { evaluateFlags(${where}, context: $context, flagKeys: $flagKeys) { value reason } }`,
    { flagKeys, context },
  );
}

test('an attribute of more than 1,000 characters matches neither a pattern nor its negation', async ({
  gogreen,
}) => {
  await createFlag(gogreen, { projectKey: 'shop', key: 'pattern' });
  const flag = { ...place, flagKey: 'pattern', enabled: true, fallthrough: { variation: 'off' } };
  for (const negate of [false, true]) {
    await updateFlagEnvironment(gogreen, { ...flag, rules: [rule('^a+$', negate)] });
    const reasons = await Promise.all(
      ['a'.repeat(1_000), 'b'.repeat(1_000), 'a'.repeat(1_001), 'b'.repeat(1_001)].map(async (it) => {
        const { data } = await evaluate(gogreen, ['pattern'], { it });
        return (data as { evaluateFlags: { reason: string }[] }).evaluateFlags[0]?.reason;
      }),
    );
    const [match, other] = negate ? ['FALLTHROUGH', 'RULE_MATCH'] : ['RULE_MATCH', 'FALLTHROUGH'];
    expect(reasons).toEqual([match, other, 'FALLTHROUGH', 'FALLTHROUGH']);
  }
});

test('refused: a flag with more regular expressions in one environment than can be matched quickly', async ({
  gogreen,
}) => {
  const heavy = (index: number) => rule(`${index}(?:a?){250}a{250}`);
  const rules = Array.from({ length: 11 }, (_, index) => heavy(index));
  const issues = await refusedIssues(gogreen, 'updateFlagEnvironment', { ...place, flagKey: 'flag', rules });
  expect(issues).toEqual({
    rules: expect.stringMatching(/^the regular expressions weigh \d+ together .* at most 10000 are allowed/),
  });
  // The same pattern again costs nothing more.
  await updateFlagEnvironment(gogreen, {
    ...place,
    flagKey: 'flag',
    rules: Array.from({ length: 50 }, () => heavy(0)),
  });
});

test('an operation whose regular expressions take too long together fails, under several aliases too', async ({
  gogreen,
}) => {
  const keys = Array.from({ length: 12 }, (_, index) => `heavy-${index}`);
  for (const [index, key] of keys.entries()) {
    await createFlag(gogreen, { projectKey: 'shop', key });
    const rules = Array.from({ length: 5 }, (_, at) => rule(`${index}x${at}(?:a?){300}a{300}`));
    await updateFlagEnvironment(gogreen, { ...place, flagKey: key, enabled: true, rules });
  }
  const message =
    'context: the regular expressions of these flags take too long with attributes of this length; send shorter attributes, or name fewer flags with flagKeys';
  const context = { it: 'a'.repeat(1_000) };
  expect((await evaluate(gogreen, keys, { it: 'short' })).errors).toBeUndefined();
  expect((await evaluate(gogreen, keys, context)).errors?.map((error) => error.message)).toEqual([message]);
  const aliased = keys.map(
    (key, index) => `a${index}: evaluateFlags(${where}, context: $context, flagKeys: ["${key}"]) { value }`,
  );
  const { errors } = await gogreen.send(`query ($context: JSON!) { ${aliased.join(' ')} }`, { context });
  expect(errors?.[0]).toMatchObject({ message, extensions: { code: 'INVALID_INPUT' } });
});

test('refused: more than 1,000 flag keys, by name', async ({ gogreen }) => {
  const keys = (count: number) => Array.from({ length: count }, (_, index) => `k-${index}`);
  expect((await evaluate(gogreen, [...keys(999), 'flag'])).data).toMatchObject({ evaluateFlags: [{}] });
  expect((await evaluate(gogreen, keys(1_001))).errors?.[0]).toMatchObject({
    message: 'flagKeys: at most 1000 keys; leave them out to evaluate all flags of the project',
    extensions: { code: 'INVALID_INPUT' },
  });
});

test('lists of flag keys of different lengths share one prepared statement', async ({ gogreen }) => {
  await evaluate(gogreen, ['flag']);
  const before = await preparedStatements(gogreen);
  for (let length = 2; length < 40; length += 1)
    await evaluate(
      gogreen,
      Array.from({ length }, (_, index) => `k-${index}`),
    );
  const added = [...(await preparedStatements(gogreen))].filter((text) => !before.has(text));
  expect(added).toEqual([]);
});

test('an operation evaluates at most 10,000 flags, those of all its aliases together', async ({
  gogreen,
}) => {
  await createProject(gogreen, { key: 'large' });
  await createFlag(gogreen, { projectKey: 'large', key: 'flag' });
  await gogreen.app.database.pool.query(`
    INSERT INTO flags (id, project_id, key, name, description, kind, variations, targeting, tags, owner, lifecycle,
        jira_issues, version, created_at, updated_at)
      SELECT id || n, project_id, key || n, name, description, kind, variations, targeting, tags, owner, lifecycle,
        jira_issues, version, created_at, updated_at
      FROM flags, generate_series(1, 3999) n
      WHERE key = 'flag' AND project_id = (SELECT id FROM projects WHERE key = 'large')`);
  const call = (alias: string) =>
    `${alias}: evaluateFlags(projectKey: "large", environmentKey: "production", context: {}) { flagKey }`;
  const { data } = await gogreen.send(`{ ${call('a')} ${call('b')} }`);
  expect([data?.['a'], data?.['b']].map((list) => (list as unknown[]).length)).toEqual([4_000, 4_000]);
  const { errors } = await gogreen.send(`{ ${call('a')} ${call('b')} ${call('c')} }`);
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining('at most 10000 flags'),
      path: ['c'],
      extensions: { code: 'INVALID_INPUT' },
    },
  ]);
});

test('a filter that repeats a value without end is a statement of the same length', async ({ gogreen }) => {
  const count = `query ($types: [EventType!]) { project(key: "shop") { events(first: 1, filter: { types: $types }) { edges { node { id } } } } }`;
  await gogreen.send(count, { types: ['FLAG_UPDATED'] });
  const before = await preparedStatements(gogreen);
  const { errors } = await gogreen.send(count, { types: Array(1_000).fill('FLAG_UPDATED') });
  expect(errors).toBeUndefined();
  expect([...(await preparedStatements(gogreen))].filter((text) => !before.has(text))).toEqual([]);
});
