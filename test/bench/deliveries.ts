/** How many deliveries a second one worker makes, and how many two, when they find a backlog of events, for one integration or 20. */

import type { Bench, Measurement } from '#test/bench/bench.ts';
import { untilFannedOut } from '#test/bench/fanned-out.ts';
import { type JobFloor, openJobFloor } from '#test/bench/job-floor.ts';
import { shutJobGate } from '#test/bench/job-gate.ts';
import { type Product, startProduct } from '#test/bench/product.ts';
import { type Receiver, startReceiver } from '#test/bench/receiver.ts';
import { makeEvent, makeProject, makeWebhook, untilDelivered } from '#test/bench/shop.ts';

/** Clients that make the events, each with a flag of its own. */
const CLIENTS = 20;
/** Processes that work on the backlog, and the integrations that it is for. */
const loads = [
  { name: '1 worker', workers: 1, integrations: 1 },
  { name: '2 workers', workers: 2, integrations: 1 },
  { name: '1 worker, 20 integrations', workers: 1, integrations: 20 },
];
/** The most that is allowed for one integration. */
const MAX_IN_FLIGHT = 100;

export async function measureDeliveries({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { profileDir, size } = options;
  const { roundsFromStart: rounds, backlog } = size;
  await using open = new AsyncDisposableStack();
  const receiver = open.use(await startReceiver());
  const floor = open.use(await openJobFloor(await postgres.createDatabase('deliveries_floor')));
  const measurements: Measurement[] = [];
  for (const { name, workers, integrations } of loads) {
    await using ofLoad = new AsyncDisposableStack();
    const databaseUrl = await postgres.createDatabase(`deliveries_${workers}_${integrations}`);
    const api = ofLoad.use(await startProduct({ databaseUrl, role: 'api', profileDir: null }));
    await makeProject(api, CLIENTS);
    // Webhooks are made after the flags: their own events are not to be delivered.
    await drain(databaseUrl, profileDir);
    for (let number = 0; number < integrations; number++)
      await makeWebhook(api, receiver.url, { maxInFlight: MAX_IN_FLIGHT });
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      say(`deliveries, round ${round} of ${rounds}: ${name}`);
      theirs.push(await measureFloor(floor, workers, receiver, backlog));
      const events = await makeEvents(api, backlog / integrations);
      ours.push(
        await measureProduct({ databaseUrl, workers, profileDir, api, receiver, events, integrations }),
      );
    }
    measurements.push({
      name: `deliveries of ${backlog}, ${name}`,
      unit: '/s',
      product: ours,
      floor: theirs,
    });
  }
  return measurements;
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
  return rateOf(receiver, ids, 1);
}

async function measureProduct({
  databaseUrl,
  workers,
  profileDir,
  api,
  receiver,
  events,
  integrations,
}: {
  databaseUrl: string;
  workers: number;
  profileDir: string | null;
  api: Product;
  receiver: Receiver;
  events: string[];
  integrations: number;
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
  await receiver.waitFor(events.length * integrations);
  await untilDelivered(api);
  return rateOf(receiver, events, integrations);
}

/** From the first arrival to the last. Throws unless each of the expected ones arrived exactly so many times. */
function rateOf({ arrivals }: Receiver, expected: string[], times: number): number {
  const counts = new Map<string, number>();
  for (const { id } of arrivals) counts.set(id, (counts.get(id) ?? 0) + 1);
  const wrong = expected.filter((id) => counts.get(id) !== times);
  if (wrong.length > 0 || counts.size !== expected.length) {
    throw new Error(
      `${wrong.length} did not arrive ${times} times, and ${counts.size - expected.length} unexpected ones did.`,
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
