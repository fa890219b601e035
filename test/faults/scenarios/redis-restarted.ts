import { setTimeout as delay } from 'node:timers/promises';
import type { Scenario } from '#test/faults/scenario.ts';

const AWAY_MS = 2_000;

export const redisRestarted: Scenario = {
  key: 'redis-restarted',
  name: 'Redis killed and started again',
  terms: { duplicates: false, recoveredWithinMs: 20_000 },
  apis: 2,
  async run({ cluster: { redis }, load }) {
    for (const share of [0.2, 0.6]) {
      await load.reached(share);
      await redis?.kill();
      await delay(AWAY_MS);
      await redis?.restart();
    }
  },
};

export const redisNever: Scenario = {
  key: 'redis-never',
  name: 'Redis never there',
  terms: { duplicates: false, recoveredWithinMs: 20_000 },
  redis: 'never',
  apis: 2,
  workers: 2,
  run: ({ load }) => load.reached(1),
};
