import type { Member } from '#test/faults/member.ts';
import { RECOVERED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';

/** Every process is asked to stop under load, and another one takes its place: nothing is noticed, nothing comes twice. */
export const rollingRestart: Scenario = {
  key: 'rolling-restart',
  name: 'SIGTERM of workers and APIs under load',
  terms: { duplicates: false, recoveredWithinMs: RECOVERED_WITHIN_MS },
  apis: 2,
  workers: 2,
  async run({ cluster, load }) {
    const first: Member[] = [...cluster.members];
    for (const [number, member] of first.entries()) {
      await load.reached(0.2 * (number + 1));
      await member.terminate();
      await (member.url === null ? cluster.startWorker() : cluster.startApi(member));
    }
  },
};
