import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN } from '#test/support/app.ts';
import { createFlag, createProject, createWebhook, setFlagEnabled } from '#test/support/builders.ts';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { WatchDeliveries, WatchEvents } from '#test/support/live-documents.ts';
import { endAll, type GogreenProcess, startGogreen } from '#test/support/process.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { runAt } from '#test/support/run-at.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';
import { connectWs, subscribeOn } from '#test/support/subscribe-ws.ts';

let database: TestDatabase;
let receiver: Receiver;
let api: GogreenProcess;
let worker: GogreenProcess;
let url: string;
let workerUrl: string;

beforeAll(async () => {
  database = await createTestDatabase();
  receiver = await startReceiver();
  const shared = {
    DATABASE_URL: database.url,
    GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
    GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    EGRESS_ALLOW: '127.0.0.0/8',
  };
  const [apiPort, workerPort] = [await findFreePort(), await findFreePort()];
  url = `http://127.0.0.1:${apiPort}`;
  workerUrl = `http://127.0.0.1:${workerPort}`;
  api = await startGogreen({ ...shared, GOGREEN_ROLE: 'api', PORT: String(apiPort) });
  worker = await startGogreen({ ...shared, GOGREEN_ROLE: 'worker', PORT: String(workerPort) });
  await Promise.all([api.waitFor(/GoGreen is up/), worker.waitFor(/GoGreen is up/)]);
});
afterAll(async () => {
  await endAll();
  await receiver?.close();
  await database?.drop();
});

test('a webhook delivered by a worker process is seen by a subscription at the api process', async () => {
  const gogreen = runAt(url);
  const { key: projectKey } = await createProject(gogreen, { key: 'shop' });
  await createFlag(gogreen, { projectKey, key: 'new-checkout' });
  await createWebhook(gogreen, { projectKey, url: receiver.url, eventTypes: ['FLAG_UPDATED'] });
  const deliveries = await subscribeSse(url, WatchDeliveries, { projectKey });
  await setFlagEnabled(gogreen, {
    projectKey,
    flagKey: 'new-checkout',
    environmentKey: 'production',
    enabled: true,
  });
  const [request] = await receiver.waitFor(1);
  expect(JSON.parse(String(request?.body))).toMatchObject({
    event: 'flag.updated',
    flag_key: 'new-checkout',
    sequence: 2,
  });
  await deliveries.waitFor((results) => results.at(-1)?.data?.deliveryUpdated.status === 'DELIVERED');
  await deliveries.leave();
});

test('a worker serves health and metrics, and 404 for everything else', async () => {
  expect((await fetch(`${workerUrl}/health/ready`)).status).toBe(200);
  const metrics = await (await fetch(`${workerUrl}/metrics`)).text();
  expect(metrics).toMatch(/^gogreen_attempts_total\{provider="webhook",result="ok"\} 1$/m);
  expect(metrics, 'what never happened is counted as 0').toMatch(
    /^gogreen_attempts_total\{provider="slack",result="timeout"\} 0$/m,
  );
  expect(metrics, 'only counters end in _total').not.toMatch(/^# TYPE \w+_total gauge$/m);
  for (const path of ['/graphql?query={__typename}', '/inbox', '/']) {
    expect((await fetch(`${workerUrl}${path}`)).status).toBe(404);
  }
});

test('an api process breaks its subscriptions off at SIGTERM and ends, also with clients that do not read', async () => {
  const variables = { projectKey: 'shop', afterSequence: 0 };
  const ws = connectWs(url);
  const overSse = await subscribeSse(url, WatchEvents, variables);
  const overWs = [1, 2, 3].map(() => subscribeOn(ws.client, WatchEvents, variables));
  for (const subscription of [overSse, ...overWs]) await subscription.waitFor(2);

  // And clients that neither read nor answer do not keep it from ending.
  const stalled = [
    await stall('POST', { accept: 'text/event-stream' }),
    await stall('GET', webSocketHeaders),
  ];
  expect(await api.end('SIGTERM')).toBe(0);
  expect(await overSse.ended).toMatch(/^broken off/);
  for (const { ended } of overWs) expect(await ended).toBe('closed: 1001 Going away');
  expect(await ws.closed).toEqual({ code: 1001, reason: 'Going away' });
  for (const socket of stalled) socket.destroy();
  expect(await worker.end('SIGTERM')).toBe(0);
});

const webSocketHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol': 'graphql-transport-ws',
};

/** Sends a request, reads the beginning of the answer and then nothing more. */
async function stall(method: string, headers: Record<string, string>): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const body =
    method === 'POST' ? JSON.stringify({ query: 'subscription { events(projectKey: "shop") { id } }' }) : '';
  const lines = Object.entries({
    host: 'x',
    authorization: `Bearer ${ADMIN_TOKEN}`,
    ...(body ? { 'content-type': 'application/json', 'content-length': String(body.length) } : {}),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  socket.write(`${[`${method} /graphql HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n${body}`);
  await once(socket, 'data');
  socket.pause();
  return socket;
}
