/**
 * What a project notices of another one in the same process that does, one thing after the other, all that is limited. The
 * floor is the product itself, with that other project at rest.
 */

import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import type { Bench, Measurement } from '#test/bench/bench.ts';
import { startChild } from '#test/bench/child.ts';
import { type Product, startProduct, TOKEN } from '#test/bench/product.ts';
import { arrivalTimes, type Receiver, startReceiver } from '#test/bench/receiver.ts';
import { lastSequence, makeProject, makeWebhook, PROJECT, switchFlags } from '#test/bench/shop.ts';
import { percentile } from '#test/bench/statistics.ts';
import { subscribe } from '#test/bench/subscribe.ts';
import { untilReady } from '#test/bench/until-ready.ts';
import { settingsFor, startDnsServer } from '#test/support/dns-server.ts';

const EVERY_MS = 100;
const FLAGS = 20;
const SETTLE_MS = 1_000;
/** By then the requests that hang have reached their timeout. */
const REQUESTS_END_MS = 11_000;

/** Milliseconds of one change and of one evaluation after it. */
interface Noticed {
  'change sent → answered': number;
  'change answered → webhook': number;
  'change sent → subscriber': number;
  'evaluation sent → answered': number;
}

export async function measureBesideNeighbours({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { roundsFromStart: rounds, neighbourChanges, warmUpChanges } = options.size;
  await using open = new AsyncDisposableStack();
  const names = open.use(await startDnsServer());
  names.ignores = (question) => question.endsWith('.unanswered.test');
  const product = open.use(
    await startProduct({
      databaseUrl: await postgres.createDatabase('neighbours'),
      role: 'all',
      profileDir: options.profileDir,
      settings: settingsFor(names),
    }),
  );
  const webhooks = open.use(await startReceiver());
  await makeProject(product, FLAGS);
  await makeWebhook(product, webhooks.url);
  const neighbour = open.use(await startNeighbour(product));
  const quiet = await openQuiet(product, webhooks);
  open.defer(quiet.close);
  await quiet.measure(warmUpChanges);

  const measurements: Measurement[] = [];
  for (const what of await neighbour.open()) {
    const beside: Noticed[][] = [];
    const alone: Noticed[][] = [];
    for (let round = 1; round <= rounds; round++) {
      say(`neighbours, round ${round} of ${rounds}: ${what}`);
      alone.push(await quiet.measure(neighbourChanges));
      await neighbour.open();
      await neighbour.start(what);
      await delay(SETTLE_MS);
      beside.push(await quiet.measure(neighbourChanges));
      await neighbour.stop();
      await delay(REQUESTS_END_MS);
    }
    measurements.push(...toMeasurements(what, beside, alone));
  }
  return measurements;
}

async function startNeighbour({ port: productPort }: Product) {
  const port = await findFreePort();
  const args = [String(port), `http://127.0.0.1:${productPort}`, TOKEN];
  const child = startChild('test/bench/loud-neighbour.ts', {}, [], args);
  const http = new Pool(`http://127.0.0.1:${port}`, { connections: 1 });
  await Promise.race([untilReady(http), child.failed]);
  async function tell(path: string, body = ''): Promise<string> {
    const asked = http.request({ method: 'POST', path, body });
    const response = await Promise.race([asked, child.failed]);
    return response.body.text();
  }
  return {
    open: async () => JSON.parse(await tell('/open')) as string[],
    start: (name: string) => tell('/start', name),
    stop: () => tell('/stop'),
    async [Symbol.asyncDispose]() {
      await http.destroy();
      await child[Symbol.asyncDispose]();
    },
  };
}

async function openQuiet(product: Product, webhooks: Receiver) {
  const socket = await subscribe(product, await lastSequence(product));
  const seenAt = new Map<string, number>();
  socket.on('message', (message) => {
    const { payload } = JSON.parse(String(message));
    if (payload?.data) seenAt.set(payload.data.events.id, performance.now());
  });
  const change = switchFlags(product, FLAGS);

  async function measureOne() {
    const sentAt = performance.now();
    const id = await change();
    const answeredAt = performance.now();
    await product.send(EVALUATE, {});
    return { id, sentAt, answeredAt, evaluatedAt: performance.now() };
  }

  return {
    close: () => socket.close(),
    async measure(count: number): Promise<Noticed[]> {
      webhooks.arrivals.length = 0;
      const startAt = performance.now();
      const running: ReturnType<typeof measureOne>[] = [];
      for (let number = 0; number < count; number++) {
        await delay(Math.max(0, startAt + number * EVERY_MS - performance.now()));
        running.push(measureOne());
      }
      const made = await Promise.all(running);
      await webhooks.waitFor(count);
      const arrivedAt = arrivalTimes(webhooks.arrivals);
      const timeOf = (times: Map<string, number>, id: string) => {
        const time = times.get(id);
        if (time === undefined) throw new Error(`${id} did not arrive.`);
        return time;
      };
      return made.map(({ id, sentAt, answeredAt, evaluatedAt }) => ({
        'change sent → answered': answeredAt - sentAt,
        'change answered → webhook': timeOf(arrivedAt, id) - answeredAt,
        'change sent → subscriber': timeOf(seenAt, id) - sentAt,
        'evaluation sent → answered': evaluatedAt - answeredAt,
      }));
    },
  };
}

function toMeasurements(what: string, beside: Noticed[][], alone: Noticed[][]): Measurement[] {
  const names = Object.keys(beside[0]?.[0] ?? {}) as (keyof Noticed)[];
  return names.map((name) => {
    const medians = (rounds: Noticed[][]) =>
      rounds.map((round) =>
        percentile(
          round.map((each) => each[name]),
          50,
        ),
      );
    return {
      name: `${name}, p50, beside: ${what}`,
      unit: 'ms',
      product: medians(beside),
      floor: medians(alone),
    };
  });
}

const EVALUATE = `query BenchEvaluate {
  evaluateFlags(projectKey: "${PROJECT}", environmentKey: "production", context: {}) { flagKey value }
}`;
