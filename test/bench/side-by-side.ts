/**
 * Two products side by side, in turns: how many flags 20 clients switch in a second, and how long after the answer the webhook
 * arrives. `node test/bench/side-by-side.ts [first.ts] [second.ts]`; each is a module that exports `openPeer` (peers/peer.ts).
 * Without arguments: GoGreen and a floor. FIRST_URL, FIRST_TOKEN, SECOND_URL and SECOND_TOKEN say where they listen.
 */

import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { OpenPeer, Peer } from '#test/bench/peers/peer.ts';
import { startReceiver } from '#test/bench/receiver.ts';
import { percentile } from '#test/bench/statistics.ts';

const ROUNDS = 3;
const SECONDS = 5;
const CLIENTS = 20;
const FLAGS = 50;
/** Changes one after the other, for the latency. */
const CHANGES = 50;

const [first = 'test/bench/peers/gogreen.ts', second = 'test/bench/peers/floor.ts'] = process.argv.slice(2);
await using open = new AsyncDisposableStack();
const sides = [await openSide(first, 'FIRST'), await openSide(second, 'SECOND')];
for (let round = 1; round <= ROUNDS; round++) {
  for (const side of sides) side.perSecond.push(await measureRate(side.peer));
  for (const side of sides) side.latencies.push(...(await measureLatencies(side)));
}
for (const { peer, perSecond, latencies } of sides) {
  const webhook =
    latencies.length > 0
      ? `; answered → webhook p50 ${percentile(latencies, 50).toFixed(1)} ms, p99 ${percentile(latencies, 99).toFixed(1)} ms`
      : '';
  process.stdout.write(
    `${peer.name}: ${Math.round(percentile(perSecond, 50))} changes a second with ${CLIENTS} clients (${perSecond.map(Math.round).join(', ')})${webhook}\n`,
  );
}

async function openSide(file: string, prefix: string) {
  const { openPeer } = (await import(resolve(file))) as { openPeer: OpenPeer };
  const environment = (name: string) => process.env[`${prefix}_${name}`] ?? null;
  const peer = open.use(await openPeer({ baseUrl: environment('URL'), token: environment('TOKEN') }));
  const receiver = open.use(await startReceiver());
  for (let flag = 0; flag < FLAGS; flag++) await peer.createFlag(keyOf(flag));
  await peer.registerWebhook?.(receiver.url);
  return { peer, receiver, perSecond: [] as number[], latencies: [] as number[] };
}

/** Each client has flags of its own and switches them on and off, so that every toggle is a change. */
async function measureRate(peer: Peer): Promise<number> {
  const startedAt = performance.now();
  const endAt = startedAt + SECONDS * 1_000;
  let toggles = 0;
  const client = async (number: number) => {
    for (;;) {
      for (let flag = number; flag < FLAGS; flag += CLIENTS) {
        if (performance.now() >= endAt) return;
        await peer.toggle(keyOf(flag), true);
        await peer.toggle(keyOf(flag), false);
        toggles += 2;
      }
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)));
  return (toggles * 1_000) / (performance.now() - startedAt);
}

async function measureLatencies({ peer, receiver }: Awaited<ReturnType<typeof openSide>>): Promise<number[]> {
  if (!peer.registerWebhook) return [];
  await untilQuiet(() => receiver.arrivals.length);
  const latencies: number[] = [];
  for (let change = 0; change < CHANGES; change++) {
    receiver.arrivals.length = 0;
    await peer.toggle(keyOf(change % FLAGS), Math.floor(change / FLAGS) % 2 === 0);
    const answeredAt = performance.now();
    await receiver.waitFor(1);
    latencies.push(Math.max(0, (receiver.arrivals[0]?.at ?? 0) - answeredAt));
  }
  for (let flag = 0; flag < Math.min(CHANGES, FLAGS); flag++) await peer.toggle(keyOf(flag), false);
  return latencies;
}

/** Until nothing has arrived for half a second: what the rounds before have left is through. */
async function untilQuiet(count: () => number): Promise<void> {
  for (let before = -1; before !== count(); await delay(500)) before = count();
}

function keyOf(flag: number): string {
  return `flag-${flag}`;
}
