import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { textsOf } from '#test/support/sql-statements.ts';

const test = testWithApp({ worker: false });

const VALUE = 'x'.repeat(90 * 1024);

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  const variations = ['a', 'b'].map((key) => ({ key, value: { text: VALUE } }));
  await createFlag(gogreen, { projectKey: 'shop', key: 'large', kind: 'JSON', variations });
  // As a hundred changes of it would make.
  await gogreen.app.database.pool.query(
    `WITH added AS (
       INSERT INTO events (id, project_id, sequence, type, occurred_at, flag_id, flag_key, actor, payload, fanned_out)
       SELECT 'evt_' || lpad(n::text, 26, '0'), project_id, n + 1, 'FLAG_UPDATED', occurred_at, flag_id, flag_key, actor, payload, true
       FROM events, generate_series(1, 100) AS n RETURNING 1)
     UPDATE projects SET last_sequence = 101 WHERE key = 'shop'`,
  );
});

const aliases = (count: number, selection: string) =>
  `{ project(key: "shop") { ${Array.from({ length: count }, (_, index) => `a${index}: ${selection}`).join(' ')} } }`;

test('a list of events without changes: does not read their payloads', async ({ gogreen }) => {
  const read: string[] = [];
  const statements = await textsOf(gogreen.app.database.pool, async () => {
    const { data, errors } = await gogreen.send(
      aliases(10, 'events(first: 100) { edges { node { sequence type actor { name } } } }'),
    );
    expect(errors).toBeUndefined();
    read.push(JSON.stringify(data));
  });
  expect(read.join().length).toBeLessThan(200_000);
  expect(statements.filter((text) => /\bpayload\b/.test(text))).toEqual([]);
});

test('an operation that would show more than 16 MiB of changes: is rejected with the limit and what to do', async ({
  gogreen,
}) => {
  const { data, errors } = await gogreen.send(
    aliases(
      5,
      'events(first: 100) { edges { node { ... on FlagEvent { changes { ... on FlagChangeSummary { summary } } } } } }',
    ),
  );
  expect(data).toEqual({ project: null });
  expect(errors?.[0]).toMatchObject({
    message: expect.stringMatching(
      /^The operation exceeds the limit on large values: .* at most 16 are allowed\. Ask for fewer entries/,
    ),
    extensions: { code: 'LIMIT_EXCEEDED', limit: 'mebibytes', max: 16 },
  });
});

test('a flag that is selected under many aliases: its values count each time', async ({ gogreen }) => {
  const values = (count: number) =>
    gogreen.send(aliases(count, 'flags(first: 1) { edges { node { variations { value } } } }'));
  expect((await values(10)).errors).toBeUndefined();
  expect((await values(50)).errors?.[0]).toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED' } });
});

test('concurrent large reads of several tokens: all are answered, one at a time for each token', async ({
  gogreen,
}) => {
  const query = aliases(
    1,
    'events(first: 5) { edges { node { ... on FlagEvent { changes { ... on FlagChangeSummary { summary } } } } } }',
  );
  const answers = await Promise.all(Array.from({ length: 3 }, () => gogreen.send(query)));
  expect(answers.map(({ errors }) => errors)).toEqual(Array(3).fill(undefined));
});

test('an operation that has ended with an error: its remaining large reads keep no turn', async ({
  gogreen,
}) => {
  const changes = 'edges { node { ... on FlagEvent { changes { ... on FlagChangeSummary { summary } } } } }';
  const failed = await gogreen.send(
    `{ project(key: "shop") { bad: events(first: -1) { ${changes} } large: events(first: 20) { ${changes} } } }`,
  );
  expect(failed.data).toEqual({ project: null });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await gogreen.send(aliases(1, `events(first: 5) { ${changes} }`))).errors).toBeUndefined();
});
