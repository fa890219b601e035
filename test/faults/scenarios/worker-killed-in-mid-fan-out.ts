import { RECOVERED_WITHIN_MS, type Scenario, type Stage } from '#test/faults/scenario.ts';
import { stall } from '#test/faults/stall.ts';

export const workerKilledInMidFanOut: Scenario = {
  key: 'worker-mid-fan-out',
  name: 'kill -9 of a worker in mid-fan-out',
  terms: { duplicates: true, recoveredWithinMs: RECOVERED_WITHIN_MS },
  async run(stage) {
    await stage.load.reached(0.2);
    await killInMidFanOut(stage);
  },
};

/** Events whose deliveries were being made have none. */
async function killInMidFanOut({ cluster }: Stage): Promise<void> {
  // A delivery may only be written while its integration is there: that is looked at last. Nothing else waits for it.
  const lock = `SELECT FROM integrations WHERE name = 'healthy 1' FOR UPDATE`;
  await using held = await stall(cluster.databaseUrl, lock, 'queue_');
  await held.caught();
  await Promise.all(cluster.members.filter(({ url }) => url === null).map((worker) => worker.kill()));
  await held.cutOff();
  await held[Symbol.asyncDispose]();
  await cluster.startWorker();
}
