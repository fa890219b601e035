import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TRANSITIONS } from '#src/deliveries/states/transitions.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { createProject, createWebhook } from '#test/support/builders.ts';
import {
  claim,
  deliveryCommands,
  runCancel,
  runReaper,
  runRecovery,
  succeedAll,
  tour,
} from '#test/support/delivery-commands.ts';
import { World } from '#test/support/delivery-world.ts';

const TIME_LIMIT_MS = 12_000;
const clock = { now: new Date() };
let gogreen: TestApp;

beforeAll(async () => {
  // An hour ahead, so that what Postgres dates with its own clock lies in the past.
  clock.now = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 3_600_000);
  gogreen = await startTestApp({ worker: false, now: () => clock.now });
});
afterAll(() => gogreen?.close());

async function startWorld(): Promise<World> {
  await gogreen.app.database.pool.query('DELETE FROM projects');
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
  const { key: projectKey, id: projectId } = await createProject(gogreen);
  const { id: integrationId } = await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:1/' });
  return new World(gogreen.app, clock, { projectKey, projectId, integrationId });
}

/** Receivers work again, and workers run: every delivery must come to an end. */
async function drain(world: World): Promise<void> {
  world.hasLostJobs = true;
  for (let round = 0; round < 40; round += 1) {
    if (world.idsOf('PENDING', 'SENDING').length === 0) return;
    clock.now = new Date(clock.now.getTime() + 26 * 3_600_000);
    for (const step of [runReaper, runRecovery, claim, succeedAll, runCancel])
      if (step.check(world)) await step.run(world, world);
  }
  expect(world.idsOf('PENDING', 'SENDING'), 'deliveries that never end').toEqual([]);
}

it('deliveries go through all transitions: the model agrees after each', async () => {
  const world = await startWorld();
  for (const command of tour) if (command.check(world)) await command.run(world, world);
  await drain(world);
  const { testStarted: _, ...others } = TRANSITIONS;
  expect([...world.seen].toSorted()).toEqual(Object.keys(others).toSorted());
});

it('deliveries keep their invariants whatever happens to them, in any order, and all of them end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(deliveryCommands, { maxCommands: 60, size: 'max' }), async (commands) => {
      const world = await startWorld();
      await fc.asyncModelRun(() => ({ model: world, real: world }), commands);
      await drain(world);
    }),
    { interruptAfterTimeLimit: TIME_LIMIT_MS, numRuns: 1_000 },
  );
}, 60_000);
