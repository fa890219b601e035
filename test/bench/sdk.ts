/**
 * SDKs with a stream of the ruleset: how long after a change a thousand of them have applied it, how long a new one takes
 * to load thousands of flags, and how long one that was away takes to resume.
 */

import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type CompiledRuleset, compile, parseRuleset } from 'gogreen-engine';
import { Pool } from 'undici';
import type { Bench, Measurement } from '#test/bench/bench.ts';
import { type Product, startProduct, TOKEN } from '#test/bench/product.ts';
import { openSdkCrowd, type SdkCrowd } from '#test/bench/sdk-crowd.ts';
import { type SdkFloor, startSdkFloor } from '#test/bench/sdk-floor.ts';
import { openSdkReader } from '#test/bench/sdk-reader.ts';
import {
  ENVIRONMENT,
  flagKey,
  makeEvent,
  makeProject,
  PROJECT,
  setEnabled,
  switchFlags,
} from '#test/bench/shop.ts';
import { percentile } from '#test/bench/statistics.ts';

const FLAGS = 20;
const LARGE = 'large';
const LOADS = 10;
const RESUMES = 20;
/** The share of the flags that change while an SDK is away: with more than half of them it gets all. */
const CHANGED_SHARE = 0.2;
const CLIENTS = 50;

export async function measureSdk({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { rounds, sdkStreams, sdkFlags, sdkMissed, broadcasts } = options.size;
  await using open = new AsyncDisposableStack();
  const databaseUrl = await postgres.createDatabase('sdk');
  const product = open.use(
    await startProduct({
      databaseUrl,
      role: 'api',
      profileDir: options.profileDir,
      settings: { STREAMS_PER_KEY: '0', RATE_LIMIT_PER_KEY: '0' },
    }),
  );
  const floor = open.use(await startSdkFloor());
  await makeProject(product, FLAGS);

  say(`sdk, ${sdkStreams} connect`);
  const measurements: Measurement[] = [];
  {
    using ours = await openSdkCrowd(sdkStreams, product.port, `${PROJECT}/${ENVIRONMENT}`);
    await floor.put('/sdk/v1/stream', `${ours.lastEvent()}\n\n`);
    using theirs = await openSdkCrowd(sdkStreams, floor.port, '');
    const change = switchFlags(product, FLAGS, makeEvent);
    const broadcast = broadcastTo(floor, theirs, ours);
    await measureReach(ours, 1, change);
    await measureReach(theirs, 1, broadcast);
    const [reached, floors]: [Reach[], Reach[]] = [[], []];
    for (let round = 1; round <= rounds; round++) {
      say(`sdk, round ${round} of ${rounds}: changes`);
      floors.push(await measureReach(theirs, broadcasts, broadcast));
      reached.push(await measureReach(ours, broadcasts, change));
    }
    const row = (name: string, from: keyof Reach, percent: number): Measurement => ({
      name: `${name} → applied in ${sdkStreams} SDKs, p${percent}`,
      unit: 'ms',
      product: reached.map((reach) => percentile(reach[from], percent)),
      floor: floors.map((reach) => percentile(reach[from], percent)),
    });
    measurements.push(
      row('mutation sent', 'fromSent', 50),
      row('mutation sent', 'fromSent', 99),
      row('mutation answered', 'fromAnswer', 50),
      row('mutation answered', 'fromAnswer', 99),
    );
  }

  say(`sdk, ${sdkFlags} flags`);
  await makeProject(product, 0, LARGE);
  await inParallel(sdkFlags, (number) => createFlag(product, number));
  const environment = `${LARGE}/${ENVIRONMENT}`;
  const before = await load(product.port, environment);
  await floor.put('/sdk/v1/ruleset', before.bytes);
  const [loads, floorLoads]: [number[], number[]] = [[], []];
  for (let round = 1; round <= rounds; round++) {
    floorLoads.push(await median(LOADS, async () => (await load(floor.port, '')).tookMs));
    loads.push(await median(LOADS, async () => (await load(product.port, environment)).tookMs));
  }
  measurements.push({ name: `${sdkFlags} flags loaded, p50`, unit: 'ms', product: loads, floor: floorLoads });

  say(`sdk, ${sdkMissed} events`);
  const changing = Math.floor(sdkFlags * CHANGED_SHARE);
  await inParallel(sdkMissed, (number) =>
    setEnabled(product, number % changing, Math.floor(number / changing) % 2 === 0, LARGE),
  );
  const { event } = await resume(product.port, environment, before.compiled);
  if (!event.includes('event: changes')) throw new Error('an SDK got the whole ruleset in place of changes');
  await floor.put('/sdk/v1/stream', `${event}\n\n`);
  const [resumes, floorResumes]: [number[], number[]] = [[], []];
  for (let round = 1; round <= rounds; round++) {
    floorResumes.push(
      await median(RESUMES, async () => (await resume(floor.port, '', before.compiled)).tookMs),
    );
    resumes.push(
      await median(RESUMES, async () => (await resume(product.port, environment, before.compiled)).tookMs),
    );
  }
  measurements.push({
    name: `resumed after ${sdkMissed} events, p50`,
    unit: 'ms',
    product: resumes,
    floor: floorResumes,
  });
  return measurements;
}

/** How long changes took to be applied, one value for each change and SDK, in milliseconds. */
interface Reach {
  fromSent: number[];
  fromAnswer: number[];
}

/** Makes one change after the other, each when all SDKs have the one before. */
async function measureReach(crowd: SdkCrowd, count: number, change: () => Promise<unknown>): Promise<Reach> {
  const reach: Reach = { fromSent: [], fromAnswer: [] };
  for (let number = 0; number < count; number++) {
    const sentAt = performance.now();
    const [times, answeredAt] = await Promise.all([
      crowd.untilAllApplied(),
      change().then(() => performance.now()),
    ]);
    for (const time of times) {
      reach.fromSent.push(time - sentAt);
      // The process that answers also serves the SDKs: they may have the change before the answer comes.
      reach.fromAnswer.push(Math.max(0, time - answeredAt));
    }
  }
  return reach;
}

/** Sends the product's last change to the SDKs of the floor, as the one that is next for them. */
function broadcastTo(floor: SdkFloor, theirs: SdkCrowd, ours: SdkCrowd): () => Promise<void> {
  return async () => {
    const [, from] = /"(?:version|to)":(\d+)/.exec(theirs.lastEvent()) ?? [];
    const next = ours.lastEvent().replace(/"from":\d+,"to":\d+/, `"from":${from},"to":${Number(from) + 1}`);
    await floor.broadcast(`${next}\n\n`);
  };
}

/** Reads the ruleset and compiles it, on a connection of its own. */
async function load(port: number, environment: string) {
  const startedAt = performance.now();
  const http = new Pool(`http://127.0.0.1:${port}`, { connections: 1 });
  const response = await http.request({
    method: 'GET',
    path: `/sdk/v1/ruleset${environment ? `?environment=${environment}` : ''}`,
    headers: { authorization: `Bearer ${TOKEN}`, 'accept-encoding': 'gzip' },
  });
  const bytes = Buffer.from(await response.body.arrayBuffer());
  if (response.statusCode !== 200) throw new Error(`no ruleset: ${response.statusCode} ${bytes}`);
  const compiled = compile(parseRuleset(JSON.parse(String(await promisify(gunzip)(bytes)))));
  const tookMs = performance.now() - startedAt;
  await http.close();
  return { bytes, compiled, tookMs };
}

/** Opens a stream at the version of an old ruleset, until that is up to date. */
async function resume(port: number, environment: string, start: CompiledRuleset) {
  const startedAt = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const onLost = (why: string) => reject(new Error(`An SDK could not resume: ${why}`));
  const reader = openSdkReader({ port, environment, start, onApplied: resolve, onLost });
  const event = await promise.finally(() => reader.close());
  return { event, tookMs: performance.now() - startedAt };
}

async function median(count: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  while (values.length < count) values.push(await measure());
  return percentile(values, 50);
}

async function inParallel(count: number, run: (number: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const runSome = async () => {
    while (next < count) await run(next++);
  };
  await Promise.all(Array.from({ length: CLIENTS }, runSome));
}

async function createFlag(product: Product, number: number): Promise<void> {
  const input = { projectKey: LARGE, key: flagKey(number), kind: 'BOOLEAN' };
  await product.send(CREATE_FLAG, { input });
}

const CREATE_FLAG = `mutation BenchCreateFlag($input: CreateFlagInput!) {
  createFlag(input: $input) { __typename }
}`;
