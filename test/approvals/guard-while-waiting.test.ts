/** Approvals are asked for while changes of flags wait for a lock: see prisma/functions/lock_flags.sql. */

import pg from 'pg';
import { expect, vi } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';

const test = testWithApp({ worker: false });
const PATIENCE = { timeout: 60_000, interval: 50 };

let holder: pg.Client;

test.beforeEach(async ({ gogreen }) => {
  holder = new pg.Client({ connectionString: gogreen.databaseUrl });
  await holder.connect();
  await holder.query('BEGIN');
});
test.afterEach(async () => {
  await holder.end();
});

async function createFlagIn(gogreen: TestApp) {
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, { projectKey, key: 'a' });
  return { projectKey, flagKey: 'a', environmentKey: 'production' };
}

const guard = (gogreen: TestApp, projectKey: string) =>
  gogreen.send(
    'mutation ($input: UpdateEnvironmentInput!) { updateEnvironment(input: $input) { __typename } }',
    {
      input: { projectKey, key: 'production', requiresApproval: true },
    },
  );

const switchOn = (gogreen: TestApp, input: object) =>
  gogreen.send('mutation ($input: SetFlagEnabledInput!) { setFlagEnabled(input: $input) { __typename } }', {
    input: { ...input, enabled: true },
  });

const guarded = { status: 200, data: { updateEnvironment: { __typename: 'UpdateEnvironmentPayload' } } };

async function untilSomethingWaitsFor(gogreen: TestApp, lock: 'transactionid' | 'advisory'): Promise<void> {
  await vi.waitFor(async () => {
    const { rowCount } = await gogreen.app.database.pool.query(
      'SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = $1',
      [lock],
    );
    expect(rowCount).toBe(1);
  }, PATIENCE);
}

test('a change that waits for its flag is refused when its environment asks for approvals meanwhile', async ({
  gogreen,
}) => {
  const place = await createFlagIn(gogreen);
  await holder.query('SELECT FROM flags FOR UPDATE');
  const change = switchOn(gogreen, place);
  await untilSomethingWaitsFor(gogreen, 'transactionid');
  expect(await guard(gogreen, place.projectKey)).toEqual(guarded);
  await holder.query('COMMIT');
  expect(await change).toMatchObject({ data: { setFlagEnabled: { __typename: 'ApprovalRequiredError' } } });
});

test('asking for approvals is answered after the changes that were made by the rules from before', async ({
  gogreen,
}) => {
  const place = await createFlagIn(gogreen);
  await holder.query('SELECT FROM projects FOR NO KEY UPDATE');
  const finished: string[] = [];
  const change = switchOn(gogreen, place).finally(() => finished.push('change'));
  await untilSomethingWaitsFor(gogreen, 'transactionid');
  const guarding = guard(gogreen, place.projectKey).finally(() => finished.push('guard'));
  await untilSomethingWaitsFor(gogreen, 'advisory');
  expect(finished).toEqual([]);
  await holder.query('COMMIT');
  expect(await change).toMatchObject({ data: { setFlagEnabled: { __typename: 'SetFlagEnabledPayload' } } });
  expect(await guarding).toEqual(guarded);
});
