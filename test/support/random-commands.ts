/** Commands on the flags of a project as many people at once would send them, the same for the same seed. */

import { setFlagEnabled, updateFlagEnvironment } from '#src/flags/flag-environments.ts';
import { createFlag, deleteFlag } from '#src/flags/flags.ts';
import { updateFlag } from '#src/flags/update-flag.ts';
import { CommandError } from '#src/platform/errors.ts';
import { createEnvironment } from '#src/projects/projects.ts';
import { setTargetingKey } from '#src/rulesets/targeting-key.ts';
import type { TestApp } from '#test/support/app.ts';

export interface Chance {
  below(limit: number): number;
  of<Item>(items: readonly [Item, ...Item[]]): Item;
}

export function createChance(seed: number): Chance {
  let state = seed;
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return { below, of: (items) => items[below(items.length)] ?? items[0] };
}

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
const countries = ['FR', 'DE', 'IT'] as const;

export function randomContext(chance: Chance) {
  return {
    userId: `user-${chance.below(50)}`,
    ...(chance.below(2) ? { country: chance.of(countries) } : {}),
    ...(chance.below(3) ? {} : { targetingKey: `key-${chance.below(50)}` }),
  };
}

/** Runs one command; nearly all make a difference. Those that cannot be run, as on a flag that was deleted, are refused. */
export async function runRandomCommand(gogreen: TestApp, projectKey: string, chance: Chance): Promise<void> {
  const flagKey = chance.of(keys);
  const place = { projectKey, flagKey, environmentKey: chance.of(['development', 'production'] as const) };
  const rule = {
    clauses: [
      { attribute: 'country', operator: 'IN', values: [chance.of(countries)], negate: chance.below(2) === 1 },
    ],
    serve: { variation: chance.of(['on', 'off'] as const) },
  };
  const weight = chance.below(100_001) / 1_000;
  const weights = [
    { variation: 'on', weight },
    { variation: 'off', weight: Math.round(100_000 - weight * 1_000) / 1_000 },
  ];
  const { app, serving } = gogreen;
  const { actor } = serving.admin;
  const commands: [number, () => Promise<unknown>][] = [
    [12, () => createFlag(app, actor, { projectKey, key: flagKey, kind: 'BOOLEAN' })],
    [6, () => deleteFlag(app, actor, { projectKey, key: flagKey })],
    [30, () => setFlagEnabled(app, actor, { ...place, enabled: chance.below(2) === 1 })],
    [16, () => updateFlagEnvironment(app, actor, { ...place, rules: chance.below(4) ? [rule] : [] })],
    [
      16,
      () =>
        updateFlagEnvironment(app, actor, {
          ...place,
          fallthrough: { rollout: { bucketBy: 'userId', weights } },
        }),
    ],
    [6, () => updateFlag(app, actor, { projectKey, key: flagKey, description: `${chance.below(1_000)}` })],
    [8, () => updateFlag(app, actor, { projectKey, key: flagKey, lifecycle: 'ARCHIVED' })],
    [5, () => updateFlag(app, actor, { projectKey, key: flagKey, lifecycle: 'ACTIVE' })],
  ];
  const rare = chance.below(500);
  const environmentKey = `env-${chance.below(4)}`;
  const command =
    rare === 0
      ? () => createEnvironment(app, actor, { projectKey, key: environmentKey, name: 'Another' })
      : rare === 1
        ? () =>
            setTargetingKey(app, actor, {
              projectKey,
              targetingKey: chance.of(['userId', 'targetingKey'] as const),
            })
        : pick(commands, chance);
  await command().catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
  });
}

function pick<Item>(weighted: [number, Item][], chance: Chance): Item {
  let left = chance.below(weighted.reduce((sum, [weight]) => sum + weight, 0));
  for (const [weight, item] of weighted) {
    if (left < weight) return item;
    left -= weight;
  }
  throw new Error('there are no items');
}
