/** Commands that share a transaction do what they would do alone. */

import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { Actor } from '#src/access/viewer.ts';
import { adminOf } from '#src/accounts/admin.ts';
import { setFlagEnabled, updateFlagEnvironment } from '#src/flags/flag-environments.ts';
import { deleteFlag } from '#src/flags/flags.ts';
import { updateFlag } from '#src/flags/update-flag.ts';
import { type FlagCommandResult, runTogether } from '#src/flags/writing/together.ts';
import type { App } from '#src/platform/app.ts';
import { BusyDatabaseError } from '#src/platform/postgres/database-unavailable.ts';
import type { Transaction } from '#src/platform/postgres/db.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, freshKey } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { statementsOf } from '#test/support/sql-statements.ts';

const test = testWithApp({ worker: false });
let actor: Actor;

test.beforeAll(async ({ gogreen }) => {
  actor = await adminOf(gogreen.app);
});

const FLAGS = ['one', 'two', 'three'];

type Step = (app: App, projectKey: string) => Promise<{ event: unknown } | FlagCommandResult>;
interface Named {
  name: string;
  run: Step;
}

const flagKeys = fc.constantFrom(...FLAGS, 'missing');
const versions = fc.constantFrom(null, null, null, 1, 2, 3);
const steps: fc.Arbitrary<Named> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({
        flagKey: flagKeys,
        environmentKey: fc.constantFrom('development', 'nowhere'),
        enabled: fc.boolean(),
      })
      .map((input) => ({
        name: `setFlagEnabled ${JSON.stringify(input)}`,
        run: (app: App, projectKey: string) => setFlagEnabled(app, actor, { projectKey, ...input }),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ flagKey: flagKeys }).map((input) => ({
      name: `asks for an approval ${JSON.stringify(input)}`,
      run: (app: App, projectKey: string) =>
        setFlagEnabled(app, actor, { projectKey, ...input, environmentKey: 'production', enabled: true }),
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ key: flagKeys, description: fc.constantFrom('a', 'b', null), expectedVersion: versions })
      .map((input) => ({
        name: `updateFlag ${JSON.stringify(input)}`,
        run: (app: App, projectKey: string) => updateFlag(app, actor, { projectKey, ...input }),
      })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({
        flagKey: flagKeys,
        fallthrough: fc.constantFrom({ variation: 'on' }, { variation: 'off' }, { variation: 'unknown' }),
        expectedVersion: versions,
      })
      .map((input) => ({
        name: `updateFlagEnvironment ${JSON.stringify(input)}`,
        run: (app: App, projectKey: string) =>
          updateFlagEnvironment(app, actor, { projectKey, ...input, environmentKey: 'development' }),
      })),
  },
);

async function makeProject(gogreen: TestApp): Promise<string> {
  const { key } = await createProject(gogreen);
  await command(gogreen, 'updateEnvironment', { projectKey: key, key: 'production', requiresApproval: true });
  for (const flag of FLAGS) await createFlag(gogreen, { projectKey: key, key: flag });
  return key;
}

/** The answer or the error of a command, without the ids and times that differ from run to run. */
function told(outcome: PromiseSettledResult<{ event: unknown }>): unknown {
  if (outcome.status === 'rejected') {
    const { name, message, issues } = outcome.reason as Error & { issues?: unknown };
    return { name, message, issues };
  }
  return withoutIds(outcome.value);
}

function withoutIds(value: unknown): unknown {
  const text = JSON.stringify(value, (key, part: unknown) =>
    key === 'id' || key.endsWith('Id') || key.endsWith('At') || key === 'targeting' ? undefined : part,
  );
  return JSON.parse(text);
}

/** The log and the flags of a project. */
async function stateOf(app: App, projectKey: string): Promise<unknown> {
  const where = '(SELECT id FROM projects WHERE key = $1)';
  const events = await app.database.pool.query(
    `SELECT sequence, type, flag_key, comment, payload FROM events WHERE project_id = ${where} ORDER BY sequence`,
    [projectKey],
  );
  const flags = await app.database.pool.query(
    `SELECT f.key, f.name, f.description, f.version, f.variations,
       (SELECT json_object_agg(n.key, f.targeting->n.id) FROM environments n WHERE n.project_id = f.project_id) AS targeting
     FROM flags f WHERE project_id = ${where} ORDER BY key`,
    [projectKey],
  );
  return { events: events.rows, flags: flags.rows };
}

test('a batch answers, writes and logs what the same commands do one after the other', async ({
  gogreen,
}) => {
  const { app } = gogreen;
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 2, maxLength: 25 }), async (commands) => {
      const [alone, together] = [await makeProject(gogreen), await makeProject(gogreen)];
      const expected: unknown[] = [];
      for (const { run } of commands) {
        const [outcome] = await Promise.allSettled([run(app, alone)]);
        expected.push(told(outcome as PromiseSettledResult<{ event: unknown }>));
      }
      const outcomes = await Promise.allSettled(commands.map(({ run }) => run(app, together)));
      const normal = (value: unknown) =>
        JSON.parse(JSON.stringify(value).replaceAll(together, alone)) as unknown;
      expect(normal(outcomes.map(told))).toEqual(expected);
      expect(normal(await stateOf(app, together))).toEqual(await stateOf(app, alone));
    }),
    { numRuns: 60 },
  );
});

test('twenty commands at once are one transaction, with one job', async ({ gogreen }) => {
  const { app } = gogreen;
  const projectKey = await makeProject(gogreen);
  const sent = await statementsOf(app.database.pool, () =>
    Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        updateFlag(app, actor, { projectKey, key: FLAGS[index % FLAGS.length], description: `${index}` }),
      ),
    ),
  );
  expect(sent).toEqual(['BEGIN', 'lock-flags', 'write-flag-changes', 'COMMIT']);
  const { rows } = await app.database.pool.query(
    `SELECT count(*)::int AS jobs FROM graphile_worker._private_jobs j
     JOIN events e ON j.key = 'fan-out:' || e.id JOIN projects p ON p.id = e.project_id
     WHERE p.key = $1 AND e.type = 'FLAG_UPDATED'`,
    [projectKey],
  );
  expect(rows).toEqual([{ jobs: 1 }]);
});

describe('a flag that another session has locked', () => {
  async function whileLocked(
    app: App,
    projectKey: string,
    lock: string,
    work: (session: Transaction) => Promise<void>,
  ): Promise<void> {
    const session = await app.database.pool.connect();
    try {
      await session.query('BEGIN');
      await session.query(lock, [projectKey]);
      await work(session);
    } finally {
      await session.query('ROLLBACK');
      session.release();
    }
  }
  const ONE = "key = 'one' AND project_id = (SELECT id FROM projects WHERE key = $1)";
  const on = (projectKey: string, flagKey: string) => ({
    projectKey,
    flagKey,
    environmentKey: 'development',
    enabled: true,
  });

  test('delays its own commands, and those of no other flag', async ({ gogreen }) => {
    const { app } = gogreen;
    const projectKey = await makeProject(gogreen);
    await whileLocked(app, projectKey, `SELECT 1 FROM flags WHERE ${ONE} FOR UPDATE`, async (session) => {
      let isDone = false;
      const waits = setFlagEnabled(app, actor, on(projectKey, 'one')).finally(() => {
        isDone = true;
      });
      await setFlagEnabled(app, actor, on(projectKey, 'two'));
      await updateFlag(app, actor, { projectKey, key: 'three', description: 'meanwhile' });
      await nextTurn();
      expect(isDone).toBe(false);
      await session.query('COMMIT');
      expect(await waits).toMatchObject({ event: { sequence: 6 } });
    });
  });

  test('keeps the order of its commands, also of those that come after it is free', async ({ gogreen }) => {
    const { app } = gogreen;
    const projectKey = await makeProject(gogreen);
    await whileLocked(app, projectKey, `SELECT 1 FROM flags WHERE ${ONE} FOR UPDATE`, async (session) => {
      const first = setFlagEnabled(app, actor, on(projectKey, 'one'));
      // Answered after the first command was set aside.
      await setFlagEnabled(app, actor, on(projectKey, 'two'));
      const released = session.query('COMMIT');
      const second = setFlagEnabled(app, actor, { ...on(projectKey, 'one'), enabled: false });
      await released;
      expect(await Promise.all([first, second])).toMatchObject([
        { event: { sequence: 5 }, flag: { version: 2 } },
        { event: { sequence: 6 }, flag: { version: 3 } },
      ]);
    });
  });

  test('is not found once it has been deleted by it', async ({ gogreen }) => {
    const { app } = gogreen;
    const projectKey = await makeProject(gogreen);
    await whileLocked(app, projectKey, `DELETE FROM flags WHERE ${ONE}`, async (session) => {
      const waits = Promise.allSettled([
        setFlagEnabled(app, actor, on(projectKey, 'one')),
        updateFlag(app, actor, { projectKey, key: 'one', description: 'late' }),
      ]);
      await setFlagEnabled(app, actor, on(projectKey, 'two'));
      await session.query('COMMIT');
      const refusal = {
        status: 'rejected',
        reason: { message: expect.stringContaining('has no flag with the key "one"') },
      };
      expect(await waits).toMatchObject([refusal, refusal]);
    });
  });
});

test('a command that waits too long for its turn is refused, and changes nothing later', async ({
  gogreen,
}) => {
  const { app } = gogreen;
  const projectKey = await makeProject(gogreen);
  const session = await app.database.pool.connect();
  try {
    await session.query('BEGIN');
    await session.query('SELECT 1 FROM projects WHERE key = $1 FOR UPDATE', [projectKey]);
    const running = updateFlag(app, actor, { projectKey, key: 'one', description: 'first' });
    // In the next turn of the event loop, when the transaction of the first one is under way.
    await delay(100);
    const late = updateFlag(app, actor, { projectKey, key: 'two', description: 'second' }).catch(
      (error: Error) => error,
    );
    await delay(5_200);
    await session.query('COMMIT');
    expect(await running).toMatchObject({ event: { sequence: 4 } });
    expect(await late).toBeInstanceOf(BusyDatabaseError);
  } finally {
    session.release();
  }
  expect(await stateOf(app, projectKey)).toMatchObject({
    flags: [
      { key: 'one', version: 2 },
      { key: 'three', version: 1 },
      { key: 'two', version: 1 },
    ],
  });
});

test('commands and a deletion at the same time: each answer agrees with the log', async ({ gogreen }) => {
  const { app } = gogreen;
  const projectKey = await makeProject(gogreen);
  const change = (index: number) =>
    updateFlag(app, actor, { projectKey, key: 'one', description: `${index}` }).catch(
      (error: Error) => error,
    );
  const first = Array.from({ length: 10 }, (_, index) => change(index));
  const deletion = deleteFlag(app, actor, { projectKey, key: 'one' });
  const second = Array.from({ length: 10 }, (_, index) => change(10 + index));
  const { event: deleted } = await deletion;
  for (const outcome of await Promise.all([...first, ...second])) {
    if (outcome instanceof Error) expect(outcome.message).toContain('has no flag with the key "one"');
    else expect(outcome.event?.sequence).toBeLessThan(deleted.sequence ?? 0);
  }
});

test('a command that Postgres refuses fails by itself: the others of its batch are carried out', async ({
  gogreen,
}) => {
  const { app } = gogreen;
  const projectKey = await makeProject(gogreen);
  const broken = runTogether(app, {
    projectKey,
    flagKey: 'two',
    plan: (before) => ({
      before,
      after: { ...before, version: 2 },
      event: {
        projectId: before.projectId,
        type: 'NO_SUCH_TYPE' as never,
        occurredAt: new Date(),
        environmentId: null,
        flagId: before.id,
        flagKey: 'two',
        actor,
        comment: null,
        payload: {},
      },
    }),
  });
  const others = ['one', 'three'].map((key) =>
    updateFlag(app, actor, { projectKey, key, description: 'well' }),
  );
  await expect(broken).rejects.toThrow('NO_SUCH_TYPE');
  expect(await Promise.all(others)).toMatchObject([{ event: { sequence: 4 } }, { event: { sequence: 5 } }]);
  expect(await stateOf(app, projectKey)).toMatchObject({
    flags: [
      { key: 'one', version: 2 },
      { key: 'three', version: 2 },
      { key: 'two', version: 1 },
    ],
  });
});

test('large changes that arrive together are written in several transactions, none of them lost', async ({
  gogreen,
}) => {
  const { app } = gogreen;
  const { key: projectKey } = await createProject(gogreen);
  const keys = Array.from({ length: 12 }, () => freshKey('large'));
  const variations = (letter: string) =>
    Array.from({ length: 20 }, (_, index) => ({ key: `text-${index}`, value: letter.repeat(10_000) }));
  for (const key of keys) {
    await createFlag(gogreen, {
      projectKey,
      key,
      kind: 'STRING',
      variations: variations('a'),
    });
  }
  const changed = await Promise.all(
    keys.map((key) => updateFlag(app, actor, { projectKey, key, variations: variations('b') })),
  );
  expect(changed.map(({ event }) => event?.sequence).toSorted((a, b) => Number(a) - Number(b))).toEqual(
    keys.map((_, index) => 13 + index),
  );
  const { rows } = await app.database.pool.query(
    `SELECT DISTINCT f.version, left(f.variations->0->>'value', 1) AS value FROM flags f
     JOIN projects p ON p.id = f.project_id WHERE p.key = $1`,
    [projectKey],
  );
  expect(rows).toEqual([{ version: 2, value: 'b' }]);
});
