import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { askAs, cookieOf, postSession } from '#test/support/browser.ts';
import { WatchDeliveries, WatchEvents } from '#test/support/live-documents.ts';
import { endAll, type GogreenProcess, isPostgresRunning, startGogreen } from '#test/support/process.ts';
import { runAt } from '#test/support/run-at.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';
import { connectWs, subscribeOn } from '#test/support/subscribe-ws.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

/** One data folder for the whole file: each test goes on where the one before it has stopped. */
let dataDir: string;
let port: number;
let url: string;
let gogreen: GogreenProcess;
let token: string;

beforeAll(async () => {
  dataDir = await makeTemporaryFolder();
  port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await endAll();
  await vi.waitUntil(async () => !(await isPostgresRunning(dataDir)), { timeout: 20_000 });
  await rm(dataDir, { recursive: true });
});

const Toggle = graphql(`
  mutation MainToggle($enabled: Boolean!) {
    setFlagEnabled(
      input: { projectKey: "demo", flagKey: "new-checkout", environmentKey: "production", enabled: $enabled }
    ) {
      ... on SetFlagEnabledPayload { event { id sequence } }
    }
  }
`);
const Look = graphql(`
  query MainLook {
    project(key: "demo") {
      lastSequence
      deliveries(first: 5) { edges { node { id status event { sequence } attempts { number response { status } } } } }
    }
  }
`);

async function start(): Promise<void> {
  gogreen = await startGogreen({ DATA_DIR: dataDir, PORT: String(port) });
  await gogreen.waitFor(/Ctrl-C stops everything/);
}

async function toggle(enabled: boolean) {
  const { setFlagEnabled } = await runAt(url, token).run(Toggle, { enabled });
  return 'event' in setFlagEnabled ? setFlagEnabled.event : null;
}

async function look() {
  return (await runAt(url, token).run(Look, {})).project;
}

/** Three subscriptions that are open during a stop. */
async function openSubscriptions() {
  const position = (await look())?.lastSequence ?? 0;
  const variables = { projectKey: 'demo', afterSequence: position - 1 };
  const ws = connectWs(url, token);
  const live = [
    await subscribeSse(url, WatchEvents, variables, token),
    subscribeOn(ws.client, WatchEvents, variables),
  ];
  const deliveries = await subscribeSse(url, WatchDeliveries, { projectKey: 'demo' }, token);
  for (const subscription of live) await subscription.waitFor(1);
  return { ended: Promise.all([...live, deliveries].map(({ ended }) => ended)), closed: ws.closed };
}

const brokenOff = [
  expect.stringMatching(/^broken off/),
  'closed: 1001 Going away',
  expect.stringMatching(/^broken off/),
];

test('the first start prints the addresses of GraphiQL and the inbox, a valid token, and a link that signs the admin in once', async () => {
  await start();
  const output = gogreen.output();
  expect(output).toContain(`Demo inbox    ${url}/inbox`);
  token = /Admin token +(\S+)/.exec(output)?.[1] ?? '';
  expect(output).toContain(`GraphiQL      ${url}/graphiql\n`);
  expect(await look()).toMatchObject({ lastSequence: 2 });
  const link = new URL(/Open +(\S+)/.exec(output)?.[1] ?? '');
  expect(link.origin).toBe(url);
  const code = new URLSearchParams(link.hash.slice(1)).get('code') ?? '';
  const signIn = () => postSession({ url }, { code }, { origin: url });
  const response = await signIn();
  expect(response.status).toBe(204);
  expect(
    await askAs({ url }, cookieOf(response), '{ viewer { isOwner } }', { headers: { origin: url } }),
  ).toMatchObject({
    data: { viewer: { isOwner: true } },
  });
  expect((await signIn()).status).toBe(401);
});

test('the first toggle is delivered to the inbox and shown in the delivery log', async () => {
  const event = await toggle(true);
  const arrived = await vi.waitUntil(
    async () => {
      const { received } = (await (await fetch(`${url}/inbox`)).json()) as { received: Received[] };
      return received.find(({ body }) => body.id === event?.id);
    },
    { timeout: 20_000 },
  );
  expect(arrived).toMatchObject({
    headers: {
      'x-gogreen-event': 'flag.updated',
      'x-gogreen-signature': expect.stringMatching(/^[0-9a-f]{64}$/),
    },
    body: { flag_key: 'new-checkout', changes: { enabled: { old: false, new: true } } },
  });
  // The demo's two flags had been told of as well.
  const delivered = await vi.waitUntil(
    async () => {
      const edges = (await look())?.deliveries.edges ?? [];
      return edges.length === 3 && edges.every(({ node }) => node.status === 'DELIVERED') && edges;
    },
    { timeout: 20_000 },
  );
  expect(delivered[0]).toMatchObject({
    node: { event: { sequence: 3 }, attempts: [{ number: 1, response: { status: 204 } }] },
  });
});

interface Received {
  headers: Record<string, string>;
  body: { id: string };
}

test('Ctrl-C breaks subscriptions off, exits with 0 and leaves no Postgres running', async () => {
  const { ended, closed } = await openSubscriptions();
  expect(await gogreen.end('SIGINT')).toBe(0);
  expect(await ended).toEqual(brokenOff);
  expect(await closed).toEqual({ code: 1001, reason: 'Going away' });
  expect(await isPostgresRunning(dataDir)).toBe(false);
  expect(gogreen.output()).not.toMatch(/"level":"(warn|error|fatal)"/);
});

test('a start on a port in use fails with one sentence and leaves nothing running', async () => {
  const blocker = createServer().listen(port, '127.0.0.1');
  const refused = await startGogreen({ DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'silent' });
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toBe(
    `GoGreen cannot start: port ${port} is taken. Stop what uses it, or set PORT to another one.\n`,
  );
  expect(await isPostgresRunning(dataDir)).toBe(false);
  await new Promise((resolve) => blocker.close(resolve));
});

test('a restart has the same data and token, also after kill -9', async () => {
  await start();
  expect(gogreen.output()).toContain(token);
  expect(await look()).toMatchObject({ lastSequence: 3 });
  expect(await gogreen.end('SIGKILL')).toBe('SIGKILL');

  await start();
  await toggle(false);
  expect(await look()).toMatchObject({ lastSequence: 4 });
});

test('SIGTERM breaks subscriptions off, exits with 0 and leaves no Postgres running', async () => {
  const { ended, closed } = await openSubscriptions();
  expect(await gogreen.end('SIGTERM')).toBe(0);
  expect(await ended).toEqual(brokenOff);
  expect(await closed).toEqual({ code: 1001, reason: 'Going away' });
  expect(await isPostgresRunning(dataDir)).toBe(false);
});

test('a stop during the start leaves no Postgres running', async () => {
  const starting = await startGogreen({ DATA_DIR: dataDir, PORT: String(port) });
  await starting.waitFor(/embedded PostgreSQL is up/);
  await starting.end('SIGTERM');
  await vi.waitUntil(async () => !(await isPostgresRunning(dataDir)), { timeout: 20_000 });
});
