/** How long after a change the webhook arrives, while a change is made every 50 ms. */

import type { Bench, Measurement } from '#test/bench/bench.ts';
import { untilFannedOut } from '#test/bench/fanned-out.ts';
import { openJobFloor } from '#test/bench/job-floor.ts';
import { startProduct } from '#test/bench/product.ts';
import { startReceiver } from '#test/bench/receiver.ts';
import { makeProject, makeWebhook, switchFlags } from '#test/bench/shop.ts';
import {
  addNumbered,
  type Latency,
  measureChanges,
  toLatencyMeasurements,
} from '#test/bench/steady-changes.ts';

const EVERY_MS = 50;
const FLAGS = 20;

export async function measureLatency({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { rounds, changes, warmUpChanges } = options.size;
  await using open = new AsyncDisposableStack();
  const databaseUrl = await postgres.createDatabase('latency');
  const product = open.use(await startProduct({ databaseUrl, role: 'all', profileDir: options.profileDir }));
  const webhooks = open.use(await startReceiver());
  await makeProject(product, FLAGS);
  await untilFannedOut(databaseUrl);
  await makeWebhook(product, webhooks.url);

  const floor = open.use(await openJobFloor(await postgres.createDatabase('latency_floor')));
  const posts = open.use(await startReceiver());
  const floorWorker = open.use(floor.startWorker(posts.url));

  const changeFlag = switchFlags(product, FLAGS);
  const addJob = addNumbered(floor);
  const warmUp = { count: warmUpChanges, everyMs: EVERY_MS };
  await Promise.race([measureChanges(posts, warmUp, addJob), floorWorker.failed]);
  await measureChanges(webhooks, warmUp, changeFlag);

  const ours: Latency[][] = [];
  const theirs: Latency[][] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`latency, round ${round} of ${rounds}`);
    const pace = { count: changes, everyMs: EVERY_MS };
    theirs.push(await measureChanges(posts, pace, addJob));
    ours.push(await measureChanges(webhooks, pace, changeFlag));
  }
  return toLatencyMeasurements('', [50, 99, 100], ours, theirs);
}
