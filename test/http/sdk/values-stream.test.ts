import { describe, expect } from 'vitest';
import { testWithApp } from '#test/support/app.ts';
import {
  createFlag,
  deleteFlag,
  setFlagEnabled,
  updateFlag,
  updateFlagEnvironment,
} from '#test/support/builders.ts';
import { eventually } from '#test/support/eventually.ts';
import { createSdkPlace, followValues, type SdkPlace } from '#test/support/sdk.ts';
import { openSse } from '#test/support/sse-client.ts';

const test = testWithApp({ worker: false });
let shop: SdkPlace;

test.beforeEach(async ({ gogreen }) => {
  shop = await createSdkPlace(gogreen);
  for (const key of ['a', 'b', 'c', 'd']) await createFlag(gogreen, { projectKey: shop.projectKey, key });
});

type Gogreen = Parameters<typeof createSdkPlace>[0];

async function toggle(gogreen: Gogreen, flagKey: string, enabled: boolean): Promise<number> {
  const { projectKey } = shop;
  const input = { projectKey, flagKey, environmentKey: 'production', enabled };
  return (await setFlagEnabled(gogreen, input)).event?.sequence ?? 0;
}

describe('a stream of values', () => {
  test('begins with all values and goes on with those that change', async ({ gogreen }) => {
    const { projectKey, clientKey } = shop;
    const follower = await followValues(gogreen.url, clientKey, {});
    await follower.reach(0);
    await follower.reach(await toggle(gogreen, 'b', true));
    const { event } = await deleteFlag(gogreen, {
      projectKey,
      key: (await updateFlag(gogreen, { projectKey, key: 'c', lifecycle: 'ARCHIVED' })).flag && 'c',
    });
    await follower.reach(event?.sequence ?? 0);
    expect(follower.names[0]).toBe('values');
    expect(follower.names.slice(1).every((name) => name === 'changes')).toBe(true);
    const events = follower.client().events.map(({ data }) => JSON.parse(data));
    expect(events[1].flags).toEqual({
      b: { value: true, variation: 'on', reason: 'STATIC', metadata: {} },
    });
    expect(events.at(-1).flags).toEqual({ c: null });
    expect([...(follower.state()?.keys() ?? [])]).toEqual(['a', 'b', 'd']);
    expect(follower.client().bytes).toBeLessThan(4_000);
    follower.leave();
  });

  test('a change is sent to the contexts that it changes something for, and to no others', async ({
    gogreen,
  }) => {
    const { projectKey, clientKey } = shop;
    const [german, french] = await Promise.all([
      followValues(gogreen.url, clientKey, { country: 'DE' }),
      followValues(gogreen.url, clientKey, { country: 'FR' }),
    ]);
    await toggle(gogreen, 'a', true);
    await updateFlagEnvironment(gogreen, {
      projectKey,
      flagKey: 'a',
      environmentKey: 'production',
      rules: [
        {
          clauses: [{ attribute: 'country', operator: 'EQUALS', values: ['DE'] }],
          serve: { variation: 'off' },
        },
      ],
      fallthrough: { variation: 'on' },
    });
    // That it has rules is part of the reason.
    const ruled = (follower: typeof german) => follower.state()?.get('a');
    await eventually(() => {
      expect(ruled(german)).toMatchObject({ reason: 'TARGETING_MATCH', value: false });
      expect(ruled(french)).toMatchObject({ reason: 'DEFAULT', value: true });
    });
    const heard = french.names.length;
    const { event } = await updateFlagEnvironment(gogreen, {
      projectKey,
      flagKey: 'a',
      environmentKey: 'production',
      rules: [
        {
          clauses: [{ attribute: 'country', operator: 'EQUALS', values: ['DE'] }],
          serve: { variation: 'on' },
        },
      ],
    });
    await german.reach(event?.sequence ?? 0);
    expect(ruled(german)).toMatchObject({ value: true });
    // The next change that concerns it is the next that it hears of.
    const to = await toggle(gogreen, 'b', true);
    await french.reach(to);
    expect(french.names.length).toBe(heard + 1);
    expect(Object.keys(JSON.parse(french.client().events.at(-1)?.data ?? '').flags)).toEqual(['b']);
    german.leave();
    french.leave();
  });

  test('resumes with the values of the flags that have changed', async ({ gogreen }) => {
    const follower = await followValues(gogreen.url, shop.clientKey, {});
    await follower.reach(0);
    follower.leave();
    for (const enabled of [true, false, true]) await toggle(gogreen, 'd', enabled);
    const to = await toggle(gogreen, 'a', true);
    await follower.reconnect();
    await follower.reach(to);
    expect(follower.names).toEqual(['values', 'changes']);
    const { flags } = JSON.parse(follower.client().events[0]?.data ?? '');
    expect(flags).toMatchObject({ a: { value: true }, d: { value: true } });
    expect(Object.keys(flags).sort()).toEqual(['a', 'd']);
    follower.leave();
  });

  test('tells a client key no rules', async ({ gogreen }) => {
    const { projectKey, clientKey } = shop;
    const follower = await followValues(gogreen.url, clientKey, { country: 'DE' });
    await follower.reach(0);
    const { event } = await updateFlagEnvironment(gogreen, {
      projectKey,
      flagKey: 'a',
      environmentKey: 'production',
      enabled: true,
      rules: [
        {
          clauses: [{ attribute: 'country', operator: 'IN', values: ['DE', 'secret-country'] }],
          serve: { variation: 'on' },
        },
      ],
    });
    await follower.reach(event?.sequence ?? 0);
    const sent = JSON.stringify(follower.client().events);
    expect(sent).toContain('TARGETING_MATCH');
    expect(sent).not.toContain('secret-country');
    expect(sent).not.toContain('ruleId');
    follower.leave();
  });

  test('is refused for a context that is none', async ({ gogreen }) => {
    const client = await openSse(`${gogreen.url}/sdk/v1/values`, {
      key: shop.clientKey,
      method: 'POST',
      body: { context: 'nobody' },
    });
    await client.ended;
    expect(client.status).toBe(400);
    expect(JSON.parse(client.text)).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  });
});
