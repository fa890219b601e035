import { setTimeout as delay } from 'node:timers/promises';
import { RECOVERED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';

/** Longer than anybody waits for an answer, and than Postgres lets a transaction stand still. */
const STALLED_MS = 20_000;

/** It may stand still in the middle of a change, holding the locks of a project that others change as well. */
export const apiStalled: Scenario = {
  key: 'api-stalled',
  name: 'SIGSTOP of one of two APIs under load, then SIGCONT',
  terms: { duplicates: false, lateChanges: true, recoveredWithinMs: RECOVERED_WITHIN_MS },
  apis: 2,
  async run({ cluster, load }) {
    const stalled = cluster.members.find(({ url }) => url !== null);
    await load.reached(0.2);
    stalled?.freeze();
    await delay(STALLED_MS);
    await load.reached(0.6);
    stalled?.thaw();
  },
};
