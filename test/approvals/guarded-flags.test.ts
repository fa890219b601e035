/** Nothing but an approved change alters what is served where approvals are asked for: see decision 30. */

import { describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { addUser, guardedFlag, type TestUser } from '#test/support/approvals.ts';
import { command, refusal } from '#test/support/command.ts';

const test = testWithApp({ worker: false });
let ada: TestUser;
let grace: TestUser;

test.beforeAll(async ({ gogreen }) => {
  ada = await addUser(gogreen, 'Ada');
  grace = await addUser(gogreen, 'Grace');
});

const variations = ['control', 'treatment', 'other'].map((key) => ({ key, value: key }));
const withValue = (key: string) =>
  variations.map((each) => (each.key === key ? { ...each, value: 'another value' } : each));

/** A flag with the variations control, treatment and other; when it is on in production, it serves treatment. */
async function flagThatIs(gogreen: TestApp, state: 'on' | 'off') {
  const {
    projectKey,
    flagKey: key,
    place,
  } = await guardedFlag(gogreen, { flag: { kind: 'STRING', variations } });
  const change = async (input: object) => {
    const id = await ada.propose({ ...place, ...input });
    await grace.approve(id);
    await grace.apply(id);
  };
  await change({ enabled: true, fallthrough: { variation: 'treatment' } });
  if (state === 'off') await change({ enabled: false });
  return { flag: { projectKey, key }, change };
}

const required = (message: string) => ({
  __typename: 'ApprovalRequiredError',
  code: 'APPROVAL_REQUIRED',
  message: expect.stringContaining(message),
});

describe('another value of a variation in a project with a guarded environment', () => {
  test.for([
    ['on', 'treatment'],
    ['off', 'control'],
  ] as const)('is refused while the flag is %s and serves it', async ([state, served], { gogreen }) => {
    const { flag } = await flagThatIs(gogreen, state);
    expect(await refusal(gogreen, 'updateFlag', { ...flag, variations: withValue(served) })).toMatchObject(
      required(
        'Add a variation with the new value instead, and propose to serve that one with proposeFlagChange.',
      ),
    );
  });

  test.for([
    ['on', 'control'],
    ['on', 'other'],
    ['off', 'treatment'],
  ] as const)(
    'is taken while the flag is %s when it is that of "%s", which is not served',
    async ([state, key], { gogreen }) => {
      const { flag } = await flagThatIs(gogreen, state);
      expect(await command(gogreen, 'updateFlag', { ...flag, variations: withValue(key) })).toMatchObject({
        event: { type: 'FLAG_UPDATED' },
      });
    },
  );
});

test('names, tags, other variations and their order can be changed directly where an environment requires approvals', async ({
  gogreen,
}) => {
  const { flag } = await flagThatIs(gogreen, 'on');
  for (const change of [
    { name: 'Renamed', tags: ['new'], owner: 'Ada', description: 'New' },
    { variations: variations.map((each) => ({ ...each, name: `The ${each.key}` })) },
    { variations: [...variations].reverse() },
    { variations: [...variations.slice(0, 2), { key: 'more', value: 'more' }] },
    { lifecycle: 'PERMANENT' },
  ]) {
    expect(await command(gogreen, 'updateFlag', { ...flag, ...change })).toMatchObject({ event: {} });
  }
});

describe('archiving and deleting', () => {
  test('a flag cannot be archived or deleted while it is on in a guarded environment, and can once it is off', async ({
    gogreen,
  }) => {
    const { flag, change } = await flagThatIs(gogreen, 'on');
    const archive = { ...flag, lifecycle: 'ARCHIVED' };
    expect(await refusal(gogreen, 'updateFlag', archive)).toMatchObject(
      required('its lifecycle can be changed once that is applied'),
    );
    expect(await refusal(gogreen, 'deleteFlag', flag)).toMatchObject(
      required('it can be deleted once that is applied'),
    );
    await change({ enabled: false });
    expect(await command(gogreen, 'updateFlag', archive)).toMatchObject({ event: { type: 'FLAG_ARCHIVED' } });
    expect(await command(gogreen, 'updateFlag', { ...flag, lifecycle: 'ACTIVE' })).toMatchObject({
      event: { type: 'FLAG_RESTORED' },
    });
    expect(await command(gogreen, 'deleteFlag', flag)).toMatchObject({ event: { type: 'FLAG_DELETED' } });
  });

  test('the key of a deleted flag cannot be used again in a project with a guarded environment', async ({
    gogreen,
  }) => {
    const { flag, change } = await flagThatIs(gogreen, 'on');
    await change({ enabled: false });
    await command(gogreen, 'deleteFlag', flag);
    const again = { ...flag, kind: 'STRING', variations: [{ key: 'evil', value: 'evil' }] };
    expect(await refusal(gogreen, 'createFlag', again)).toMatchObject({
      __typename: 'ConflictError',
      message: `There was a flag with the key "${flag.key}", and applications may still ask for it in "production", where changes need an approval; choose another key.`,
    });
    const lift = { projectKey: flag.projectKey, key: 'production', requiresApproval: false };
    await command(gogreen, 'updateEnvironment', lift);
    expect((await command(gogreen, 'createFlag', again)).__typename).toBe('CreateFlagPayload');
  });

  test('an archived flag cannot be restored where that would switch it on in a guarded environment', async ({
    gogreen,
  }) => {
    const { flag, change } = await flagThatIs(gogreen, 'off');
    await command(gogreen, 'updateFlag', { ...flag, lifecycle: 'ARCHIVED' });
    await change({ enabled: true });
    expect(await refusal(gogreen, 'updateFlag', { ...flag, lifecycle: 'ACTIVE' })).toMatchObject(
      required('This would change what'),
    );
    expect(await command(gogreen, 'deleteFlag', flag)).toMatchObject({ event: { type: 'FLAG_DELETED' } });
  });
});
