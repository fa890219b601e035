/** How many deliveries a second one worker makes, and how many two, when they find a backlog of events. */

import type { Bench, Measurement } from '#test/bench/bench.ts';
import { untilFannedOut } from '#test/bench/fanned-out.ts';
import { type JobFloor, openJobFloor } from '#test/bench/job-floor.ts';
import { shutJobGate } from '#test/bench/job-gate.ts';
import { type Product, startProduct } from '#test/bench/product.ts';
import { arrivalTimes, type Receiver, startReceiver } from '#test/bench/receiver.ts';
import { makeEvent, makeProject, makeWebhook, untilDelivered } from '#test/bench/shop.ts';

/** Clients that make the events, each with a flag of its own. */
const CLIENTS = 20;
/** Processes that work on the backlog. */
const WORKERS = [1, 2];

export async function measureDeliveries({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { profileDir, size } = options;
  const { roundsFromStart: rounds, backlog } = size;
  await using open = new AsyncDisposableStack();
  const databaseUrl = await postgres.createDatabase('deliveries');
  const api = open.use(await startProduct({ databaseUrl, role: 'api', profileDir: null }));
  const receiver = open.use(await startReceiver());
  await makeProject(api, CLIENTS);
  const floor = open.use(await openJobFloor(await postgres.createDatabase('deliveries_floor')));

  // Made after the flags: their own events are not to be delivered.
  await drain(databaseUrl, profileDir);
  await makeWebhook(api, receiver.url);

  const results = WORKERS.map((workers) => ({ workers, ours: [] as number[], theirs: [] as number[] }));
  for (let round = 1; round <= rounds; round++) {
    for (const { workers, ours, theirs } of results) {
      say(`deliveries, round ${round} of ${rounds}: ${named(workers)}`);
      theirs.push(await measureFloor(floor, workers, receiver, backlog));
      const events = await makeEvents(api, backlog);
      ours.push(await measureProduct({ databaseUrl, workers, profileDir, api, receiver, events }));
    }
  }
  return results.map(({ workers, ours, theirs }) => ({
    name: `deliveries of ${backlog} waiting events, ${named(workers)}`,
    unit: '/s',
    product: ours,
    floor: theirs,
  }));
}

function named(workers: number): string {
  return workers === 1 ? '1 worker' : `${workers} workers`;
}

async function measureFloor(
  floor: JobFloor,
  workers: number,
  receiver: Receiver,
  backlog: number,
): Promise<number> {
  const ids = Array.from({ length: backlog }, (_, number) => `job-${number}`);
  await floor.addAll(ids);
  receiver.arrivals.length = 0;
  await using open = new AsyncDisposableStack();
  const gate = open.use(await shutJobGate(floor.databaseUrl));
  const started = Array.from({ length: workers }, () => open.use(floor.startWorker(receiver.url)));
  const arrived = gate.openFor(workers).then(() => receiver.waitFor(backlog));
  await Promise.race([arrived, ...started.map(({ failed }) => failed)]);
  await floor.untilDone();
  return rateOf(receiver, ids);
}

async function measureProduct({
  databaseUrl,
  workers,
  profileDir,
  api,
  receiver,
  events,
}: {
  databaseUrl: string;
  workers: number;
  profileDir: string | null;
  api: Product;
  receiver: Receiver;
  events: string[];
}): Promise<number> {
  receiver.arrivals.length = 0;
  await using open = new AsyncDisposableStack();
  const gate = open.use(await shutJobGate(databaseUrl));
  await Promise.all(
    Array.from({ length: workers }, async () =>
      open.use(await startProduct({ databaseUrl, role: 'worker', profileDir })),
    ),
  );
  await gate.openFor(workers);
  await receiver.waitFor(events.length);
  await untilDelivered(api);
  return rateOf(receiver, events);
}

/** From the first arrival to the last. Throws unless each of the expected ones arrived exactly once. */
function rateOf({ arrivals }: Receiver, expected: string[]): number {
  const times = arrivalTimes(arrivals);
  const missing = expected.filter((id) => !times.has(id));
  if (missing.length > 0 || times.size !== expected.length) {
    throw new Error(
      `${missing.length} did not arrive, and ${times.size - expected.length} unexpected ones did.`,
    );
  }
  const all = arrivals.map(({ at }) => at);
  return ((arrivals.length - 1) * 1_000) / (Math.max(...all) - Math.min(...all));
}

/** Switches flags on and off until there are so many events. Answers with their ids. */
async function makeEvents(api: Product, count: number): Promise<string[]> {
  const ids: string[] = [];
  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, flag) => {
      for (let number = flag; number < count / 2; number += CLIENTS) {
        // Both ways, so that every round finds the flags as the first one did.
        ids.push(await makeEvent(api, flag, true), await makeEvent(api, flag, false));
      }
    }),
  );
  return ids;
}

/** Runs a worker until the events so far are fanned out, to nobody. */
async function drain(databaseUrl: string, profileDir: string | null): Promise<void> {
  await using _worker = await startProduct({ databaseUrl, role: 'worker', profileDir });
  await untilFannedOut(databaseUrl);
}
