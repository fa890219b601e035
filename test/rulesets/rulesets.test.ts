import { describe, expect } from 'vitest';
import { NotFoundError } from '#src/platform/errors.ts';
import type { EnvironmentPlace, RulesetListener } from '#src/rulesets/live-ruleset.ts';
import { rulesetsOf, VersionNotReachedError } from '#src/rulesets/rulesets.ts';
import { startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import {
  createFlag,
  createProject,
  deleteFlag,
  setFlagEnabled,
  updateFlag,
  updateFlagEnvironment,
} from '#test/support/builders.ts';
import { command, refusal } from '#test/support/command.ts';
import { eventually } from '#test/support/eventually.ts';
import { statementsOf } from '#test/support/sql-statements.ts';
import { countStatements } from '#test/support/statements.ts';
import { readStoredProject } from '#test/support/stored-ruleset.ts';

const test = testWithApp({ worker: false });

interface Shop {
  projectKey: string;
  development: EnvironmentPlace;
  production: EnvironmentPlace;
}

async function openShop(gogreen: TestApp): Promise<Shop> {
  const { id: projectId, key: projectKey, environments } = await createProject(gogreen);
  const place = (key: string) => ({
    projectId,
    environmentId: environments.find((environment) => environment.key === key)?.id ?? '',
  });
  return { projectKey, development: place('development'), production: place('production') };
}

const read = ({ app }: TestApp, place: EnvironmentPlace, minVersion?: number) =>
  rulesetsOf(app).read(place, minVersion);

test('a flag that is archived, restored and deleted is so in the ruleset, with the versions of these events', async ({
  gogreen,
}) => {
  const { projectKey, production } = await openShop(gogreen);
  const { event } = await createFlag(gogreen, { projectKey, key: 'a' });
  expect((await read(gogreen, production, event?.sequence)).compiled.ruleset).toMatchObject({
    version: 1,
    flags: { a: { on: false } },
  });
  for (const [lifecycle, version] of [
    ['ARCHIVED', 2],
    ['ACTIVE', 3],
  ] as const) {
    await updateFlag(gogreen, { projectKey, key: 'a', lifecycle });
    const { compiled, version: now } = await read(gogreen, production, version);
    expect(now).toBe(version);
    expect(compiled.ruleset.flags['a']?.archived).toBe(lifecycle === 'ARCHIVED' ? true : undefined);
  }
  await deleteFlag(gogreen, { projectKey, key: 'a' });
  const { compiled, version } = await read(gogreen, production, 4);
  expect([version, compiled.ruleset.flags]).toEqual([4, {}]);
});

test('a change in one environment leaves the version of the other, and tells only its followers', async ({
  gogreen,
}) => {
  const { projectKey, development, production } = await openShop(gogreen);
  await createFlag(gogreen, { projectKey, key: 'a' });
  await read(gogreen, development, 1);
  await read(gogreen, production, 1);
  const told: [string, number, unknown][] = [];
  const note =
    (name: string): RulesetListener =>
    (now, changes) =>
      void told.push([name, now?.version ?? -1, changes?.flags['a']?.on]);
  const ends = [
    rulesetsOf(gogreen.app).follow(development, note('development')),
    rulesetsOf(gogreen.app).follow(production, note('production')),
  ];
  await setFlagEnabled(gogreen, { projectKey, flagKey: 'a', environmentKey: 'development', enabled: true });
  await setFlagEnabled(gogreen, { projectKey, flagKey: 'a', environmentKey: 'production', enabled: true });
  await eventually(() =>
    expect(told).toEqual([
      ['development', 2, true],
      ['production', 3, true],
    ]),
  );
  for (const end of ends) end();
  expect((await read(gogreen, development, 3)).version).toBe(2);
});

test('an event that changes nothing for evaluation changes the version and no flag', async ({ gogreen }) => {
  const { projectKey, production } = await openShop(gogreen);
  await createFlag(gogreen, { projectKey, key: 'a' });
  await read(gogreen, production, 1);
  const told: unknown[] = [];
  const end = rulesetsOf(gogreen.app).follow(production, (_now, changes) => void told.push(changes));
  await updateFlag(gogreen, { projectKey, key: 'a', description: 'New.' });
  await eventually(() => expect(told).toEqual([{ epoch: expect.any(String), from: 1, to: 2, flags: {} }]));
  end();
});

test('an environment that is created is there at once, and the others stay as they were', async ({
  gogreen,
}) => {
  const { projectKey, production } = await openShop(gogreen);
  await createFlag(gogreen, { projectKey, key: 'a' });
  const before = await read(gogreen, production, 1);
  await command(gogreen, 'createEnvironment', { projectKey, key: 'qa', name: 'QA' });
  const stored = await readStoredProject(gogreen.app.database.pool, projectKey);
  for (const [environmentId, ruleset] of stored.rulesets) {
    const place = { ...production, environmentId };
    expect((await read(gogreen, place)).compiled.ruleset).toEqual(ruleset);
  }
  expect(stored.rulesets.size).toBe(3);
  expect(await read(gogreen, production)).toBe(before);
});

test('a version that is not reached within two seconds fails, and one that is reached meanwhile does not', async ({
  gogreen,
}) => {
  const { projectKey, production } = await openShop(gogreen);
  await createFlag(gogreen, { projectKey, key: 'a' });
  await read(gogreen, production);
  const second = read(gogreen, production, 2);
  const third = read(gogreen, production, 3);
  await updateFlag(gogreen, { projectKey, key: 'a', description: 'New.' });
  expect((await second).version).toBe(2);
  await expect(third).rejects.toThrow(new VersionNotReachedError(3, 2));
});

test('an unknown environment and an unknown project are not found', async ({ gogreen }) => {
  const { production } = await openShop(gogreen);
  await expect(read(gogreen, { ...production, environmentId: 'env_none' })).rejects.toThrow(NotFoundError);
  await expect(read(gogreen, { ...production, projectId: 'proj_none' })).rejects.toThrow(NotFoundError);
});

describe('the changes since a version', () => {
  test('are the present state of what changed in the environment, deletions too, and take one statement', async ({
    gogreen,
  }) => {
    const { projectKey, production } = await openShop(gogreen);
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await createFlag(gogreen, { projectKey, key });
    const { epoch } = await read(gogreen, production, 6);
    await setFlagEnabled(gogreen, { projectKey, flagKey: 'a', environmentKey: 'development', enabled: true });
    for (const enabled of [true, false, true])
      await setFlagEnabled(gogreen, { projectKey, flagKey: 'b', environmentKey: 'production', enabled });
    await deleteFlag(gogreen, { projectKey, key: 'c' });
    const { compiled, version } = await read(gogreen, production, 11);
    const rulesets = rulesetsOf(gogreen.app);
    const statements = countStatements(gogreen);
    expect(await rulesets.changesSince(production, epoch, 6)).toEqual({
      epoch,
      from: 6,
      to: 11,
      flags: { b: compiled.ruleset.flags['b'], c: null },
    });
    expect(statements.count('changed-in-ruleset')).toBe(1);
    expect(statements.count('load-ruleset')).toBe(0);
    expect(await rulesets.changesSince(production, epoch, version)).toEqual({
      epoch,
      from: version,
      to: version,
      flags: {},
    });
  });

  test.for<[name: string, epoch: string | null, version: number]>([
    ['a version of another epoch', 'other', 6],
    ['a version that is not there yet', null, 99],
    ['a version since which more than half of the flags have changed', null, 0],
  ])('are null for %s', async ([_name, epoch, version], { gogreen }) => {
    const { projectKey, production } = await openShop(gogreen);
    for (const key of ['a', 'b', 'c']) await createFlag(gogreen, { projectKey, key });
    const now = await read(gogreen, production, 3);
    expect(await rulesetsOf(gogreen.app).changesSince(production, epoch ?? now.epoch, version)).toBeNull();
  });
});

test('evaluateFlags of a project in memory takes the statement that finds the environment, and no other', async ({
  gogreen,
}) => {
  const { projectKey } = await openShop(gogreen);
  await createFlag(gogreen, { projectKey, key: 'a' });
  await servedBy(gogreen, projectKey);
  const { pool } = gogreen.app.database;
  expect(await statementsOf(pool, () => servedBy(gogreen, projectKey))).toEqual(['find-evaluable']);
});

describe('two processes without Redis', () => {
  test('evaluateFlags in one sees each change that the other has made', async ({ gogreen }) => {
    const { projectKey } = await openShop(gogreen);
    const other = await startTestApp({ worker: false, databaseUrl: gogreen.databaseUrl });
    await createFlag(gogreen, { projectKey, key: 'a' });
    for (let turn = 0; turn < 20; turn += 1) {
      const [writer, reader] = turn % 2 === 0 ? [gogreen, other] : [other, gogreen];
      const enabled = turn % 4 < 2;
      await setFlagEnabled(writer, { projectKey, flagKey: 'a', environmentKey: 'production', enabled });
      for (const gogreen of [reader, writer]) expect(await servedBy(gogreen, projectKey)).toBe(enabled);
    }
    await other.close();
  });

  test('a follower in the other process is told by its next poll', async ({ gogreen }) => {
    const { projectKey, production } = await openShop(gogreen);
    const other = await startTestApp({ worker: false, databaseUrl: gogreen.databaseUrl });
    await read(other, production);
    const told: number[] = [];
    rulesetsOf(other.app).follow(production, (now) => void told.push(now?.version ?? -1));
    await createFlag(gogreen, { projectKey, key: 'a' });
    await eventually(() => expect(told).toEqual([1]));
    await other.close();
  });
});

describe('the attribute for the targeting key', () => {
  const targetingKeyOf = async (gogreen: TestApp, projectKey: string) =>
    (await gogreen.send(`{ project(key: "${projectKey}") { targetingKey } }`)).data;

  test('applies to the next evaluation in every process, and gives the project another epoch', async ({
    gogreen,
  }) => {
    const { projectKey, production } = await openShop(gogreen);
    const other = await startTestApp({ worker: false, databaseUrl: gogreen.databaseUrl });
    await createFlag(gogreen, { projectKey, key: 'a' });
    await updateFlagEnvironment(gogreen, {
      projectKey,
      flagKey: 'a',
      environmentKey: 'production',
      enabled: true,
      rules: [
        {
          clauses: [{ attribute: 'userId', operator: 'EQUALS', values: ['ada'] }],
          serve: { variation: 'on' },
        },
      ],
      fallthrough: { variation: 'off' },
    });
    const context = { targetingKey: 'ada' };
    for (const each of [gogreen, other]) expect(await servedBy(each, projectKey, context)).toBe(false);
    const { epoch } = await read(other, production);
    await command(gogreen, 'setTargetingKey', { projectKey, targetingKey: 'userId' });
    for (const each of [other, gogreen]) expect(await servedBy(each, projectKey, context)).toBe(true);
    expect((await read(other, production)).epoch).not.toBe(epoch);
    expect(await targetingKeyOf(gogreen, projectKey)).toEqual({ project: { targetingKey: 'userId' } });
    await other.close();
  });

  test('is targetingKey itself at first, is audited, and stays with its epoch when it is set again', async ({
    gogreen,
  }) => {
    const { projectKey, production } = await openShop(gogreen);
    expect(await targetingKeyOf(gogreen, projectKey)).toEqual({ project: { targetingKey: 'targetingKey' } });
    for (let time = 0; time < 2; time += 1)
      await command(gogreen, 'setTargetingKey', { projectKey, targetingKey: 'userId' });
    const { rows } = await gogreen.app.database.pool.query(
      `SELECT action, subject, before, after FROM audit_entries WHERE subject_id = $1 AND action = 'CHANGED'`,
      [production.projectId],
    );
    const changed = { before: { targetingKey: 'targetingKey' }, after: { targetingKey: 'userId' } };
    expect(rows).toEqual([{ action: 'CHANGED', subject: 'PROJECT', ...changed }]);
  });

  test.for([
    ['', 'targetingKey: must name an attribute of the context, such as "country"'],
    ['a\nb', 'targetingKey: must not contain control characters (line breaks, tabs, U+0000)'],
  ] as const)('refused: %j', async ([targetingKey, message], { gogreen }) => {
    const { projectKey } = await openShop(gogreen);
    expect(await refusal(gogreen, 'setTargetingKey', { projectKey, targetingKey })).toMatchObject({
      message,
    });
  });
});

async function servedBy(gogreen: TestApp, projectKey: string, context: object = {}): Promise<unknown> {
  const { data } = await gogreen.send(
    `query ($context: JSON!) {
      evaluateFlags(projectKey: "${projectKey}", environmentKey: "production", context: $context) { value }
    }`,
    { context },
  );
  return (data as { evaluateFlags: { value: unknown }[] }).evaluateFlags[0]?.value;
}
