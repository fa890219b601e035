import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Scenario } from '#test/faults/scenario.ts';

const REFUSED_MS = 5_000;

/** A password was changed: connections end, and those that are made again are refused. */
export const redisRefuses: Scenario = {
  key: 'redis-refuses',
  name: 'Redis refuses its clients for five seconds',
  terms: { duplicates: false, recoveredWithinMs: 20_000 },
  apis: 2,
  async run({ cluster: { redis }, load }) {
    await load.reached(0.2);
    const admin = new Redis(redis?.url ?? '');
    await admin.call('CONFIG', 'SET', 'requirepass', 'another password');
    for (const type of ['normal', 'pubsub'])
      await admin.call('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes');
    await delay(REFUSED_MS);
    await admin.call('CONFIG', 'SET', 'requirepass', '');
    admin.disconnect();
  },
};
