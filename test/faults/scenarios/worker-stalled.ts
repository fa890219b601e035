import { hold } from '#test/faults/behaviours.ts';
import { RETRIED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';
import { until } from '#test/faults/until.ts';

/** What was taken from it while it stood still is not the stalled worker's to record when it goes on. */
export const workerStalled: Scenario = {
  key: 'worker-stalled',
  name: 'SIGSTOP of a worker for longer than its lease, then SIGCONT',
  terms: { duplicates: true, mustRepeat: true, recoveredWithinMs: RETRIED_WITHIN_MS },
  async run({ cluster, endpoints, load }) {
    const stalled = cluster.members.find(({ url }) => url === null);
    await load.reached(0.2);
    const held = hold(endpoints);
    await held.has(10);
    stalled?.freeze();
    held.stop();
    await cluster.startWorker();

    const ids = new Set(held.ids);
    const isTakenOver = () => {
      const accepted = endpoints.flatMap(({ requests }) => requests.filter(({ status }) => status === 200));
      const taken = new Set(accepted.map(({ webhookId }) => webhookId));
      return [...ids].every((id) => taken.has(id));
    };
    await until('another worker has made the deliveries of the stalled one', isTakenOver, 90_000);
    held.answer();
    stalled?.thaw();
  },
};
