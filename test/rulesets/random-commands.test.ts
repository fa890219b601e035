/**
 * Ten thousand commands on two processes, with readers in both. Redis is gone for a third of the time: the readers notice what
 * the other process did when they poll, or when they are asked.
 */

import { compile, type Ruleset, type RulesetChanges } from 'gogreen-engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulesetsOf } from '#src/rulesets/rulesets.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { createChance, randomContext, runRandomCommand } from '#test/support/random-commands.ts';
import { type RedisServer, redisUrl, startRedis } from '#test/support/redis.ts';
import { readStoredProject, type StoredProject } from '#test/support/stored-ruleset.ts';

const COMMANDS = 10_000;
/** Commands that are sent at the same time. */
const AT_ONCE = 10;
const SEED = 20_261_130;

describe.skipIf(!redisUrl())('rulesets under random commands (needs redis-server)', () => {
  let redis: RedisServer;
  let apps: [TestApp, TestApp];

  beforeAll(async () => {
    redis = await startRedis();
    const one = await startTestApp({ worker: false, redisUrl: redis.url });
    const other = await startTestApp({ worker: false, redisUrl: redis.url, databaseUrl: one.databaseUrl });
    apps = [one, other];
  });
  afterAll(async () => {
    for (const gogreen of [...(apps ?? [])].reverse()) await gogreen.close();
    await redis?.stop();
  });

  test('each is what Postgres has at its version, and a change of what is served is a change of the version', {
    timeout: 600_000,
  }, async () => {
    const [one] = apps;
    const { id: projectId, key: projectKey, environments } = await createProject(one);
    const chance = createChance(SEED);
    const { pool } = one.app.database;
    /** What Postgres had, by epoch, environment and version. */
    const known = new Map<string, Ruleset>();
    const told: Ruleset[] = [];
    for (const { app } of apps)
      for (const { id: environmentId } of environments) {
        const environment = { projectId, environmentId };
        let copy = (await rulesetsOf(app).read(environment)).compiled.ruleset;
        rulesetsOf(app).follow(environment, (now, changes) => {
          if (!now) throw new Error('the environment is gone');
          copy = changes ? applied(copy, changes) : now.compiled.ruleset;
          expect(copy).toEqual(now.compiled.ruleset);
          told.push(copy);
        });
      }

    let before = await readStoredProject(pool, projectKey);
    for (let sent = 0; sent < COMMANDS; sent += AT_ONCE) {
      if (sent === COMMANDS * 0.4) await redis.kill();
      if (sent === COMMANDS * 0.7) await redis.restart();
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) =>
          runRandomCommand(apps[index % 2 === 0 ? 0 : 1], projectKey, chance),
        ),
      );
      const now = await readStoredProject(pool, projectKey);
      expectOtherVersions(before, now);
      before = now;
      for (const [environmentId, stored] of now.rulesets) {
        known.set(nameOf(stored), stored);
        const context = randomContext(chance);
        const fresh = compile(stored).all(context);
        for (const { app } of apps) {
          const { compiled, version } = await rulesetsOf(app).readAtLeast({ projectId, environmentId }, now);
          expect(version).toBe(stored.version);
          expect(compiled.ruleset).toEqual(stored);
          expect(compiled.all(context)).toEqual(fresh);
        }
      }
    }
    // Not each version was read from Postgres: several commands ran at once.
    const compared = told.filter((ruleset) => known.has(nameOf(ruleset)));
    for (const ruleset of compared) expect(ruleset).toEqual(known.get(nameOf(ruleset)));
    expect(compared.length).toBeGreaterThan(COMMANDS / 10);
    expect(before.sequence).toBeGreaterThan(COMMANDS / 3);
  });
});

function nameOf({ epoch, environment, version }: Ruleset): string {
  return `${epoch} ${environment} ${version}`;
}

/** As a client applies changes, which has nothing but the ruleset before. */
function applied(ruleset: Ruleset, { epoch, from, to, flags }: RulesetChanges): Ruleset {
  expect({ epoch, from }).toEqual({ epoch: ruleset.epoch, from: ruleset.version });
  const all = new Map(Object.entries(ruleset.flags));
  for (const [key, rules] of Object.entries(flags)) {
    if (rules) all.set(key, rules);
    else all.delete(key);
  }
  return { ...ruleset, version: to, flags: Object.fromEntries(all) };
}

/** Whatever is served otherwise has another epoch or a later version. */
function expectOtherVersions(before: StoredProject, now: StoredProject): void {
  for (const [id, ruleset] of now.rulesets) {
    const earlier = before.rulesets.get(id);
    if (!earlier || earlier.epoch !== ruleset.epoch) continue;
    if (earlier.version === ruleset.version) expect(ruleset).toEqual(earlier);
    else expect(ruleset.version).toBeGreaterThan(earlier.version);
  }
}
