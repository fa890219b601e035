/** Many readers, slow ones, and ones that read nothing: in a process of its own, whose memory is looked at. */

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, expect } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, updateFlag } from '#test/support/builders.ts';
import { eventually } from '#test/support/eventually.ts';
import { endAll, type GogreenProcess, startGogreen } from '#test/support/process.ts';
import { runAt } from '#test/support/run-at.ts';
import { createSdkPlace, followRuleset, freshRuleset, type SdkPlace } from '#test/support/sdk.ts';
import { openSse } from '#test/support/sse-client.ts';

const READERS = 5_000;
const SILENT = 50;
/** Together more than the buffers of a connection in the kernel take. */
const CHANGES = 40;
const VALUE_BYTES = 500_000;
const MB = 1024 * 1024;

const test = testWithApp({ worker: false });
let api: GogreenProcess;
let url: string;
let port: number;
let shop: SdkPlace;

test.beforeAll(async ({ gogreen }) => {
  shop = await createSdkPlace(gogreen);
  const { projectKey } = shop;
  await createFlag(gogreen, { projectKey, key: 'small' });
  await createFlag(gogreen, {
    projectKey,
    key: 'large',
    kind: 'STRING',
    variations: [{ key: 'on', value: 'x' }],
  });
  port = await findFreePort();
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
afterAll(() => endAll());

/** All that the process holds, the bytes that wait for sockets included. */
async function memory(): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

/** Opens a stream on a bare socket. Reads until the first event is there. */
async function openBare(key: string, onData: (text: string) => void = () => undefined): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).setEncoding('latin1');
  socket.on('data', onData);
  socket.write(`GET /sdk/v1/stream HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\n\r\n`);
  await once(socket, 'data');
  return socket;
}

/**
 * Gives the flag another value, larger than the API takes, as an event of the log. Answers with the version of the environment
 * after one more change, which the API makes: it rings the bell.
 */
async function changeLarge({ app }: TestApp, number: number): Promise<number> {
  const { projectId, projectKey } = shop;
  await app.database.pool.query(
    `WITH counter AS (
       UPDATE projects SET last_sequence = last_sequence + 1 WHERE id = $1 RETURNING last_sequence
     ), changed AS (
       UPDATE flags SET variations = $2 WHERE project_id = $1 AND key = 'large'
     )
     INSERT INTO events (id, project_id, sequence, type, occurred_at, flag_id, flag_key, actor, payload, fanned_out)
     SELECT 'evt_large_' || $3, $1, c.last_sequence, 'FLAG_UPDATED', now(), e.flag_id, e.flag_key, e.actor, e.payload, true
     FROM counter c JOIN events e ON e.project_id = $1 AND e.flag_key = 'large' AND e.type = 'FLAG_CREATED'`,
    [projectId, JSON.stringify(variationsOf(`${number}-`.padEnd(VALUE_BYTES, 'x'))), number],
  );
  const { event } = await updateFlag(runAt(url), { projectKey, key: 'small', description: String(number) });
  return event?.sequence ?? 0;
}

function variationsOf(value: string) {
  return [{ key: 'on', value, name: null, description: null }];
}

test('each of 5,000 readers gets a change once, and they hold a bounded amount of memory', async ({
  gogreen,
}) => {
  const before = await memory();
  const sockets: Socket[] = [];
  let heard = 0;
  let left = READERS;
  const count = (text: string) => {
    heard += text.split('event: changes').length - 1;
  };
  const connectSome = async () => {
    while (left-- > 0) sockets.push(await openBare(shop.serverKey, count));
  };
  await Promise.all(Array.from({ length: 50 }, connectSome));
  const open = await memory();
  await updateFlag(gogreen, { projectKey: shop.projectKey, key: 'small', lifecycle: 'ARCHIVED' });
  await eventually(() => expect(heard).toBe(READERS));
  // A second change: what came twice came before it.
  await updateFlag(gogreen, { projectKey: shop.projectKey, key: 'small', lifecycle: 'ACTIVE' });
  await eventually(() => expect(heard).toBe(2 * READERS));
  expect((open - before) / READERS).toBeLessThan(40_000);
  expect(((await memory()) - open) / READERS).toBeLessThan(10_000);
  for (const socket of sockets) socket.destroy();
}, 120_000);

test('readers that take nothing hold a bounded amount of memory, the others get each change, and one that reads again skips ahead', async ({
  gogreen,
}) => {
  const reader = await followRuleset(url, shop.serverKey);
  const slow = await followRuleset(url, shop.serverKey);
  await reader.reach(0);
  await slow.reach(0);
  slow.client().pause();
  const silent = await Promise.all(
    Array.from({ length: SILENT }, async () => (await openBare(shop.serverKey)).pause()),
  );
  const before = await memory();
  let most = before;
  let version = 0;
  for (let number = 0; number < CHANGES; number++) {
    version = await changeLarge(gogreen, number);
    await reader.reach(version);
    most = Math.max(most, await memory());
  }
  expect(reader.names.length).toBeGreaterThan(CHANGES);
  // Buffered, it would be what all of them together have not read.
  const owed = SILENT * CHANGES * VALUE_BYTES;
  expect((most - before) / MB).toBeLessThan(owed / MB / 4);
  slow.client().resume();
  await slow.reach(version);
  expect(slow.state()?.ruleset).toEqual(await freshRuleset(gogreen, shop));
  expect(slow.names.length).toBeLessThan(CHANGES);
  expect(slow.names.slice(1).every((name) => name === 'changes')).toBe(true);
  for (const socket of silent) socket.destroy();
  reader.leave();
  slow.leave();
}, 120_000);

test('when the process is told to stop, streams break off and it ends', async () => {
  const client = await openSse(`${url}/sdk/v1/stream`, { key: shop.serverKey });
  const values = await openSse(`${url}/sdk/v1/values`, { key: shop.clientKey, method: 'POST', body: {} });
  await client.waitFor(1);
  await values.waitFor(1);
  expect(await api.end('SIGTERM')).toBe(0);
  expect(await client.ended).toBe('broken off');
  expect(await values.ended).toBe('broken off');
});
