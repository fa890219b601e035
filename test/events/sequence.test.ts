import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, setFlagEnabled } from '#test/support/builders.ts';
import { describeFlag, inParallel, numbersFrom } from '#test/support/writers.ts';

const test = testWithApp({ worker: false });

test('20 concurrent writers leave sequences without a gap, right versions and no lost update', async ({
  gogreen,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  const flags = ['a', 'b', 'c', 'd'];
  for (const key of flags) await createFlag(gogreen, { projectKey, key });

  const answers = await inParallel(20, 400, (n) => {
    const flagKey = flags[n % flags.length] ?? '';
    return describeFlag(gogreen, projectKey, flagKey, n);
  });

  const sequences = answers.map(({ sequence }) => sequence).toSorted((a, b) => a - b);
  expect(sequences).toEqual(numbersFrom(flags.length + 1, 400));
  const { rows } = await gogreen.app.database.pool.query<Described>(
    `SELECT sequence, flag_key AS flag, payload->'fields'->'description'->>'old' AS old,
       payload->'fields'->'description'->>'new' AS new
     FROM events WHERE project_id = (SELECT id FROM projects WHERE key = $1) ORDER BY sequence`,
    [projectKey],
  );
  expect(rows.map(({ sequence }) => sequence)).toEqual(numbersFrom(1, 404));

  for (const key of flags) {
    const [, ...changes] = rows.filter(({ flag }) => flag === key);
    expect(changes).toHaveLength(100);
    // Each change began where the one before it had ended: none was made on an old state.
    for (const [index, { old }] of changes.entries()) expect(old).toBe(changes[index - 1]?.new ?? null);
    const { data } = await gogreen.send(
      `{ flag(projectKey: "${projectKey}", key: "${key}") { version description } }`,
    );
    expect(data?.['flag']).toEqual({ version: 101, description: changes.at(-1)?.new });
  }
});

interface Described {
  sequence: number;
  flag: string;
  old: string | null;
  new: string | null;
}

test('many concurrent requests to enable the same flag make one event', async ({ gogreen }) => {
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, { projectKey, key: 'one' });
  const answers = await inParallel(20, 20, () =>
    setFlagEnabled(gogreen, { projectKey, flagKey: 'one', environmentKey: 'production', enabled: true }),
  );
  expect(answers.filter(({ event }) => event !== null)).toHaveLength(1);
  expect(new Set(answers.map(({ flag }) => flag.version))).toEqual(new Set([2]));
});
