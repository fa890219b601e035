/**
 * How long after a change the webhook of a healthy endpoint arrives, when other integrations of the project have
 * endpoints that never answer. Every round starts from nothing: what the product has learnt of those endpoints in one
 * must not help it in the next.
 */

import type { Bench, Measurement } from '#test/bench/bench.ts';
import { untilFannedOut } from '#test/bench/fanned-out.ts';
import { checkBooks } from '#test/bench/hanging-books.ts';
import { type JobFloor, openJobFloor } from '#test/bench/job-floor.ts';
import { startProduct } from '#test/bench/product.ts';
import { startReceiver } from '#test/bench/receiver.ts';
import {
  enableIntegration,
  makeProject,
  makeWebhook,
  switchFlags,
  untilDelivered,
} from '#test/bench/shop.ts';
import { type SilentEndpoint, startSilentEndpoint } from '#test/bench/silent-endpoint.ts';
import {
  addNumbered,
  type Latency,
  measureChanges,
  toLatencyMeasurements,
} from '#test/bench/steady-changes.ts';

/** Slower than in the other scenario: a change is a delivery to each of up to 51 integrations. */
const EVERY_MS = 100;
const FLAGS = 20;

export async function measureBesideHanging(bench: Bench): Promise<Measurement[]> {
  const { roundsFromStart: rounds, hanging } = bench.options.size;
  const { endpoints, aloneChanges, firstChanges } = hanging;
  await using open = new AsyncDisposableStack();
  const floor = open.use(await openJobFloor(await bench.postgres.createDatabase('hanging_floor')));
  const theirs: Latency[][] = [];
  const ours = new Map(endpoints.map((count) => [count, [] as Latency[][]]));
  for (let round = 1; round <= rounds; round++) {
    bench.say(`hanging, round ${round} of ${rounds}: floor`);
    theirs.push(await measureFloor(bench, floor, aloneChanges));
    for (const [count, latencies] of ours) {
      bench.say(`hanging, round ${round} of ${rounds}: ${count} endpoints that hang`);
      latencies.push(await measureProduct(bench, count, `hanging_${count}_${round}`));
    }
  }
  return [...ours].flatMap(([count, latencies]) => {
    const lines = (phase: string, product: Latency[][]) =>
      toLatencyMeasurements(` beside ${count} hanging${phase}`, [50, 99], product, theirs);
    if (count === 0) return lines('', latencies);
    const split = (firstChanges * EVERY_MS) / 1_000;
    return [
      ...lines(
        `, first ${split} s`,
        latencies.map((round) => round.slice(0, firstChanges)),
      ),
      ...lines(
        `, later`,
        latencies.map((round) => round.slice(firstChanges)),
      ),
    ];
  });
}

async function measureFloor({ options }: Bench, floor: JobFloor, changes: number): Promise<Latency[]> {
  await using posts = await startReceiver();
  await using worker = floor.startWorker(posts.url);
  const addJob = addNumbered(floor);
  const measure = (count: number) => measureChanges(posts, { count, everyMs: EVERY_MS }, addJob);
  await Promise.race([measure(options.size.warmUpChanges), worker.failed]);
  return await Promise.race([measure(changes), worker.failed]);
}

async function measureProduct(
  { postgres, options: { profileDir, size } }: Bench,
  count: number,
  database: string,
): Promise<Latency[]> {
  const { aloneChanges, firstChanges, laterChanges } = size.hanging;
  await using open = new AsyncDisposableStack();
  const databaseUrl = await postgres.createDatabase(database);
  const product = open.use(await startProduct({ databaseUrl, role: 'all', profileDir }));
  await makeProject(product, FLAGS);
  await untilFannedOut(databaseUrl);
  // Older than the healthy one, so that first come, first served is no help to it.
  const hanging = new Map<string, SilentEndpoint>();
  for (let number = 0; number < count; number++) {
    const endpoint = open.use(await startSilentEndpoint());
    hanging.set(await makeWebhook(product, endpoint.url, { enabled: false }), endpoint);
  }
  const healthy = open.use(await startReceiver());
  const healthyId = await makeWebhook(product, healthy.url);

  const changeFlag = switchFlags(product, FLAGS);
  await measureChanges(healthy, { count: size.warmUpChanges, everyMs: EVERY_MS / 2 }, changeFlag);
  await Promise.all([...hanging.keys()].map((id) => enableIntegration(product, id)));
  const changes = count === 0 ? aloneChanges : firstChanges + laterChanges;
  const latencies = await measureChanges(healthy, { count: changes, everyMs: EVERY_MS }, changeFlag);
  await untilDelivered(product, healthyId);
  for (const endpoint of hanging.values()) await checkHanging(endpoint);
  await checkBooks(databaseUrl, {
    healthyId,
    hangingIds: [...hanging.keys()],
    eventIds: latencies.map(({ id }) => id),
  });
  return latencies;
}

async function checkHanging({ ids, untilCalled }: SilentEndpoint): Promise<void> {
  await untilCalled();
  if (new Set(ids).size !== ids.length) throw new Error('An endpoint that hangs got a delivery twice.');
}
