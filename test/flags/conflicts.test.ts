import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, freshKey, updateFlag } from '#test/support/builders.ts';
import { command, fingerprint } from '#test/support/command.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
});

describe('a change that expects another version', () => {
  test.for(['updateFlag', 'updateFlagEnvironment'])(
    'is refused by %s with the flag as it is now',
    async (mutation, { gogreen }) => {
      const key = freshKey('flag');
      await createFlag(gogreen, { projectKey, key });
      await updateFlag(gogreen, { projectKey, key, name: 'Somebody was faster' });
      const before = await fingerprint(gogreen);
      const place =
        mutation === 'updateFlag'
          ? { key, name: 'Mine' }
          : { flagKey: key, environmentKey: 'production', enabled: true };

      expect(await command(gogreen, mutation, { projectKey, ...place, expectedVersion: 1 })).toEqual({
        __typename: 'ConflictError',
        code: 'CONFLICT',
        message: `The flag "${key}" is at version 2, not 1: somebody changed it meanwhile. Look at \`currentFlag\`, then send the change with expectedVersion 2.`,
        currentFlag: { key, name: 'Somebody was faster', version: 2 },
      });
      expect(await fingerprint(gogreen)).toEqual(before);
      const retried = await command(gogreen, mutation, { projectKey, ...place, expectedVersion: 2 });
      expect(retried).toMatchObject({ flag: { version: 3 }, event: { type: 'FLAG_UPDATED' } });
    },
  );

  test('a change with an outdated expectedVersion is rejected even when it would change nothing', async ({
    gogreen,
  }) => {
    const key = freshKey('flag');
    await createFlag(gogreen, { projectKey, key });
    const answer = await command(gogreen, 'updateFlag', { projectKey, key, expectedVersion: 7 });
    expect(answer).toMatchObject({ __typename: 'ConflictError', currentFlag: { version: 1 } });
  });
});

test('of concurrent updates that expect the same version, exactly one wins', async ({ gogreen }) => {
  const key = freshKey('flag');
  await createFlag(gogreen, { projectKey, key });
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      command(gogreen, 'updateFlag', { projectKey, key, name: `Name ${index}`, expectedVersion: 1 }),
    ),
  );
  const won = answers.filter(({ __typename }) => __typename === 'UpdateFlagPayload');
  expect(won).toHaveLength(1);
  expect(won[0]).toMatchObject({ flag: { version: 2 } });
  const lost = answers.filter(({ __typename }) => __typename === 'ConflictError');
  expect(lost).toHaveLength(7);
  for (const { currentFlag } of lost) expect(currentFlag).toMatchObject({ key, version: 2 });
});

test('concurrent createFlag with the same key: exactly one creates it', async ({ gogreen }) => {
  const input = { projectKey, key: freshKey('flag'), kind: 'BOOLEAN' };
  const answers = await Promise.all(Array.from({ length: 5 }, () => command(gogreen, 'createFlag', input)));
  expect(answers.map(({ __typename }) => __typename).toSorted()).toEqual([
    ...Array(4).fill('ConflictError'),
    'CreateFlagPayload',
  ]);
});
