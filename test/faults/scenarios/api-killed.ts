import { RECOVERED_WITHIN_MS, type Scenario, type Stage } from '#test/faults/scenario.ts';
import { stall, tableLock } from '#test/faults/stall.ts';

export const apiKilled: Scenario = {
  key: 'api-mid-request',
  name: 'kill -9 of the API in mid-request; clients resume their subscriptions',
  terms: { duplicates: false, recoveredWithinMs: RECOVERED_WITHIN_MS },
  async run(stage) {
    await stage.load.reached(0.2);
    await killApi(stage);
    await stage.load.reached(0.6);
    await killApi(stage);
  },
};

/** Changes are being made of which nobody hears whether they were. */
async function killApi({ cluster }: Stage): Promise<void> {
  const api = cluster.members.findLast(({ url }) => url !== null);
  if (!api) throw new Error('there is no API to be killed');
  await using held = await stall(cluster.databaseUrl, tableLock('events'), 'INSERT INTO events');
  await held.caught();
  await api.kill();
  await held[Symbol.asyncDispose]();
  await cluster.startApi(api);
}
