import type { Member } from '#test/faults/member.ts';
import { RECOVERED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';

const STEPS = 12;

/** Processes come and go as chance will have it. No step is lucky: at times there is no worker, or no API, at all. */
export const anyOrder: Scenario = {
  key: 'any-order',
  name: 'several APIs and workers started and stopped in any order',
  terms: { duplicates: false, recoveredWithinMs: RECOVERED_WITHIN_MS },
  apis: 2,
  workers: 2,
  async run({ cluster, load }) {
    const running = { api: [] as Member[], worker: [] as Member[] };
    for (const member of cluster.members) running[member.url === null ? 'worker' : 'api'].push(member);
    for (let step = 1; step <= STEPS; step++) {
      const role = Math.random() < 0.5 ? 'api' : 'worker';
      const some = running[role];
      const ending = some.length > 0 && (some.length >= 3 || Math.random() < 0.5);
      if (ending) {
        const [member] = some.splice(Math.floor(Math.random() * some.length), 1);
        await member?.terminate();
        // Clients know the addresses that are in service; the last one stays theirs.
        if (member && role === 'api' && some.length > 0) cluster.retire(member);
      } else {
        some.push(await (role === 'api' ? cluster.startApi() : cluster.startWorker()));
      }
      if (running.api.length > 0) await load.reached(step / STEPS);
    }
    if (running.api.length === 0) await cluster.startApi();
    if (running.worker.length === 0) await cluster.startWorker();
  },
};
