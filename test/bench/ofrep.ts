/**
 * What an evaluation over OFREP costs the server in CPU time: one flag, all 50 flags of an environment, and the answer that
 * nothing has changed. Each flag has three rules, of which none matches; every fifth is rolled out. The rates are what one
 * core can do, so they do not depend on how busy the machine is; the client is another process.
 */

import { Pool } from 'undici';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import type { Bench, Measurement } from '#test/bench/bench.ts';
import { startChild } from '#test/bench/child.ts';
import { cpuOf } from '#test/bench/cpu.ts';
import { type Product, startProduct } from '#test/bench/product.ts';
import { ENVIRONMENT, flagKey, makeProject, PROJECT } from '#test/bench/shop.ts';
import { untilReady } from '#test/bench/until-ready.ts';

const FLAGS = 50;
const CONNECTIONS = 20;
const CONTEXT = {
  targetingKey: 'user-42',
  userId: 'user-42',
  plan: 'free',
  country: 'FR',
  email: 'ada@example.org',
};
const BODY = JSON.stringify({ context: CONTEXT });

interface Asked {
  name: string;
  path: string;
  /** Whether the client has the answer already. */
  isKnown: boolean;
}

const BULK = '/ofrep/v1/evaluate/flags';
const asked: Asked[] = [
  { name: 'OFREP, one flag', path: `${BULK}/${flagKey(0)}`, isKnown: false },
  { name: `OFREP, all ${FLAGS} flags`, path: BULK, isKnown: false },
  { name: `OFREP, all ${FLAGS} flags, not modified`, path: BULK, isKnown: true },
];

interface Target {
  pid: number;
  http: Pool;
}

export async function measureOfrep({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { rounds, ofrepRequests: count } = options.size;
  await using open = new AsyncDisposableStack();
  const product = open.use(
    await startProduct({
      databaseUrl: await postgres.createDatabase('ofrep'),
      role: 'api',
      profileDir: options.profileDir,
      settings: { RATE_LIMIT_PER_KEY: '0' },
    }),
  );
  const key = await makeFlags(product);
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const ours = { pid: product.pid, http: openPool(product.port, open) };
  const floor = await startFloor(open);
  const measurements: Measurement[] = [];
  for (const { name, path, isKnown } of asked) {
    const answer = await ours.http.request({ method: 'POST', path, headers, body: BODY });
    const body = await answer.body.text();
    const sent = isKnown ? { ...headers, 'if-none-match': String(answer.headers['etag']) } : headers;
    const status = isKnown ? 304 : 200;
    await floor.http.request({ method: 'PUT', path, headers: { 'x-status': String(status) }, body });
    const measurement: Measurement = { name: `${name}, per core`, unit: '/s', product: [], floor: [] };
    for (let round = 0; round <= rounds; round++) {
      say(round === 0 ? `ofrep, warm-up: ${name}` : `ofrep, round ${round} of ${rounds}: ${name}`);
      const theirs = await measureRound(floor, { path, headers: sent, status, count });
      const own = await measureRound(ours, { path, headers: sent, status, count });
      if (round === 0) continue;
      measurement.floor.push(theirs);
      measurement.product.push(own);
    }
    measurements.push(measurement);
  }
  return measurements;
}

interface Round {
  path: string;
  headers: Record<string, string>;
  status: number;
  count: number;
}

/** Requests per second of CPU time. */
async function measureRound({ pid, http }: Target, { path, headers, status, count }: Round): Promise<number> {
  const before = cpuOf(pid);
  let left = count;
  const client = async () => {
    while (left-- > 0) {
      const { statusCode, body } = await http.request({ method: 'POST', path, headers, body: BODY });
      await body.dump();
      if (statusCode !== status) throw new Error(`${path} was answered with ${statusCode}.`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
  return (count * 1_000) / (cpuOf(pid) - before);
}

function openPool(port: number, open: AsyncDisposableStack): Pool {
  const http = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS });
  open.defer(() => http.destroy());
  return http;
}

async function startFloor(open: AsyncDisposableStack): Promise<Target> {
  const port = await findFreePort();
  const child = open.use(startChild('test/bench/http-floor.ts', {}, [], [String(port)]));
  const http = openPool(port, open);
  await Promise.race([untilReady(http), child.failed]);
  return { pid: child.pid, http };
}

/** Answers with a server key. */
async function makeFlags(product: Product): Promise<string> {
  await makeProject(product, FLAGS);
  const rule = (attribute: string, operator: string, values: unknown[]) => ({
    clauses: [{ attribute, operator, values }],
    serve: { variation: 'off' },
  });
  const weights = [
    { variation: 'off', weight: 50 },
    { variation: 'on', weight: 50 },
  ];
  for (let flag = 0; flag < FLAGS; flag++) {
    await product.send(BEHAVE, {
      input: {
        projectKey: PROJECT,
        flagKey: flagKey(flag),
        environmentKey: ENVIRONMENT,
        enabled: true,
        rules: [
          rule('plan', 'IN', ['pro', 'team', 'enterprise']),
          rule('country', 'IN', ['DE', 'AT', 'CH']),
          rule('email', 'ENDS_WITH', ['@example.com']),
        ],
        ...(flag % 5 === 4 ? { fallthrough: { rollout: { bucketBy: 'userId', weights } } } : {}),
      },
    });
  }
  const { createServerKey } = await product.send<{ createServerKey: { key?: string } }>(CREATE_KEY, {
    input: { projectKey: PROJECT, environmentKey: ENVIRONMENT, name: 'Bench' },
  });
  if (!createServerKey.key) throw new Error('the server key was refused');
  return createServerKey.key;
}

const BEHAVE = `mutation BenchBehave($input: UpdateFlagEnvironmentInput!) {
  updateFlagEnvironment(input: $input) { ... on UpdateFlagEnvironmentPayload { event { id } } ... on Error { message } }
}`;

const CREATE_KEY = `mutation BenchCreateKey($input: CreateServerKeyInput!) {
  createServerKey(input: $input) { ... on CreateServerKeyPayload { key } ... on Error { message } }
}`;
