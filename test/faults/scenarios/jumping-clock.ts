import { refuseNext } from '#test/faults/behaviours.ts';
import { RECOVERED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';

/** The pause before a retry, which is planned while the clock is wrong. */
const RETRY_MS = 66_000;

export const jumpingClock: Scenario = {
  key: 'jumping-clock',
  name: 'the clock of a worker jumps an hour ahead, and back',
  terms: { duplicates: false, mustRepeat: true, recoveredWithinMs: RETRY_MS + RECOVERED_WITHIN_MS },
  workers: 0,
  async run({ cluster, endpoints, load }) {
    const worker = await cluster.startWorker({ clock: 'jumping' });
    await load.reached(0.2);
    worker.jump();
    const [endpoint] = endpoints;
    if (endpoint) await refuseNext(endpoint, 5);
    // One whose clock is right is at the same work.
    await cluster.startWorker();
    await load.reached(0.7);
    worker.jump();
    await load.reached(0.9);
  },
};
