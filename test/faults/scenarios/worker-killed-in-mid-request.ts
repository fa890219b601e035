import { hold } from '#test/faults/behaviours.ts';
import { RETRIED_WITHIN_MS, type Scenario, type Stage } from '#test/faults/scenario.ts';

export const workerKilledInMidRequest: Scenario = {
  key: 'worker-mid-request',
  name: 'kill -9 of a worker in mid-request',
  terms: { duplicates: true, mustRepeat: true, recoveredWithinMs: RETRIED_WITHIN_MS },
  run: killInMidRequest,
};

/** Endpoints have got requests and not answered them; they never can. */
async function killInMidRequest({ cluster, endpoints, load }: Stage): Promise<void> {
  await load.reached(0.2);
  const held = hold(endpoints);
  await held.has(10);
  await Promise.all(cluster.members.filter(({ url }) => url === null).map((worker) => worker.kill()));
  held.stop();
  held.answer();
  await cluster.startWorker();
}
