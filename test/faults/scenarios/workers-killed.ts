import { hold } from '#test/faults/behaviours.ts';
import { RETRIED_WITHIN_MS, type Scenario } from '#test/faults/scenario.ts';
import { stall, tableLock } from '#test/faults/stall.ts';

/** One worker dies in the middle of all three: so there is one lease to wait for, and no delivery is hit twice. */
export const workersKilled: Scenario = {
  key: 'workers-killed',
  name: 'kill -9 of a worker in mid-request, after other answers and in mid-fan-out',
  terms: { duplicates: true, mustRepeat: true, recoveredWithinMs: RETRIED_WITHIN_MS },
  async run({ cluster, endpoints, load }) {
    await load.reached(0.2);
    const held = hold(endpoints.slice(0, 2));
    const answered = hold(endpoints.slice(2, 3));
    await Promise.all([held.has(5), answered.has(1)]);
    // First what is written by two statements at a time, then what could use up the connections of the worker.
    const lock = `SELECT FROM integrations WHERE name = 'healthy 1' FOR UPDATE`;
    await using unwritten = await stall(cluster.databaseUrl, lock, 'queue_');
    await unwritten.caught();
    await using unrecorded = await stall(cluster.databaseUrl, tableLock('attempts'), 'INSERT INTO attempts');
    answered.stop();
    answered.answer();
    await unrecorded.caught();

    await Promise.all(cluster.members.filter(({ url }) => url === null).map((worker) => worker.kill()));
    held.stop();
    held.answer();
    for (const each of [unrecorded, unwritten]) {
      await each.cutOff();
      await each[Symbol.asyncDispose]();
    }
    await cluster.startWorker();
  },
};
