import pg from 'pg';
import { afterEach, describe, expect, vi } from 'vitest';
import type { EnvironmentPlace } from '#src/rulesets/live-ruleset.ts';
import { rulesetsOf } from '#src/rulesets/rulesets.ts';
import { startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, setFlagEnabled } from '#test/support/builders.ts';
import { eventually } from '#test/support/eventually.ts';
import { startRestartablePostgres } from '#test/support/restartable-postgres.ts';
import { countStatements } from '#test/support/statements.ts';
import { readStoredProject } from '#test/support/stored-ruleset.ts';

const test = testWithApp({ worker: false });

async function openShop(gogreen: TestApp, flags = ['a', 'b', 'c']) {
  const { id: projectId, key: projectKey, environments } = await createProject(gogreen);
  const environmentId = environments.find(({ key }) => key === 'production')?.id ?? '';
  for (const key of flags) await createFlag(gogreen, { projectKey, key });
  return { projectKey, production: { projectId, environmentId } };
}

const read = ({ app }: TestApp, place: EnvironmentPlace, minVersion?: number) =>
  rulesetsOf(app).read(place, minVersion);

const readiness = async ({ url }: TestApp) => {
  const response = await fetch(`${url}/health/ready`);
  return [response.status, ((await response.json()) as { reason?: string }).reason];
};

const metric = async ({ url }: TestApp, name: string) => {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
};

/** What follows happens so much later, as far as rulesets know. */
function later(seconds: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + seconds * 1_000);
}
afterEach(() => {
  vi.restoreAllMocks();
});

test('while Postgres is away rulesets are served, after 30 s as stale, and are up to date once it is back', async () => {
  await using postgres = await startRestartablePostgres();
  const gogreen = await startTestApp({ worker: false, databaseUrl: postgres.url });
  const { projectKey, production } = await openShop(gogreen);
  const ruleset = await read(gogreen, production, 3);
  const told: number[] = [];
  rulesetsOf(gogreen.app).follow(production, (now) => void told.push(now?.version ?? -1));
  await postgres.crash();
  expect(await read(gogreen, production)).toBe(ruleset);
  expect(ruleset.isStale).toBe(false);
  later(31);
  expect(await read(gogreen, production)).toBe(ruleset);
  expect(ruleset.isStale).toBe(true);
  expect(await metric(gogreen, 'gogreen_ruleset_age_seconds')).toBeGreaterThan(30);
  expect(await readiness(gogreen)).toEqual([503, 'Postgres cannot be reached']);
  await postgres.start();
  await setFlagEnabled(gogreen, { projectKey, flagKey: 'a', environmentKey: 'production', enabled: true });
  await eventually(() => expect(told).toEqual([4]));
  expect(rulesetsOf(gogreen.app).peek(production.environmentId)).toMatchObject({
    version: 4,
    isStale: false,
  });
  await eventually(async () => expect(await readiness(gogreen)).toEqual([200, undefined]));
  await gogreen.close();
});

test('a process that could not read flags for 30 s, though Postgres answers, is not ready', async ({
  gogreen,
}) => {
  const { production } = await openShop(gogreen);
  const ruleset = await read(gogreen, production, 3);
  expect(await readiness(gogreen)).toEqual([200, undefined]);
  const aside = new pg.Client({ connectionString: gogreen.databaseUrl });
  await aside.connect();
  await aside.query('BEGIN');
  await aside.query('LOCK TABLE flags IN ACCESS EXCLUSIVE MODE');
  later(31);
  expect(ruleset.isStale).toBe(true);
  expect(await readiness(gogreen)).toEqual([
    503,
    expect.stringMatching(/^The flags of a project were last read from Postgres 3\d s ago$/),
  ]);
  await aside.query('ROLLBACK');
  await aside.end();
  await eventually(() => expect(ruleset.isStale).toBe(false));
  expect(await readiness(gogreen)).toEqual([200, undefined]);
});

describe('the log of a project goes backwards, as after a restored backup:', () => {
  test.for<[name: string, restore: string]>([
    ['it ends earlier', `UPDATE projects SET last_sequence = 3 WHERE id = $1`],
    [
      'it has as many events, and others',
      `UPDATE events SET id = id || 'x' WHERE project_id = $1 AND sequence = 4`,
    ],
  ])('%s: all processes read everything again, with one new epoch', async ([_name, restore], { gogreen }) => {
    const { projectKey, production } = await openShop(gogreen);
    const other = await startTestApp({ worker: false, databaseUrl: gogreen.databaseUrl });
    const toggle = { projectKey, flagKey: 'a', environmentKey: 'production', enabled: true };
    await setFlagEnabled(gogreen, toggle);
    const apps = [gogreen, other];
    const told: [epoch: string, changes: unknown][] = [];
    const { epoch } = await read(gogreen, production, 4);
    for (const { app } of apps) {
      await rulesetsOf(app).read(production, 4);
      rulesetsOf(app).follow(production, (now, changes) => void told.push([now?.epoch ?? '', changes]));
    }
    const { pool } = gogreen.app.database;
    await pool.query(
      `WITH restored AS (${restore}), removed AS (DELETE FROM events e USING projects p
          WHERE e.project_id = $1 AND p.id = $1 AND e.sequence = 4 AND e.id NOT LIKE '%x' AND ${restore.includes('projects')})
        UPDATE flags SET targeting = '{}' WHERE project_id = $1 AND key = 'a'`,
      [production.projectId],
    );
    await eventually(() => expect(told).toHaveLength(2));
    const stored = await readStoredProject(pool, projectKey);
    expect(stored.epoch).not.toBe(epoch);
    expect(told).toEqual(apps.map(() => [stored.epoch, null]));
    for (const each of apps) {
      const { compiled } = await read(each, production);
      expect(compiled.ruleset).toEqual(stored.rulesets.get(production.environmentId));
      expect(compiled.ruleset.flags['a']?.on).toBe(false);
      expect(await rulesetsOf(each.app).changesSince(production, epoch, 4)).toBeNull();
    }
    await other.close();
  });
});

describe('memory', () => {
  const MB = 1024 * 1024;
  const text = 'x'.repeat(80 * 1024);

  async function openLargeShop(gogreen: TestApp) {
    const shop = await openShop(gogreen, []);
    await createFlag(gogreen, {
      projectKey: shop.projectKey,
      key: 'large',
      kind: 'JSON',
      variations: [{ key: 'a', value: [text] }],
    });
    return shop.production;
  }

  test('beyond RULESETS_MEMORY_MB the project that was used least recently leaves it, and is read again when it is needed', async () => {
    const gogreen = await startTestApp({ worker: false, settings: { RULESETS_MEMORY_MB: '1' } });
    const [first, second, third] = [
      await openLargeShop(gogreen),
      await openLargeShop(gogreen),
      await openLargeShop(gogreen),
    ];
    const rulesets = rulesetsOf(gogreen.app);
    const statements = countStatements(gogreen);
    const end = rulesets.follow(first, () => undefined);
    for (const place of [first, second, third]) await read(gogreen, place);
    expect(statements.count('load-ruleset')).toBe(3);
    await eventually(() => expect(rulesets.peek(second.environmentId)).toBeUndefined());
    // It is followed.
    expect(rulesets.peek(first.environmentId)).toBeDefined();
    end();
    const { compiled } = await read(gogreen, second);
    expect(compiled.evaluate('large', {})).toMatchObject({ value: [text] });
    expect(statements.count('load-ruleset')).toBe(4);
    await eventually(async () =>
      expect(await metric(gogreen, 'gogreen_ruleset_memory_bytes')).toBeLessThanOrEqual(MB),
    );
    await gogreen.close();
  });

  test('a project that leaves it while somebody waits for a version: the version is found all the same', async () => {
    const gogreen = await startTestApp({ worker: false, settings: { RULESETS_MEMORY_MB: '1' } });
    const { projectKey, production } = await openShop(gogreen);
    const others = [
      await openLargeShop(gogreen),
      await openLargeShop(gogreen),
      await openLargeShop(gogreen),
    ] as const;
    const rulesets = rulesetsOf(gogreen.app);
    const { version } = await read(gogreen, production);
    const waiting = read(gogreen, production, version + 1);
    for (const place of others) await read(gogreen, place);
    // What is over the bound leaves after a look, and this looks in any case.
    await rulesets.readAtLeast(others[2], { epoch: 'another', sequence: 0 });
    expect(rulesets.peek(production.environmentId)).toBeUndefined();
    await setFlagEnabled(gogreen, { projectKey, flagKey: 'a', environmentKey: 'production', enabled: true });
    expect((await waiting).version).toBe(version + 1);
    await gogreen.close();
  });

  test('a project that nobody has asked for in ten minutes leaves it, and one that is followed does not', async ({
    gogreen,
  }) => {
    const [idle, followed] = [await openShop(gogreen), await openShop(gogreen)];
    const rulesets = rulesetsOf(gogreen.app);
    await read(gogreen, idle.production);
    await read(gogreen, followed.production);
    const statements = countStatements(gogreen);
    const end = rulesets.follow(followed.production, () => undefined);
    later(601);
    await eventually(async () => {
      await read(gogreen, followed.production);
      const looks = statements.count('look-at-ruleset');
      expect(looks).toBeGreaterThan(2);
    });
    await eventually(() => expect(rulesets.oldestLookMs()).toBeLessThan(600_000));
    expect(rulesets.peek(idle.production.environmentId)).toBeUndefined();
    expect(rulesets.peek(followed.production.environmentId)).toBeDefined();
    end();
  });
});
