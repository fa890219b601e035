/** What happens at the same moment happens one after the other. */

import { expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import {
  addUser,
  changeDirectly,
  guardedFlag,
  readChangeRequest,
  type TestUser,
} from '#test/support/approvals.ts';

const test = testWithApp({ worker: false });
let users: TestUser[];

test.beforeAll(async ({ gogreen }) => {
  users = await Promise.all(
    ['Ada', 'Grace', 'Linus', 'Ken', 'Barbara'].map((name) => addUser(gogreen, name)),
  );
});

/** A change request of the first user, and the others. */
async function proposed(gogreen: TestApp, minimumApprovals: number) {
  const { place } = await guardedFlag(gogreen, { minimumApprovals });
  const [author, ...others] = users;
  if (!author) throw new Error('there are no users');
  return { place, author, others, id: await author.propose({ ...place, enabled: true }) };
}

test('concurrent applications of a change request: one wins, and the flag is changed once', async ({
  gogreen,
}) => {
  const { id, others } = await proposed(gogreen, 1);
  await others[0]?.approve(id);
  const answers = await Promise.all(
    [...others, ...others].map((user) => user.try('applyChangeRequest', { changeRequestId: id })),
  );
  expect(answers.filter((answer) => 'event' in answer)).toHaveLength(1);
  expect(answers.filter((answer) => 'code' in answer && answer.code === 'CONFLICT')).toHaveLength(7);
  const request = await readChangeRequest(gogreen, id);
  expect(request).toMatchObject({ state: 'APPLIED', flag: { version: 2 } });
  expect(request.events.map(({ type }) => type)).toEqual([
    'APPROVAL_REQUESTED',
    'APPROVAL_APPROVED',
    'FLAG_UPDATED',
    'APPROVAL_APPLIED',
  ]);
});

test('concurrent approvals are all counted, and the last one decides the state', async ({ gogreen }) => {
  const { id, others } = await proposed(gogreen, 4);
  await Promise.all(others.flatMap((user) => [user.approve(id), user.approve(id)]));
  const request = await readChangeRequest(gogreen, id);
  expect(request).toMatchObject({ state: 'APPROVED' });
  expect(request.approvals).toHaveLength(4);
  expect(request.events).toHaveLength(5);
});

test('a concurrent approval and edit never leave an approval of an outdated revision', async ({
  gogreen,
}) => {
  for (let round = 0; round < 10; round += 1) {
    const { id, author, others } = await proposed(gogreen, 1);
    const [grace] = others;
    const approval = { changeRequestId: id, expectedRevision: 1 };
    const [edited, approved] = await Promise.all([
      author.edit(id, { title: 'Another title' }),
      grace?.try('approveChangeRequest', approval),
    ]);
    expect(edited.event).not.toBeNull();
    expect(approved).toMatchObject(approved && 'code' in approved ? { code: 'CONFLICT' } : { event: {} });
    expect(await readChangeRequest(gogreen, id)).toMatchObject({ state: 'PENDING', approvals: [] });
  }
});

test('a concurrent application and rejection: exactly one of them takes effect', async ({ gogreen }) => {
  for (let round = 0; round < 10; round += 1) {
    const { id, others } = await proposed(gogreen, 1);
    const [grace, linus] = others;
    await grace?.approve(id);
    await Promise.all([
      grace?.try('applyChangeRequest', { changeRequestId: id }),
      linus?.try('rejectChangeRequest', { changeRequestId: id, comment: 'No' }),
    ]);
    const { state, flag } = await readChangeRequest(gogreen, id);
    expect(['APPLIED', 'REJECTED']).toContain(state);
    expect(flag?.environment?.enabled).toBe(state === 'APPLIED');
  }
});

test('two change requests of one flag applied concurrently: one is applied, the other shows its new diff', async ({
  gogreen,
}) => {
  const { id: first, place, author, others } = await proposed(gogreen, 1);
  const second = await author.propose({ ...place, fallthrough: { variation: 'off' } });
  const [grace, linus] = others;
  await grace?.approve(first);
  await grace?.approve(second);
  await Promise.all([
    grace?.try('applyChangeRequest', { changeRequestId: first }),
    linus?.try('applyChangeRequest', { changeRequestId: second }),
  ]);
  const states = await Promise.all([first, second].map((id) => readChangeRequest(gogreen, id)));
  expect(states.map(({ state }) => state).toSorted()).toEqual(['APPLIED', 'PENDING']);
  expect(states.find(({ state }) => state === 'PENDING')).toMatchObject({ revision: 2, approvals: [] });
});

test('an application waits for a direct change under way, and sees it', async ({ gogreen }) => {
  const { id, place, others } = await proposed(gogreen, 1);
  const [grace] = others;
  await grace?.approve(id);
  const holder = await gogreen.app.database.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM flags WHERE key = $1 FOR UPDATE', [place.flagKey]);
  const application = grace?.try('applyChangeRequest', { changeRequestId: id });
  await holder.query(
    `UPDATE flags SET version = version + 1, targeting = json_build_object((SELECT id FROM environments n
       WHERE n.project_id = flags.project_id AND key = 'production'),
       '{"enabled":true,"rules":[],"fallthrough":{"variation":"off"},"offVariation":"off"}'::json) WHERE key = $1`,
    [place.flagKey],
  );
  await holder.query('COMMIT');
  holder.release();
  expect(await application).toMatchObject({ code: 'CONFLICT' });
  await changeDirectly(gogreen, place, { enabled: false });
});
