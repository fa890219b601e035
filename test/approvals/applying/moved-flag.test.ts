/** What is applied is what was reviewed: whatever has happened to the flag meanwhile. */

import { expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import {
  addUser,
  changeDirectly,
  guardedFlag,
  readChangeRequest,
  type TestUser,
} from '#test/support/approvals.ts';
import { createFlag, deleteFlag, setFlagEnabled, updateFlag } from '#test/support/builders.ts';
import { command, fingerprint, refusal } from '#test/support/command.ts';

const test = testWithApp({ worker: false });
let ada: TestUser;
let grace: TestUser;

test.beforeAll(async ({ gogreen }) => {
  ada = await addUser(gogreen, 'Ada');
  grace = await addUser(gogreen, 'Grace');
});

const rule = (country: string) => ({
  clauses: [{ attribute: 'country', operator: 'IN', values: [country] }],
  serve: { variation: 'on' },
});
const variations = [
  { key: 'control', value: 'a' },
  { key: 'treatment', value: 'b' },
  { key: 'unused', value: 'c' },
];

/** Proposes a change that Grace approves. */
async function approved(place: object, change: object): Promise<string> {
  const id = await ada.propose({ ...place, ...change });
  await grace.approve(id);
  return id;
}

test('a flag that changed elsewhere since the approval: what was approved is applied', async ({
  gogreen,
}) => {
  const flag = { kind: 'STRING' as const, variations };
  const { place, projectKey, flagKey: key } = await guardedFlag(gogreen, { flag });
  const id = await approved(place, { enabled: true, fallthrough: { variation: 'treatment' } });
  await setFlagEnabled(gogreen, { ...place, environmentKey: 'development', enabled: true });
  await updateFlag(gogreen, { projectKey, key, name: 'Renamed', tags: ['new'] });
  await updateFlag(gogreen, {
    projectKey,
    key,
    variations: [...variations.slice(0, 2), { key: 'unused', value: 'other' }, { key: 'more', value: 'd' }],
  });
  expect(await command(gogreen, 'applyChangeRequest', { changeRequestId: id })).toMatchObject({
    changeRequest: { state: 'APPLIED', revision: 1 },
  });
  expect(await readChangeRequest(gogreen, id)).toMatchObject({
    flagVersion: 1,
    flag: { version: 5, environment: { codeLike: 'SERVE "treatment"' } },
  });
});

test('a flag that serves something else since the approval: a conflict with the new diff, which needs a new approval', async ({
  gogreen,
}) => {
  const { place } = await guardedFlag(gogreen);
  const id = await approved(place, { enabled: true });
  await changeDirectly(gogreen, place, { rules: [rule('FR')] });

  const answer = await command(gogreen, 'applyChangeRequest', { changeRequestId: id });
  expect(answer).toEqual({
    __typename: 'ConflictError',
    code: 'CONFLICT',
    currentFlag: null,
    message:
      'The flag has changed since revision 1 was reviewed (version 1, now 2), and applying it would do something else now. Nothing was applied, and its approvals have fallen: `currentChangeRequest` shows what it would do now, as revision 2, for new approvals.',
    currentChangeRequest: { id, state: 'PENDING', revision: 2 },
  });
  const moved = await readChangeRequest(gogreen, id);
  expect(moved).toMatchObject({
    approvals: [],
    flagVersion: 2,
    flag: { version: 2, environment: { enabled: false } },
    codeLikeBefore: 'OFF: "off"\nIF country IN ("FR")\nTHEN "on"\nELSE "on"',
    codeLikeAfter: 'IF country IN ("FR")\nTHEN "on"\nELSE "on"',
    reason: expect.stringContaining('The flag has changed since revision 1 was reviewed'),
  });
  expect(moved.events.at(-1)).toMatchObject({
    type: 'APPROVAL_REQUESTED',
    revision: 2,
    actor: { name: 'Admin' },
    reason: moved.reason,
  });

  await refusal(gogreen, 'applyChangeRequest', { changeRequestId: id });
  await grace.approve(id);
  await grace.apply(id);
  expect(await readChangeRequest(gogreen, id)).toMatchObject({
    state: 'APPLIED',
    reason: null,
    flag: { version: 3, environment: { codeLike: moved.codeLikeAfter } },
  });
});

test('a flag that changed and was changed back since the approval: what was approved is applied', async ({
  gogreen,
}) => {
  const { place } = await guardedFlag(gogreen);
  const id = await approved(place, { enabled: true });
  await changeDirectly(gogreen, place, { rules: [rule('FR')] });
  await changeDirectly(gogreen, place, { rules: [] });
  await grace.apply(id);
  expect(await readChangeRequest(gogreen, id)).toMatchObject({ state: 'APPLIED', revision: 1 });
});

test('another value of a variation that would be served: applying is a conflict', async ({ gogreen }) => {
  const flag = { kind: 'STRING' as const, variations };
  const { place, projectKey, flagKey: key } = await guardedFlag(gogreen, { flag });
  const id = await approved(place, { enabled: true, fallthrough: { variation: 'treatment' } });
  const changed = variations.map((each) => (each.key === 'treatment' ? { ...each, value: 'B' } : each));
  await updateFlag(gogreen, { projectKey, key, variations: changed });
  expect(await command(gogreen, 'applyChangeRequest', { changeRequestId: id })).toMatchObject({
    __typename: 'ConflictError',
    currentChangeRequest: { state: 'PENDING', revision: 2 },
  });
});

test('two change requests of one flag: the first is applied, and the second shows what is left of it', async ({
  gogreen,
}) => {
  const { place } = await guardedFlag(gogreen);
  const [first, second] = [
    await approved(place, { enabled: true, rules: [rule('FR')] }),
    await approved(place, { rules: [rule('DE')] }),
  ];
  await grace.apply(first);
  expect(await grace.try('applyChangeRequest', { changeRequestId: second })).toMatchObject({
    code: 'CONFLICT',
    currentChangeRequest: { id: second },
  });
  expect(await readChangeRequest(gogreen, second)).toMatchObject({
    state: 'PENDING',
    revision: 2,
    approvals: [],
    codeLikeBefore: 'IF country IN ("FR")\nTHEN "on"\nELSE "on"',
    codeLikeAfter: 'IF country IN ("DE")\nTHEN "on"\nELSE "on"',
    changes: [{ summary: expect.stringContaining('Changed rule 1 in Production') }],
  });
  await grace.approve(second);
  await grace.apply(second);
  expect(await readChangeRequest(gogreen, second)).toMatchObject({
    state: 'APPLIED',
    flag: { version: 3 },
  });
});

test('two change requests for different environments of one flag are both applied', async ({ gogreen }) => {
  const { place } = await guardedFlag(gogreen);
  const here = await approved(place, { enabled: true });
  const there = await approved({ ...place, environmentKey: 'development' }, { enabled: true });
  await grace.apply(here);
  await grace.apply(there);
  expect(await readChangeRequest(gogreen, there)).toMatchObject({
    state: 'APPLIED',
    revision: 1,
    flag: { version: 3 },
  });
});

test('applying where nothing is left to change, or the rule is gone, changes nothing and keeps the approvals', async ({
  gogreen,
}) => {
  const { place } = await guardedFlag(gogreen);
  await changeDirectly(gogreen, place, { rules: [rule('FR')] });
  const { data } = await gogreen.send(
    `query ($projectKey: String!, $key: String!) { flag(projectKey: $projectKey, key: $key) {
      environment(key: "production") { rules { id } } } }`,
    { projectKey: place.projectKey, key: place.flagKey },
  );
  const { flag } = data as { flag: { environment: { rules: { id: string }[] } } };
  const named = await approved(place, { rules: [{ ...rule('DE'), id: flag.environment.rules[0]?.id }] });
  const same = await approved(place, { enabled: true });
  await changeDirectly(gogreen, place, { rules: [], enabled: true });

  expect(await refusal(gogreen, 'applyChangeRequest', { changeRequestId: same })).toMatchObject({
    __typename: 'ConflictError',
    message:
      'There is nothing left to change: the flag behaves so already. Edit the change request, or cancel it.',
  });
  expect(await refusal(gogreen, 'applyChangeRequest', { changeRequestId: named })).toMatchObject({
    __typename: 'ConflictError',
    message: expect.stringContaining(
      'The flag can no longer be changed so: rules.0.id: the flag has no rule',
    ),
  });
  expect(await readChangeRequest(gogreen, named)).toMatchObject({
    state: 'APPROVED',
    revision: 1,
    approvals: [{ approver: { name: 'Grace' } }],
  });
});

test('applying to a deleted flag, even if another has its key now, is a conflict; the change request stays readable', async ({
  gogreen,
}) => {
  const { place, projectKey, flagKey: key } = await guardedFlag(gogreen);
  const id = await approved(place, { enabled: true });
  await deleteFlag(gogreen, { projectKey, key });
  const message = expect.stringContaining(`The flag "${key}" was deleted.`);
  for (const again of [false, true]) {
    if (again) {
      // Its key is not given again where approvals are asked for, but they were not at some time.
      const guarded = { projectKey, key: 'production' };
      await command(gogreen, 'updateEnvironment', { ...guarded, requiresApproval: false });
      await createFlag(gogreen, { projectKey, key });
      await command(gogreen, 'updateEnvironment', { ...guarded, requiresApproval: true });
    }
    const before = await fingerprint(gogreen);
    expect(await grace.try('applyChangeRequest', { changeRequestId: id })).toMatchObject({ message });
    expect(await ada.try('updateChangeRequest', { changeRequestId: id })).toMatchObject({ message });
    expect(await fingerprint(gogreen)).toEqual(before);
  }
  expect(await readChangeRequest(gogreen, id)).toMatchObject({
    flag: null,
    flagKey: key,
    changes: [{ summary: 'Switched the flag on in Production.' }],
  });
});
