import { setTimeout as delay } from 'node:timers/promises';
import { RECOVERED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';
import { stall } from '#test/faults/stall.ts';

/** Longer than a statement waits for a lock. */
const LOCKED_MS = 15_000;

/** Somebody has opened a transaction in psql and gone to lunch. */
export const postgresLocked: Scenario = {
  key: 'postgres-locked',
  name: 'a lock on the row of the project held by somebody for 15 s',
  terms: { duplicates: false, recoveredWithinMs: RECOVERED_WITHIN_MS },
  apis: 2,
  workers: 2,
  async run({ cluster, load }) {
    await load.reached(0.2);
    await using held = await stall(cluster.databaseUrl, 'SELECT FROM projects FOR UPDATE', 'UPDATE projects');
    await held.caught();
    await delay(LOCKED_MS);
  },
};
