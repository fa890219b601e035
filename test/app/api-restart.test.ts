import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN, startTestApp, type TestApp } from '#test/support/app.ts';
import { startBalancer } from '#test/support/balancer.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { docModules } from '#test/support/doc-modules.ts';
import { WatchEvents } from '#test/support/live-documents.ts';
import { endAll, type GogreenProcess, startGogreen } from '#test/support/process.ts';
import {
  clientNames,
  defaultClients,
  type Followed,
  followWith,
  type PlainClient,
} from '#test/support/standard-clients.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';
import { describeFlag, numbersFrom } from '#test/support/writers.ts';

/** Writes while the API that the clients are connected to is away. */
let writer: TestApp;
let port: number;
let url: string;
let api: GogreenProcess;
let projectKey: string;

beforeAll(async () => {
  writer = await startTestApp({ worker: false });
  port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  api = await startApi(port);
});
beforeEach(async () => {
  ({ key: projectKey } = await createProject(writer));
  await createFlag(writer, { projectKey, key: 'a' });
});
afterAll(async () => {
  await endAll();
  await writer?.close();
});

async function startApi(at: number): Promise<GogreenProcess> {
  const started = await startGogreen({
    DATABASE_URL: writer.databaseUrl,
    GOGREEN_ROLE: 'api',
    PORT: String(at),
    GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
    GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  });
  await started.waitFor(/GoGreen is up/);
  return started;
}

/** Ends the API in the middle of ten changes and brings it back. */
async function changeAndRestart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  await change(5);
  await api.end(signal);
  await change(5);
  api = await startApi(port);
}

let changes = 0;
async function change(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    changes += 1;
    await describeFlag(writer, projectKey, 'a', changes);
  }
}

interface DocumentedClients {
  'graphql-ws.js': { connectWs(url: string, token: string): PlainClient };
  'graphql-sse.js': { connectSse(url: string, token: string): PlainClient };
  'apollo.js': {
    createApolloClient(url: string, token: string): ReturnType<typeof defaultClients>['apollo'];
  };
  'urql.js': { createUrqlClient(url: string, token: string): ReturnType<typeof defaultClients>['urql'] };
}

async function documentedClients(at: string): Promise<ReturnType<typeof defaultClients>> {
  const load = await docModules<DocumentedClients>('live.md');
  return {
    ws: (await load('graphql-ws.js')).connectWs(at, ADMIN_TOKEN),
    sse: (await load('graphql-sse.js')).connectSse(at, ADMIN_TOKEN),
    apollo: (await load('apollo.js')).createApolloClient(at, ADMIN_TOKEN),
    urql: (await load('urql.js')).createUrqlClient(at, ADMIN_TOKEN),
  };
}

/** Resolves once each client has got the event with this sequence; fails when one has ended. */
async function untilAllReached(followed: Record<string, Followed>, sequence: number): Promise<void> {
  await vi.waitFor(
    () => {
      for (const { sequences, endings } of Object.values(followed))
        if (endings.length === 0) expect(sequences).toContain(sequence);
    },
    { timeout: 60_000, interval: 100 },
  );
}

/** For each client the same. */
function eachClient(expected: Followed): Record<string, Followed> {
  return Object.fromEntries(clientNames.map((name) => [name, expected]));
}

describe.each(['SIGTERM', 'SIGKILL'] as const)(
  'an API process that ends by %s and is restarted:',
  (signal) => {
    test('clients that are set up as docs/live.md shows reconnect by themselves and get each event once', async () => {
      const { followed, leave } = followWith(await documentedClients(url), { projectKey, afterSequence: 0 });
      await untilAllReached(followed, 1);
      await changeAndRestart(signal);
      await untilAllReached(followed, 11);
      expect(followed).toEqual(eachClient({ sequences: numbersFrom(1, 11), endings: [] }));
      leave();
    });

    test('an SSE response breaks off without complete, and the subscription resumes after its last sequence', async () => {
      const before = await subscribeSse(url, WatchEvents, { projectKey, afterSequence: 0 });
      await before.waitFor(1);
      await changeAndRestart(signal);
      expect(await before.ended).toMatch(/^broken off/);
      const seen = before.results.map(({ data }) => data?.events.sequence ?? 0);
      const after = await subscribeSse(url, WatchEvents, { projectKey, afterSequence: seen.at(-1) ?? 0 });
      await after.waitFor(11 - seen.length);
      expect([...seen, ...after.results.map(({ data }) => data?.events.sequence)]).toEqual(
        numbersFrom(1, 11),
      );
      await after.leave();
    });
  },
);

test('a WebSocket is closed with 1001 at SIGTERM: a running mutation gets its answer, a subscription no complete', async () => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: { type: string; id?: string; payload?: unknown }[] = [];
  socket.on('message', (data) => void messages.push(JSON.parse(String(data))));
  const send = (message: object) => socket.send(JSON.stringify(message));
  await once(socket, 'open');
  send({ type: 'connection_init', payload: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  await vi.waitFor(() => expect(messages).toContainEqual({ type: 'connection_ack' }));
  const query = `subscription { events(projectKey: "${projectKey}", afterSequence: 0) { sequence } }`;
  send({ type: 'subscribe', id: 'live', payload: { query } });
  await vi.waitFor(() => expect(messages).toContainEqual(expect.objectContaining({ id: 'live' })));

  // The row's lock holds the mutation until the process is stopping.
  const lock = await writer.app.database.pool.connect();
  await lock.query('BEGIN');
  await lock.query(`SELECT FROM flags WHERE key = 'a' FOR UPDATE`);
  const input = `{projectKey: "${projectKey}", flagKey: "a", environmentKey: "production", enabled: true}`;
  const mutation = `mutation { setFlagEnabled(input: ${input}) { ... on SetFlagEnabledPayload { flag { version } } } }`;
  send({ type: 'subscribe', id: 'change', payload: { query: mutation } });
  await vi.waitFor(async () => {
    const { rows } = await writer.app.database.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(rows).toHaveLength(1);
  });
  const closed = once(socket, 'close');
  const ended = api.end('SIGTERM');
  await api.waitFor(/"msg":"stopping"/);
  await lock.query('COMMIT');
  lock.release();

  expect((await closed)[0]).toBe(1001);
  expect(await ended).toBe(0);
  const answers = messages.filter(({ id }) => id === 'change').map(({ type }) => type);
  expect(answers).toEqual(['next', 'complete']);
  expect(messages.filter(({ id, type }) => id === 'live' && type !== 'next')).toEqual([]);
  api = await startApi(port);
});

test('a rolling restart of two API processes: clients reconnect by themselves, and as docs/live.md sets them up get each event once', async () => {
  const ports = [port, await findFreePort()];
  const apis = [api, await startApi(ports[1] ?? 0)];
  const balancer = await startBalancer(ports);
  const variables = { projectKey, afterSequence: 0 };
  const documented = followWith(await documentedClients(balancer.url), variables);
  // Without the settings that docs/live.md adds, they reconnect as well; they only begin anew.
  const plain = followWith(defaultClients(balancer.url), variables);
  const untilReached = async (sequence: number) => {
    await untilAllReached(documented.followed, sequence);
    await untilAllReached(plain.followed, sequence);
  };
  await untilReached(1);
  let last = 1;
  for (const [n, at] of ports.entries()) {
    await change(2);
    expect(await apis[n]?.end('SIGTERM')).toBe(0);
    await change(2);
    last += 4;
    // Those that were connected to it are connected to the other process.
    await untilReached(last);
    apis[n] = await startApi(at);
  }
  expect(documented.followed).toEqual(eachClient({ sequences: numbersFrom(1, last), endings: [] }));
  expect(Object.values(plain.followed).map(({ endings }) => endings)).toEqual([[], [], [], []]);
  documented.leave();
  plain.leave();
  await balancer.close();
  [api] = apis as [GogreenProcess];
});
