import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import {
  addUser,
  changeDirectly,
  guardedFlag,
  readChangeRequest,
  type TestUser,
} from '#test/support/approvals.ts';
import { command, fingerprint } from '#test/support/command.ts';

const test = testWithApp({ worker: false });
let ada: TestUser;
let grace: TestUser;
let linus: TestUser;

test.beforeAll(async ({ gogreen }) => {
  ada = await addUser(gogreen, 'Ada');
  grace = await addUser(gogreen, 'Grace');
  linus = await addUser(gogreen, 'Linus');
});

describe('approvals', () => {
  test('approvals count once for each approver, and the environment says how many are needed', async ({
    gogreen,
  }) => {
    const { place } = await guardedFlag(gogreen, { minimumApprovals: 2 });
    const id = await ada.propose({ ...place, enabled: true });
    expect((await grace.approve(id)).event).toMatchObject({ type: 'APPROVAL_APPROVED' });
    const before = await fingerprint(gogreen);
    expect(await grace.approve(id)).toMatchObject({ changeRequest: { id }, event: null });
    expect(await grace.try('applyChangeRequest', { changeRequestId: id })).toMatchObject({
      message: expect.stringContaining('It has 1 of the 2 approvals'),
    });
    expect(await fingerprint(gogreen)).toEqual(before);
    await linus.approve(id);
    expect(await readChangeRequest(gogreen, id)).toMatchObject({
      state: 'APPROVED',
      approvals: [{ approver: { name: 'Grace' } }, { approver: { name: 'Linus' } }],
    });
    // Its author may: it is the approval that takes another.
    await ada.apply(id);
    expect(await readChangeRequest(gogreen, id)).toMatchObject({ state: 'APPLIED' });
  });

  test('approvals are too few once the environment requires more', async ({ gogreen }) => {
    const { place, projectKey } = await guardedFlag(gogreen);
    const id = await ada.propose({ ...place, enabled: true });
    await grace.approve(id);
    await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', minimumApprovals: 2 });
    expect(await ada.try('applyChangeRequest', { changeRequestId: id })).toMatchObject({ code: 'CONFLICT' });
    await linus.approve(id);
    await ada.apply(id);
    expect(await readChangeRequest(gogreen, id)).toMatchObject({ state: 'APPLIED' });
  });

  test.for<[string, string, object]>([
    ['was deactivated', 'updateUser', { deactivated: true }],
    ['has lost the role', 'setProjectRole', { role: 'VIEWER' }],
  ])('approvals of a user who %s no longer count', async ([_name, mutation, input], { gogreen }) => {
    const { place, projectKey } = await guardedFlag(gogreen);
    const edsger = await addUser(gogreen, 'Edsger');
    const changeRequestId = await ada.propose({ ...place, enabled: true });
    await edsger.approve(changeRequestId);
    const project = mutation === 'setProjectRole' ? { projectKey } : {};
    await command(gogreen, mutation, { userId: edsger.actor.id, ...project, ...input });
    expect(await ada.try('applyChangeRequest', { changeRequestId })).toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/It has 0 of the 1 approvals .* not counting those of people who/),
    });
    await grace.approve(changeRequestId);
    expect((await ada.apply(changeRequestId)).changeRequest).toMatchObject({ state: 'APPLIED' });
    expect((await readChangeRequest(gogreen, changeRequestId)).approvals).toMatchObject([
      { approver: { name: 'Edsger' } },
      { approver: { name: 'Grace' } },
    ]);
  });

  test('change requests work in an environment without required approvals, which still accepts direct changes', async ({
    gogreen,
  }) => {
    const { place } = await guardedFlag(gogreen);
    const here = { ...place, environmentKey: 'development' };
    const id = await ada.propose({ ...here, enabled: true });
    expect(await ada.try('applyChangeRequest', { changeRequestId: id })).toMatchObject({ code: 'CONFLICT' });
    await grace.approve(id);
    await ada.apply(id);
    const answer = await command(gogreen, 'setFlagEnabled', { ...here, enabled: false });
    expect(answer).toMatchObject({ event: { type: 'FLAG_UPDATED' } });
  });
});

describe('an edit', () => {
  test('an edited change request has a new diff as the next revision, and its approvals no longer count', async ({
    gogreen,
  }) => {
    const { place } = await guardedFlag(gogreen);
    const id = await ada.propose({ ...place, enabled: true, comment: 'Why not' });
    await grace.approve(id);
    const rules = [
      {
        clauses: [{ attribute: 'country', operator: 'IN', values: ['FR'] }],
        serve: { variation: 'off' },
      },
    ];
    const { event } = await ada.edit(id, { rules, title: 'Not in France' });
    expect(event).toMatchObject({ type: 'APPROVAL_REQUESTED' });
    const request = await readChangeRequest(gogreen, id);
    expect(request.events.at(-1)).toMatchObject({ type: 'APPROVAL_REQUESTED', comment: 'Why not' });
    expect(request).toMatchObject({
      title: 'Not in France',
      state: 'PENDING',
      revision: 2,
      approvals: [],
      comment: 'Why not',
      codeLikeAfter: 'IF country IN ("FR")\nTHEN "off"\nELSE "on"',
    });
  });

  test.for<[string, object]>([
    ['the title', { title: 'Another' }],
    ['the comment', { comment: null }],
    ['the schedule', { scheduledAt: new Date(Date.now() + 3_600_000) }],
  ])('of %s alone lets the approvals fall as well', async ([_what, change], { gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const id = await ada.propose({ ...place, enabled: true, comment: 'Why' });
    await grace.approve(id);
    await ada.edit(id, change);
    expect(await readChangeRequest(gogreen, id)).toMatchObject({ state: 'PENDING', approvals: [] });
  });

  test.for<[string, object]>([
    ['nothing', {}],
    ['what it is', { enabled: true, title: 'Title', comment: 'Why' }],
  ])('an edit to %s changes nothing, and the approvals stay', async ([_what, change], { gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const id = await ada.propose({ ...place, enabled: true, title: 'Title', comment: 'Why' });
    await grace.approve(id);
    const before = await fingerprint(gogreen);
    expect(await ada.edit(id, change)).toMatchObject({ changeRequest: { id }, event: null });
    expect(await fingerprint(gogreen)).toEqual(before);
  });

  test('an edit without a difference brings the diff up to date when the flag has changed', async ({
    gogreen,
  }) => {
    const { place } = await guardedFlag(gogreen);
    const id = await ada.propose({ ...place, enabled: true });
    await changeDirectly(gogreen, place, { fallthrough: { variation: 'off' } });
    expect((await ada.edit(id, {})).event).toMatchObject({ type: 'APPROVAL_REQUESTED' });
    expect(await readChangeRequest(gogreen, id)).toMatchObject({
      revision: 2,
      flagVersion: 2,
      codeLikeAfter: 'SERVE "off"',
    });
  });

  test('an edit that leaves nothing to change is rejected', async ({ gogreen }) => {
    const { place } = await guardedFlag(gogreen);
    const id = await ada.propose({ ...place, enabled: true });
    expect(await ada.try('updateChangeRequest', { changeRequestId: id, enabled: false })).toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('would change nothing'),
    });
  });
});

test('a rejected change request is closed, and the event has the comment', async ({ gogreen }) => {
  const { place } = await guardedFlag(gogreen);
  const id = await ada.propose({ ...place, enabled: true });
  await grace.try('rejectChangeRequest', { changeRequestId: id, comment: 'Not on a Friday' });
  const request = await readChangeRequest(gogreen, id);
  expect(request).toMatchObject({ state: 'REJECTED', flag: { version: 1 } });
  expect(request.events.at(-1)).toMatchObject({
    type: 'APPROVAL_REJECTED',
    comment: 'Not on a Friday',
    actor: { name: 'Grace' },
  });
});

test('the emergency bypass applies a change request at once, and records who used it and why', async ({
  gogreen,
}) => {
  const { place } = await guardedFlag(gogreen, { minimumApprovals: 3 });
  const { changeRequest } = await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
  const input = { changeRequestId: changeRequest?.id, bypass: true, comment: 'Checkout is down' };
  expect(await command(gogreen, 'applyChangeRequest', input)).toMatchObject({
    event: { type: 'APPROVAL_APPLIED' },
    changeRequest: { state: 'APPLIED' },
  });
  const request = await readChangeRequest(gogreen, changeRequest?.id ?? '');
  expect(request).toMatchObject({ bypassed: true, approvals: [], flag: { environment: { enabled: true } } });
  expect(request.events.slice(-2)).toMatchObject([
    { type: 'FLAG_UPDATED', comment: 'Checkout is down' },
    { type: 'APPROVAL_APPLIED', comment: 'Checkout is down', bypass: true, actor: { name: 'Admin' } },
  ]);
});

test('the bypass of a change request whose flag has changed is a conflict; the next one applies the new diff', async ({
  gogreen,
}) => {
  const { place } = await guardedFlag(gogreen);
  const id = await ada.propose({ ...place, enabled: true });
  await changeDirectly(gogreen, place, { fallthrough: { variation: 'off' } });
  const input = { changeRequestId: id, bypass: true, comment: 'Now' };
  expect(await command(gogreen, 'applyChangeRequest', input)).toMatchObject({
    __typename: 'ConflictError',
    currentChangeRequest: { revision: 2 },
  });
  expect(await command(gogreen, 'applyChangeRequest', input)).toMatchObject({
    changeRequest: { state: 'APPLIED' },
  });
});
