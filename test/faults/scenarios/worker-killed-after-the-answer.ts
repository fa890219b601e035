import { RECOVERED_WITHIN_MS, type Scenario, type Stage } from '#test/faults/scenario.ts';
import { stall, tableLock } from '#test/faults/stall.ts';

export const workerKilledAfterTheAnswer: Scenario = {
  key: 'worker-after-answer',
  name: 'kill -9 of a worker after the answer, before it is recorded',
  terms: { duplicates: true, mustRepeat: true, recoveredWithinMs: RECOVERED_WITHIN_MS },
  async run(stage) {
    await stage.load.reached(0.2);
    await killAfterTheAnswer(stage);
  },
};

/** The endpoints have accepted, and the log does not know: these deliveries arrive again. */
async function killAfterTheAnswer({ cluster }: Stage): Promise<void> {
  await using held = await stall(cluster.databaseUrl, tableLock('attempts'), 'INSERT INTO attempts');
  await held.caught();
  await Promise.all(cluster.members.filter(({ url }) => url === null).map((worker) => worker.kill()));
  await held.cutOff();
  await held[Symbol.asyncDispose]();
  await cluster.startWorker();
}
