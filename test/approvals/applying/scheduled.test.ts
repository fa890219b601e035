/** Change requests that are applied by themselves at a time, whatever happens until then. */

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { addLostApplications } from '#src/approvals/applying/add-lost-applications.ts';
import { applyScheduledChange } from '#src/approvals/applying/apply-change-request.job.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import {
  addUser,
  changeDirectly,
  guardedFlag,
  readChangeRequest,
  type TestUser,
} from '#test/support/approvals.ts';
import { deleteFlag } from '#test/support/builders.ts';
import { resumeClock, stopClock, type TestClock } from '#test/support/clock.ts';
import { command } from '#test/support/command.ts';
import { readJobs, runJobs } from '#test/support/run-jobs.ts';
import { setRole } from '#test/support/tokens.ts';

let gogreen: TestApp;
let clock: TestClock;
let ada: TestUser;
let grace: TestUser;

beforeAll(async () => {
  gogreen = await startTestApp({ worker: false, now: () => new Date() });
  ada = await addUser(gogreen, 'Ada');
  grace = await addUser(gogreen, 'Grace');
});
afterAll(() => gogreen?.close());
beforeEach(async () => {
  clock = stopClock();
  await gogreen.app.database.pool.query('DELETE FROM graphile_worker._private_jobs');
});
afterEach(() => resumeClock());

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(clock.now().getTime() + hours * HOUR_MS);

/** A change request for two hours from now. */
async function scheduled({ isApproved = true } = {}) {
  const { place } = await guardedFlag(gogreen);
  const scheduledAt = inHours(2);
  const id = await ada.propose({ ...place, enabled: true, scheduledAt, comment: 'At night' });
  if (isApproved) await grace.approve(id);
  return { id, place, scheduledAt, read: () => readChangeRequest(gogreen, id) };
}

const jobs = async () => (await readJobs(gogreen)).filter(({ task }) => task === 'apply-change-request');

test('a scheduled change is applied at its time, not before, in the name of its author', async () => {
  const { id, read, scheduledAt } = await scheduled();
  expect(await jobs()).toMatchObject([{ key: `apply-change-request:${id}`, runAt: scheduledAt }]);
  clock.advance(2 * HOUR_MS - 1_000);
  await runJobs(gogreen);
  expect(await read()).toMatchObject({ state: 'APPROVED', scheduledAt: scheduledAt.toISOString() });
  clock.advance(1_000);
  await runJobs(gogreen);
  const request = await read();
  expect(request).toMatchObject({ state: 'APPLIED', flag: { environment: { enabled: true } } });
  expect(request.events.slice(-2)).toMatchObject([
    { type: 'FLAG_UPDATED', comment: 'At night', actor: { name: 'Ada' } },
    { type: 'APPROVAL_APPLIED', reason: null, actor: { name: 'Ada' } },
  ]);
  expect(await jobs()).toEqual([]);
});

test('a scheduled change can be applied earlier by the emergency bypass only; its job then does nothing', async () => {
  const { id, read } = await scheduled();
  expect(await grace.try('applyChangeRequest', { changeRequestId: id })).toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('It was approved to be applied at'),
  });
  const input = { changeRequestId: id, bypass: true, comment: 'Now' };
  await command(gogreen, 'applyChangeRequest', input);
  const { events } = await read();
  clock.advance(2 * HOUR_MS);
  await runJobs(gogreen);
  expect(await read()).toMatchObject({ state: 'APPLIED', events, flag: { version: 2 } });
});

test('a scheduled change without the approvals at its time is cancelled, with an event that says so', async () => {
  const { read, scheduledAt } = await scheduled({ isApproved: false });
  clock.advance(2 * HOUR_MS);
  await runJobs(gogreen);
  const time = scheduledAt.toISOString().slice(0, 16).replace('T', ' ');
  const reason = `It could not be applied at ${time} UTC: it had 0 of the 1 approvals that "production" asks for.`;
  const request = await read();
  expect(request).toMatchObject({ state: 'CANCELLED', reason, flag: { version: 1 } });
  expect(request.events.at(-1)).toMatchObject({ type: 'APPROVAL_CANCELLED', reason, comment: null });
});

test('a scheduled change of a flag that has changed or is deleted by then is cancelled, with the reason', async () => {
  const moved = await scheduled();
  const gone = await scheduled();
  await changeDirectly(gogreen, moved.place, { fallthrough: { variation: 'off' } });
  await deleteFlag(gogreen, { projectKey: gone.place.projectKey, key: gone.place.flagKey });
  clock.advance(2 * HOUR_MS);
  await runJobs(gogreen);
  expect(await moved.read()).toMatchObject({
    state: 'CANCELLED',
    flag: { environment: { enabled: false } },
    reason: expect.stringMatching(
      /: the flag has changed since revision 1 was reviewed \(version 1, now 2\)/,
    ),
  });
  const request = await gone.read();
  expect(request).toMatchObject({
    state: 'CANCELLED',
    reason: expect.stringMatching(new RegExp(`: the flag "${gone.place.flagKey}" was deleted.$`)),
  });
  expect(request.events.at(-1)).toMatchObject({ type: 'APPROVAL_CANCELLED', reason: request.reason });
});

test.each<[string, change: (author: string, projectKey: string) => Promise<unknown>, reason: RegExp]>([
  [
    'was deactivated',
    (userId) => command(gogreen, 'updateUser', { userId, deactivated: true }),
    /: its author, Linus, was deactivated\.$/,
  ],
  [
    'has lost the role',
    (userId, projectKey) => command(gogreen, 'setProjectRole', { projectKey, userId, role: null }),
    /: its author, Linus, may no longer change flags of "[\w-]+"\.$/,
  ],
  [
    'is only a viewer by then',
    (userId, projectKey) => command(gogreen, 'setProjectRole', { projectKey, userId, role: 'VIEWER' }),
    /: its author, Linus, may no longer change flags of "[\w-]+"\.$/,
  ],
  [
    'is no owner of the instance any more',
    async (userId, projectKey) => {
      await command(gogreen, 'updateUser', { userId, owner: true });
      await setRole(gogreen, { userId, projectId: await projectIdOf(projectKey), role: null });
      await command(gogreen, 'updateUser', { userId, owner: false });
    },
    /: its author, Linus, may no longer change flags of "[\w-]+"\.$/,
  ],
])('it is cancelled when its author %s', async (_name, change, reason) => {
  const { place } = await guardedFlag(gogreen);
  const linus = await addUser(gogreen, 'Linus');
  const id = await linus.propose({ ...place, enabled: true, scheduledAt: inHours(2) });
  await grace.approve(id);
  clock.advance(HOUR_MS);
  await change(linus.actor.id, place.projectKey);
  clock.advance(HOUR_MS);
  await runJobs(gogreen);
  const request = await readChangeRequest(gogreen, id);
  expect(request).toMatchObject({
    state: 'CANCELLED',
    reason: expect.stringMatching(reason),
    flag: { version: 1, environment: { enabled: false } },
  });
  expect(request.events.at(-1)).toMatchObject({ type: 'APPROVAL_CANCELLED', reason: request.reason });
});

test('a scheduled change is cancelled when its approver was deactivated', async () => {
  const { id, read } = await scheduled({ isApproved: false });
  const linus = await addUser(gogreen, 'Linus');
  await linus.approve(id);
  await command(gogreen, 'updateUser', { userId: linus.actor.id, deactivated: true });
  clock.advance(2 * HOUR_MS);
  await runJobs(gogreen);
  expect(await read()).toMatchObject({
    state: 'CANCELLED',
    flag: { version: 1 },
    reason: expect.stringMatching(/: it had 0 of the 1 approvals that .* not counting those of people who/),
  });
});

test.each<[string, change: (author: string, projectKey: string) => Promise<unknown>]>([
  [
    'was given the role again',
    async (userId, projectKey) => {
      for (const role of [null, 'EDITOR'])
        await command(gogreen, 'setProjectRole', { projectKey, userId, role });
    },
  ],
  [
    'never had a stored role, since a claim of the OIDC issuer gives it',
    async (userId, projectKey) => {
      // As before the change was proposed: nobody has taken it since.
      await setRole(gogreen, { userId, projectId: await projectIdOf(projectKey), role: null });
      await command(gogreen, 'setProjectRole', { projectKey, userId, role: 'VIEWER' });
    },
  ],
])('it is applied when its author %s', async (_name, change) => {
  const { place, read } = await scheduled();
  await change(ada.actor.id, place.projectKey);
  clock.advance(2 * HOUR_MS);
  await runJobs(gogreen);
  expect(await read()).toMatchObject({ state: 'APPLIED' });
});

async function projectIdOf(projectKey: string): Promise<string> {
  const { rows } = await gogreen.app.database.pool.query<{ id: string }>(
    'SELECT id FROM projects WHERE key = $1',
    [projectKey],
  );
  return rows[0]?.id ?? '';
}

test('a scheduled change takes another time, or none, in place of the first one', async () => {
  const later = await scheduled();
  const never = await scheduled();
  await ada.edit(later.id, { scheduledAt: inHours(5) });
  await ada.edit(never.id, { scheduledAt: null });
  for (const { id } of [later, never]) await grace.approve(id);
  clock.advance(3 * HOUR_MS);
  await runJobs(gogreen);
  expect(await later.read()).toMatchObject({ state: 'APPROVED' });
  expect(await never.read()).toMatchObject({ state: 'APPROVED', scheduledAt: null });
  clock.advance(2 * HOUR_MS);
  await runJobs(gogreen);
  expect(await later.read()).toMatchObject({ state: 'APPLIED' });
  expect(await never.read()).toMatchObject({ state: 'APPROVED' });
});

test('the job of a scheduled change that a killed worker holds is added again; a waiting one is left alone', async () => {
  const { id, read } = await scheduled();
  clock.advance(2 * HOUR_MS + 20_000);
  await gogreen.app.database.pool.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead', attempts = 1`,
  );
  expect(await addLostApplications(gogreen.app)).toBe(0);
  clock.advance(20_000);
  expect(await addLostApplications(gogreen.app)).toBe(1);
  expect(await addLostApplications(gogreen.app)).toBe(0);
  await runJobs(gogreen);
  expect(await read()).toMatchObject({ id, state: 'APPLIED', flag: { version: 2 } });
  expect(await addLostApplications(gogreen.app)).toBe(0);
});

test('the job of a scheduled change run twice at the same time applies it once', async () => {
  const { id, read, scheduledAt } = await scheduled();
  clock.advance(2 * HOUR_MS);
  const payload = { changeRequestId: id, scheduledAt: scheduledAt.toISOString() };
  await Promise.all([1, 2, 3].map(() => applyScheduledChange(gogreen.app, payload)));
  expect(await read()).toMatchObject({ state: 'APPLIED', flag: { version: 2 } });
});
