/** How many deliveries a second one worker makes when it finds a backlog of events. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Measurement } from '#test/bench/bench.ts';
import { type JobFloor, openJobFloor } from '#test/bench/job-floor.ts';
import { runSql } from '#test/bench/postgres.ts';
import { type Product, startProduct } from '#test/bench/product.ts';
import { arrivalTimes, type Receiver, startReceiver } from '#test/bench/receiver.ts';
import { countDeliveries, makeEvent, makeProject, makeWebhook } from '#test/bench/shop.ts';

/** Clients that make the events, each with a flag of its own. */
const CLIENTS = 20;

export async function measureDeliveries({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { rounds, backlog } = options.size;
  await using open = new AsyncDisposableStack();
  const databaseUrl = await postgres.createDatabase('deliveries');
  const api = open.use(await startProduct({ databaseUrl, role: 'api', profileDir: null }));
  const receiver = open.use(await startReceiver());
  await makeProject(api, CLIENTS);
  const floor = open.use(await openJobFloor(await postgres.createDatabase('deliveries_floor')));

  // Made after the flags: their own events are not to be delivered.
  await drain(databaseUrl, options.profileDir);
  await makeWebhook(api, receiver.url);

  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`deliveries, round ${round} of ${rounds}`);
    theirs.push(await measureFloor(floor, receiver, backlog));
    const events = await makeEvents(api, backlog);
    ours.push(await measureProduct(databaseUrl, options.profileDir, api, receiver, events));
  }
  return [{ name: `deliveries of ${backlog} waiting events`, unit: '/s', product: ours, floor: theirs }];
}

async function measureFloor(floor: JobFloor, receiver: Receiver, backlog: number): Promise<number> {
  const ids = Array.from({ length: backlog }, (_, number) => `job-${number}`);
  await floor.addAll(ids);
  receiver.arrivals.length = 0;
  await using worker = floor.startWorker(receiver.url);
  await Promise.race([receiver.waitFor(backlog), worker.failed]);
  await floor.untilDone();
  return rateOf(receiver, ids);
}

async function measureProduct(
  databaseUrl: string,
  profileDir: string | null,
  api: Product,
  receiver: Receiver,
  events: string[],
): Promise<number> {
  receiver.arrivals.length = 0;
  await using _worker = await startProduct({ databaseUrl, role: 'worker', profileDir });
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

/** Every event makes a delivery at its arrival, so when none is in another state all are delivered. */
async function untilDelivered(api: Product): Promise<void> {
  const others = ['FAILED', 'CANCELLED'];
  while ((await countDeliveries(api, ['PENDING', 'SENDING'])) > 0) await delay(20);
  if ((await countDeliveries(api, others)) > 0) throw new Error('Some deliveries were not delivered.');
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
  const waiting = () => runSql(databaseUrl, 'SELECT FROM events WHERE NOT fanned_out LIMIT 1');
  while ((await waiting()).length > 0) await delay(20);
}
