import { setTimeout as delay } from 'node:timers/promises';
import { RECOVERED_WITHIN_MS, type Scenario, type Stage } from '#test/faults/scenario.ts';

const AWAY_MS = 3_000;

export const postgresRestarted: Scenario = {
  key: 'postgres-restarted',
  name: 'Postgres killed and started again',
  terms: { duplicates: true, recoveredWithinMs: RECOVERED_WITHIN_MS },
  postgres: 'own',
  workers: 2,
  async run(stage) {
    for (const share of [0.2, 0.6]) {
      await stage.load.reached(share);
      await restartPostgres(stage);
    }
  },
};

export const storesRestarted: Scenario = {
  key: 'stores-restarted',
  name: 'Redis, then Postgres killed and started again',
  terms: { duplicates: true, recoveredWithinMs: RECOVERED_WITHIN_MS },
  postgres: 'own',
  apis: 2,
  async run(stage) {
    const { redis } = stage.cluster;
    await stage.load.reached(0.2);
    await redis?.kill();
    await stage.load.reached(0.4);
    await redis?.restart();
    await stage.load.reached(0.6);
    await restartPostgres(stage);
  },
};

/** Long enough that nobody gets over it with the patience of a single try. */
async function restartPostgres({ cluster: { postgres } }: Stage): Promise<void> {
  await postgres.kill();
  await delay(AWAY_MS);
  await postgres.restart();
}
