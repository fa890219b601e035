/** How long after a change the webhook arrives, while a change is made every 50 ms. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Measurement } from '#test/bench/bench.ts';
import { type JobFloor, openJobFloor } from '#test/bench/job-floor.ts';
import { startProduct } from '#test/bench/product.ts';
import { arrivalTimes, type Receiver, startReceiver } from '#test/bench/receiver.ts';
import { makeProject, makeWebhook, setEnabled } from '#test/bench/shop.ts';
import { percentile } from '#test/bench/statistics.ts';

const EVERY_MS = 50;
const FLAGS = 20;

/** One change: when it was begun, when its commit was known, and what it is called at the receiver. */
interface Change {
  id: string;
  begunAt: number;
  answeredAt: number;
}

export async function measureLatency({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { rounds, changes, warmUpChanges } = options.size;
  await using open = new AsyncDisposableStack();
  const databaseUrl = await postgres.createDatabase('latency');
  const product = open.use(await startProduct({ databaseUrl, role: 'all', profileDir: options.profileDir }));
  const webhooks = open.use(await startReceiver());
  await makeProject(product, FLAGS);
  await makeWebhook(product, webhooks.url);

  const floor = open.use(await openJobFloor(await postgres.createDatabase('latency_floor')));
  const posts = open.use(await startReceiver());
  const floorWorker = open.use(floor.startWorker(posts.url));

  let switched = 0;
  const changeFlag = () => {
    const number = switched++;
    return setEnabled(product, number % FLAGS, Math.floor(number / FLAGS) % 2 === 0);
  };
  await Promise.race([measureRound(posts, warmUpChanges, addNumbered(floor)), floorWorker.failed]);
  await measureRound(webhooks, warmUpChanges, changeFlag);

  const ours: Latencies[] = [];
  const theirs: Latencies[] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`latency, round ${round} of ${rounds}`);
    theirs.push(await measureRound(posts, changes, addNumbered(floor)));
    ours.push(await measureRound(webhooks, changes, changeFlag));
  }
  return toMeasurements(ours, theirs);
}

interface Latencies {
  fromStart: number[];
  fromAnswer: number[];
}

/** Makes changes on time, whether the ones before are through or not, and waits until all have arrived. */
async function measureRound(
  receiver: Receiver,
  count: number,
  change: () => Promise<string>,
): Promise<Latencies> {
  receiver.arrivals.length = 0;
  const startAt = performance.now();
  const running: Promise<Change>[] = [];
  for (let number = 0; number < count; number++) {
    await delay(Math.max(0, startAt + number * EVERY_MS - performance.now()));
    const begunAt = performance.now();
    running.push(change().then((id) => ({ id, begunAt, answeredAt: performance.now() })));
  }
  const made = await Promise.all(running);
  await receiver.waitFor(count);
  const times = arrivalTimes(receiver.arrivals);
  const since = (from: (change: Change) => number) =>
    made.map((each) => (times.get(each.id) ?? Number.NaN) - from(each));
  return {
    fromStart: since(({ begunAt }) => begunAt),
    fromAnswer: since(({ answeredAt }) => answeredAt),
  };
}

function addNumbered(floor: JobFloor): () => Promise<string> {
  let number = 0;
  return async () => {
    const id = `job-${number++}`;
    await floor.add(id);
    return id;
  };
}

function toMeasurements(ours: Latencies[], theirs: Latencies[]): Measurement[] {
  const of = (name: string, select: (latencies: Latencies) => number[]): Measurement[] =>
    [50, 99, 100].map((percent) => ({
      name: `${name}, ${percent === 100 ? 'max' : `p${percent}`}`,
      unit: 'ms',
      product: ours.map((round) => percentile(select(round), percent)),
      floor: theirs.map((round) => percentile(select(round), percent)),
    }));
  return [
    ...of('mutation sent → webhook', ({ fromStart }) => fromStart),
    ...of('mutation answered → webhook', ({ fromAnswer }) => fromAnswer),
  ];
}
