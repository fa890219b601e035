import type { Member } from '#test/faults/member.ts';
import { RECOVERED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';

/**
 * Every process is asked to stop under load, an API and a worker at a time, and others take their places: nothing is
 * noticed, nothing comes twice.
 */
export const rollingRestart: Scenario = {
  key: 'rolling-restart',
  name: 'SIGTERM of workers and APIs under load',
  terms: { duplicates: false, recoveredWithinMs: RECOVERED_WITHIN_MS },
  apis: 2,
  workers: 2,
  async run({ cluster, load }) {
    const replace = async (member: Member) => {
      await member.terminate();
      await (member.url === null ? cluster.startWorker() : cluster.startApi(member));
    };
    const workers = cluster.members.filter(({ url }) => url === null);
    const apis = cluster.members.filter(({ url }) => url !== null);
    for (const [number, api] of apis.entries()) {
      await load.reached(0.2 + 0.4 * number);
      await Promise.all([api, ...workers.slice(number, number + 1)].map(replace));
    }
  },
};
