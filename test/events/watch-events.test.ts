import { describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, setFlagEnabled, updateFlag } from '#test/support/builders.ts';
import { WatchDeliveries, WatchEvents, WatchFlags } from '#test/support/live-documents.ts';
import { transports } from '#test/support/live-transports.ts';

const test = testWithApp({ worker: false });
let projectKey: string;

test.beforeAll(async ({ gogreen }) => {
  ({ key: projectKey } = await createProject(gogreen));
  // 1 to 6
  for (const key of ['a', 'b']) await createFlag(gogreen, { projectKey, key });
  await setFlagEnabled(gogreen, { projectKey, flagKey: 'a', environmentKey: 'production', enabled: true });
  await setFlagEnabled(gogreen, { projectKey, flagKey: 'b', environmentKey: 'production', enabled: true });
  await setFlagEnabled(gogreen, { projectKey, flagKey: 'a', environmentKey: 'development', enabled: true });
  await updateFlag(gogreen, { projectKey, key: 'a', lifecycle: 'ARCHIVED' });
});

describe.each(transports)('over $transport', ({ subscribe }) => {
  async function errorsOf(gogreen: TestApp, variables: object, token?: string | null) {
    const subscription = await subscribe(gogreen.url, WatchEvents, { projectKey, ...variables }, token);
    const [result] = await subscription.waitFor(1);
    expect(await subscription.ended).toBe('complete');
    expect(subscription.results).toHaveLength(1);
    return result?.errors?.map(({ message, extensions, path }) => ({ message, extensions, path }));
  }

  test('afterSequence beyond the end of the log: INVALID_INPUT with the end and what to send', async ({
    gogreen,
  }) => {
    const message =
      'is beyond the end of the log, which is at 6; send the sequence of the last event that you got';
    expect(await errorsOf(gogreen, { afterSequence: 7 })).toEqual([
      {
        message: `afterSequence: ${message}`,
        path: ['events'],
        extensions: { code: 'INVALID_INPUT', issues: [{ path: 'afterSequence', message }] },
      },
    ]);
  });

  test('a negative afterSequence: INVALID_INPUT', async ({ gogreen }) => {
    const message = 'must be 0 or more; 0 starts with the first event';
    expect(await errorsOf(gogreen, { afterSequence: -1 })).toMatchObject([
      { extensions: { code: 'INVALID_INPUT', issues: [{ path: 'afterSequence', message }] } },
    ]);
  });

  test('afterSequence at the end of the log: the next event comes first', async ({ gogreen }) => {
    const subscription = await subscribe(gogreen.url, WatchFlags, { projectKey: 'later', afterSequence: 0 });
    expect(await subscription.ended).toBe('complete');
    const { key } = await createProject(gogreen);
    const atEnd = await subscribe(gogreen.url, WatchEvents, { projectKey: key, afterSequence: 0 });
    await createFlag(gogreen, { projectKey: key, key: 'first' });
    await atEnd.waitFor(1);
    expect(atEnd.results[0]?.data?.events).toMatchObject({ sequence: 1, flagKey: 'first' });
    await atEnd.leave();
  });

  test('an unknown project or environment: NOT_FOUND', async ({ gogreen }) => {
    expect(await errorsOf(gogreen, { projectKey: 'nowhere' })).toMatchObject([
      {
        message: 'There is no project with the key "nowhere"; `projects` lists them.',
        extensions: { code: 'NOT_FOUND' },
      },
    ]);
    expect(await errorsOf(gogreen, { environmentKey: 'staging' })).toMatchObject([
      {
        message: `Project "${projectKey}" has no environment with the key "staging"; \`project { environments { key } }\` lists them.`,
        extensions: { code: 'NOT_FOUND' },
      },
    ]);
  });

  test('without a token: UNAUTHENTICATED at once, whether the project exists or not', async ({ gogreen }) => {
    const refusal = [{ extensions: { code: 'UNAUTHENTICATED' } }];
    expect(await errorsOf(gogreen, {}, null)).toMatchObject(refusal);
    expect(await errorsOf(gogreen, { projectKey: 'nowhere' }, null)).toMatchObject(refusal);
    for (const [document, variables] of [
      [WatchFlags, { projectKey }],
      [WatchDeliveries, { projectKey: 'nowhere' }],
    ] as const) {
      const subscription = await subscribe<unknown, { projectKey: string }>(
        gogreen.url,
        document,
        variables,
        null,
      );
      const [result] = await subscription.waitFor(1);
      expect(result?.errors).toMatchObject(refusal);
      await subscription.leave();
    }
  });

  test('variables of a wrong type and invalid queries fail that operation alone', async ({ gogreen }) => {
    expect(await errorsOf(gogreen, { afterSequence: 'soon' })).toMatchObject([
      { message: expect.stringContaining('Variable "$afterSequence" got invalid value "soon"') },
    ]);
    expect(await errorsOf(gogreen, { types: ['FLAG_PAINTED'] })).toMatchObject([
      { message: expect.stringContaining('Value "FLAG_PAINTED" does not exist in "EventType" enum') },
    ]);
  });

  async function sequences(gogreen: TestApp, variables: object, count: number) {
    const subscription = await subscribe(gogreen.url, WatchEvents, {
      projectKey,
      afterSequence: 0,
      ...variables,
    });
    await subscription.waitFor(count);
    await subscription.leave();
    return subscription.results.map(({ data }) => data?.events.sequence);
  }

  test('types: only events of these types', async ({ gogreen }) => {
    expect(await sequences(gogreen, { types: ['FLAG_CREATED', 'FLAG_ARCHIVED'] }, 3)).toEqual([1, 2, 6]);
  });

  test('environmentKey: only events of that environment and of no environment', async ({ gogreen }) => {
    expect(await sequences(gogreen, { environmentKey: 'production' }, 5)).toEqual([1, 2, 3, 4, 6]);
    expect(await sequences(gogreen, { environmentKey: 'development' }, 4)).toEqual([1, 2, 5, 6]);
  });

  test('flagChanged with flagKeys: only events of these flags', async ({ gogreen }) => {
    const subscription = await subscribe(gogreen.url, WatchFlags, {
      projectKey,
      flagKeys: ['b'],
      environmentKey: 'production',
      afterSequence: 0,
    });
    await subscription.waitFor(2);
    await subscription.leave();
    expect(subscription.results.map(({ data }) => data?.flagChanged)).toEqual([
      { sequence: 2, flagKey: 'b', environment: null, changes: [expect.objectContaining({})] },
      {
        sequence: 4,
        flagKey: 'b',
        environment: { key: 'production' },
        changes: [expect.objectContaining({})],
      },
    ]);
  });
});
