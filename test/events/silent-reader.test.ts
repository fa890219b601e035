import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { print } from 'graphql';
import { afterAll, expect } from 'vitest';
import { WebSocket } from 'ws';
import { graphql } from '#generated/graphql/gql.ts';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { WatchEvents } from '#test/support/live-documents.ts';
import { transports } from '#test/support/live-transports.ts';
import { endAll, type GogreenProcess, startGogreen } from '#test/support/process.ts';
import { runAt } from '#test/support/run-at.ts';
import { describeFlag, numbersFrom } from '#test/support/writers.ts';

const EVENTS = 2_500;
const BATCH = 250;
const PAYLOAD_BYTES = 30_000;
const MB = 1024 * 1024;

const WatchEverything = graphql(`
  subscription SilentReader($projectKey: String!) {
    events(projectKey: $projectKey, afterSequence: 0) { sequence ... on FlagEvent { codeLikeBefore } }
  }
`);

/** The project is made here; the subscribers are at a process of its own, whose memory is looked at. */
const test = testWithApp({ worker: false });
let api: GogreenProcess;
let url: string;

test.beforeAll(async ({ gogreen }) => {
  const port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  api = await startGogreen({
    DATABASE_URL: gogreen.databaseUrl,
    GOGREEN_ROLE: 'api',
    // Else the heap grows to the size of the machine before anything is collected.
    NODE_OPTIONS: '--max-old-space-size=192',
    PORT: String(port),
    GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
    GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  });
  await api.waitFor(/GoGreen is up/);
});
afterAll(async () => {
  await endAll();
});

/** Subscribes over SSE, reads the beginning and then nothing more. */
async function subscribeSilentlyOverSse(projectKey: string): Promise<() => void> {
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const body = JSON.stringify({ query: print(WatchEverything), variables: { projectKey } });
  const head = [
    'POST /graphql HTTP/1.1',
    'host: x',
    'accept: text/event-stream',
    'content-type: application/json',
    `authorization: Bearer ${ADMIN_TOKEN}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  await once(socket, 'data');
  socket.pause();
  return () => socket.destroy();
}

/** Subscribes over WebSocket, reads the first event and then nothing more, pings included. */
async function subscribeSilentlyOverWs(projectKey: string): Promise<() => void> {
  const client = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  client.on('error', () => undefined);
  await once(client, 'open');
  const send = (message: object) => client.send(JSON.stringify(message));
  send({ type: 'connection_init', payload: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  await once(client, 'message');
  send({
    id: '1',
    type: 'subscribe',
    payload: { query: print(WatchEverything), variables: { projectKey } },
  });
  await once(client, 'message');
  client.pause();
  return () => client.terminate();
}

/** All that the process holds, the bytes that wait for sockets included. */
async function memory(): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

/** Appends copies of the flag's last event as fast as Postgres takes them, each with a large text in it. */
async function appendEvents(gogreen: TestApp, projectKey: string, count: number): Promise<void> {
  await gogreen.app.database.pool.query(
    `WITH counter AS (
       UPDATE projects SET last_sequence = last_sequence + $2 WHERE key = $1 RETURNING id, last_sequence - $2 AS start
     )
     INSERT INTO events (id, project_id, sequence, type, occurred_at, flag_id, flag_key, actor, payload, fanned_out)
     SELECT 'evt_' || $1 || '_' || (c.start + n), e.project_id, c.start + n, e.type, now(), e.flag_id, e.flag_key,
       e.actor, jsonb_set(e.payload::jsonb, '{codeLikeBefore}', to_jsonb(repeat('x', $3)))::json, true
     FROM counter c JOIN events e ON e.project_id = c.id AND e.sequence = 1, generate_series(1, $2) n`,
    [projectKey, count, PAYLOAD_BYTES],
  );
}

test('subscribers that never read hold a bounded amount of memory, and others get everything live', async ({
  gogreen,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  await createFlag(gogreen, { projectKey, key: 'a' });
  const readers = await Promise.all(
    transports.map(({ subscribe }) => subscribe(url, WatchEvents, { projectKey, afterSequence: 0 })),
  );
  for (const reader of readers) await reader.waitFor(1);
  const leave = await Promise.all(
    [1, 2, 3, 4, 5].flatMap(() => [
      subscribeSilentlyOverSse(projectKey),
      subscribeSilentlyOverWs(projectKey),
    ]),
  );
  const before = await memory();
  let most = before;
  for (let sent = 1; sent <= EVENTS; sent += BATCH) {
    await appendEvents(gogreen, projectKey, BATCH - 1);
    // The last one is made at the API, which rings the bell.
    await describeFlag(runAt(url), projectKey, 'a', sent);
    for (const reader of readers) await reader.waitFor(sent + BATCH);
    most = Math.max(most, await memory());
  }
  for (const reader of readers) {
    expect(reader.results.map(({ data }) => data?.events.sequence)).toEqual(numbersFrom(1, EVENTS + 1));
    await reader.leave();
  }
  // Buffered, it would be what all of them together have not read.
  const owed = leave.length * EVENTS * PAYLOAD_BYTES;
  expect((most - before) / MB).toBeLessThan(owed / MB / 4);
  for (const end of leave) end();
  expect(await api.end('SIGTERM')).toBe(0);
}, 120_000);
