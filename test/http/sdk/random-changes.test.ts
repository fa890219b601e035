/**
 * Random commands, with readers at two processes that are cut and resumed at random, at either process: what each of them has
 * after every few commands equals what Postgres has, evaluated afresh.
 */

import fc from 'fast-check';
import { type Context, compile, toOpenFeature } from 'gogreen-engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { command } from '#test/support/command.ts';
import { eventually } from '#test/support/eventually.ts';
import { doorbells } from '#test/support/live-transports.ts';
import {
  createSdkPlace,
  followRuleset,
  followValues,
  freshRuleset,
  type SdkPlace,
} from '#test/support/sdk.ts';

const STEPS = 250;
const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];
const CONTEXTS: Context[] = [{}, { targetingKey: '1', country: 'DE' }, { targetingKey: '2', country: 'FR' }];

const key = fc.constantFrom(...KEYS);
const serve = fc.oneof(
  fc.constantFrom('on', 'off').map((variation) => ({ variation })),
  fc.integer({ min: 0, max: 100 }).map((weight) => ({
    rollout: {
      bucketBy: 'targetingKey',
      weights: [
        { variation: 'on', weight },
        { variation: 'off', weight: 100 - weight },
      ],
    },
  })),
);
const rule = fc.record({
  clauses: fc
    .constantFrom('DE', 'FR', 'AT')
    .map((country) => [{ attribute: 'country', operator: 'EQUALS', values: [country] }]),
  serve,
});
const environmentKey = fc.constantFrom('production', 'production', 'development');
/** A command, by its name and its input without the project. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constant('setFlagEnabled'),
      fc.record({ flagKey: key, environmentKey, enabled: fc.boolean() }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constant('updateFlagEnvironment'),
      fc.record({
        flagKey: key,
        environmentKey,
        rules: fc.array(rule, { maxLength: 3 }),
        fallthrough: serve,
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constant('createFlag'), fc.record({ key, kind: fc.constant('BOOLEAN') })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(
      fc.constant('updateFlag'),
      fc.record({ key, lifecycle: fc.constantFrom('ACTIVE', 'ARCHIVED', 'STALE') }),
    ),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constant('updateFlag'), fc.record({ key, description: fc.string() })) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('deleteFlag'), fc.record({ key })) },
);
/** What happens after a command: nothing, a reader moves, or all are compared. */
const then = fc.constantFrom('go on', 'go on', 'cut a reader', 'cut values', 'compare');

describe.each(doorbells)('$doorbell', ({ redisUrl, isMissing }) => {
  let apps: TestApp[] = [];
  let shop: SdkPlace;

  beforeAll(async () => {
    if (isMissing) return;
    const first = await startTestApp({ worker: false, redisUrl });
    const second = await startTestApp({ worker: false, redisUrl, databaseUrl: first.databaseUrl });
    apps = [first, second];
    shop = await createSdkPlace(first);
  });
  afterAll(async () => {
    for (const app of apps.toReversed()) await app.close();
  });

  test.skipIf(isMissing)(
    'whatever happens, readers that are cut at random have what Postgres has',
    async () => {
      const [first, second] = apps as [TestApp, TestApp];
      const readers = await Promise.all([
        followRuleset(first.url, shop.serverKey),
        followRuleset(second.url, shop.serverKey),
      ]);
      const values = await Promise.all(
        CONTEXTS.map((context, number) => followValues(apps[number % 2]?.url ?? '', shop.clientKey, context)),
      );

      async function compare(): Promise<void> {
        const fresh = await freshRuleset(first, shop);
        const compiled = compile(fresh);
        for (const reader of readers) {
          await reader.reach(fresh.version);
          expect(reader.state()?.ruleset).toEqual(fresh);
        }
        for (const [number, follower] of values.entries()) {
          const expected = [...compiled.all(CONTEXTS[number] ?? {})].map(([flag, found]) => [
            flag,
            'errorCode' in found ? found : toOpenFeature(found),
          ]);
          // A version that changes nothing for the context does not reach its reader before the next ping.
          await eventually(() =>
            expect(Object.fromEntries(follower.state() ?? [])).toEqual(Object.fromEntries(expected)),
          );
        }
      }

      const steps = fc.sample(fc.tuple(step, then, fc.nat(), fc.boolean()), {
        numRuns: STEPS,
        seed: 20_261_130,
      });
      let applied = 0;
      for (const [[name, input], next, number, isSecond] of steps) {
        const answer = await command(isSecond ? second : first, name, {
          projectKey: shop.projectKey,
          ...input,
        });
        if (answer.event) applied++;
        const url = apps[number % 2]?.url;
        if (next === 'cut a reader') await readers[number % readers.length]?.reconnect(url);
        if (next === 'cut values') await values[number % values.length]?.reconnect(url);
        if (next === 'compare') await compare();
      }
      await compare();
      // Most commands do something: others are refused, such as deleting a flag that is not archived.
      expect(applied).toBeGreaterThan(STEPS / 4);
      const names = readers.flatMap((reader) => reader.names);
      expect(names.filter((name) => name === 'changes').length).toBeGreaterThan(names.length / 2);
      for (const follower of [...readers, ...values]) follower.leave();
    },
    120_000,
  );
});
