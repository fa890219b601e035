import { once } from 'node:events';
import { connect } from 'node:net';
import { getIntrospectionQuery } from 'graphql';
import { describe, expect, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ADMIN_TOKEN, startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { eventually } from '#test/support/eventually.ts';
import { WatchEvents } from '#test/support/live-documents.ts';
import { transports } from '#test/support/live-transports.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';
import { connectWs, subscribeOn } from '#test/support/subscribe-ws.ts';

const MAX = 3;
const test = testWithApp({ worker: false, settings: { SUBSCRIPTIONS_PER_TOKEN: String(MAX) } });
/** With one event in its log, so that a subscription from the start has something to tell that it stands. */
let projectKey: string;

test.beforeAll(async ({ gogreen }) => {
  ({ key: projectKey } = await createProject(gogreen));
  await createFlag(gogreen, { projectKey });
});

type Subscribe = (typeof transports)[number]['subscribe'];
const fromTheStart = () => ({ projectKey, afterSequence: 0 });

async function subscribe(gogreen: TestApp, how: Subscribe) {
  const subscription = await how(gogreen.url, WatchEvents, fromTheStart());
  const [first] = await subscription.waitFor(1);
  return { ...subscription, first };
}

/** Subscribes until one stands: whoever has gone away is noticed a moment later. */
async function subscribeEventually(gogreen: TestApp, how: Subscribe) {
  let standing = await subscribe(gogreen, how);
  await eventually(async () => {
    if (!standing.first?.errors) return;
    await standing.leave();
    standing = await subscribe(gogreen, how);
    expect(standing.first?.errors).toBeUndefined();
  });
  return standing;
}

describe.each(transports)('over $transport', ({ subscribe: how }) => {
  test('one subscription more than a token may have fails with TOO_MANY_SUBSCRIPTIONS', async ({
    gogreen,
  }) => {
    const open = [];
    for (let n = 0; n < MAX; n++) open.push(await subscribeEventually(gogreen, how));
    const refused = await subscribe(gogreen, how);
    expect(refused.first?.data ?? null).toBeNull();
    expect(refused.first?.errors).toEqual([
      {
        message: `This access token has ${MAX} live subscriptions already, and no more are allowed at a time. End some, or raise SUBSCRIPTIONS_PER_TOKEN.`,
        extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', max: MAX },
      },
    ]);
    await refused.ended;
    for (const { first } of open) expect(first?.data?.events.sequence).toBe(1);
    for (const { leave } of open) await leave();
  });

  test('a client that leaves releases the slot of its subscription', async ({ gogreen }) => {
    for (let round = 0; round < 4; round++) {
      const open = [];
      for (let n = 0; n < MAX; n++) open.push(await subscribeEventually(gogreen, how));
      for (const { leave } of open) await leave();
    }
  });

  test('a subscription that fails for another reason takes no slot', async ({ gogreen }) => {
    let notFound = 0;
    // Who left in the test before is noticed a moment later.
    await eventually(async () => {
      while (notFound < MAX * 2) {
        const refused = await how(gogreen.url, WatchEvents, { projectKey: 'nowhere' });
        const [answer] = await refused.waitFor(1);
        await refused.ended;
        expect(answer?.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
        notFound += 1;
      }
    });
    const open = await subscribeEventually(gogreen, how);
    expect(open.first?.errors).toBeUndefined();
    await open.leave();
  });

  test('queries take no slot', async ({ gogreen }) => {
    const open = [];
    for (let n = 0; n < MAX; n++) open.push(await subscribeEventually(gogreen, how));
    expect(await gogreen.send('{ __typename }')).toMatchObject({ status: 200 });
    for (const { leave } of open) await leave();
  });
});

test('a client that disconnects before it reads anything releases its slot', async ({ gogreen }) => {
  for (let n = 0; n < MAX * 3; n++) {
    const leaving = new AbortController();
    const body = JSON.stringify({
      query: 'subscription($key: String!) { events(projectKey: $key) { sequence } }',
      variables: { key: projectKey },
    });
    const headers = {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${ADMIN_TOKEN}`,
    };
    const asked = fetch(`${gogreen.url}/graphql`, { method: 'POST', headers, body, signal: leaving.signal });
    // Some before the answer, some after its beginning.
    if (n % 2) await asked;
    leaving.abort();
    await asked.catch(() => undefined);
  }
  const open = [];
  for (let n = 0; n < MAX; n++) open.push(await subscribeEventually(gogreen, subscribeSse));
  for (const { leave } of open) await leave();
});

test('a WebSocket that breaks off or is closed releases the slots of all its subscriptions', async ({
  gogreen,
}) => {
  for (const end of ['terminate', 'dispose'] as const) {
    const { client, closed } = connectWs(gogreen.url);
    const carried = Array.from({ length: MAX }, () => subscribeOn(client, WatchEvents, fromTheStart()));
    await eventually(() => {
      for (const { results } of carried) expect(results.length).toBeGreaterThan(0);
    });
    await client[end]();
    await closed;
    const next = await subscribeEventually(gogreen, subscribeSse);
    expect(next.first?.errors).toBeUndefined();
    await next.leave();
  }
});

test('a WebSocket that reuses an operation id releases all slots when it closes', async ({ gogreen }) => {
  const socket = new WebSocket(`${gogreen.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  await once(socket, 'open');
  const said: string[] = [];
  socket.on('message', (data) => said.push(String(data)));
  const say = (message: object) => socket.send(JSON.stringify({ id: 'same', ...message }));
  say({ type: 'connection_init', payload: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  await eventually(() => expect(said).toHaveLength(1));
  const query = `subscription { events(projectKey: "${projectKey}", afterSequence: 0) { sequence } }`;
  // Each is taken back while it is still being looked at, and asked for again.
  for (let n = 0; n < MAX; n++) {
    say({ type: 'subscribe', payload: { query } });
    if (n < MAX - 1) say({ type: 'complete' });
  }
  await eventually(() => expect(said).toHaveLength(1 + MAX));
  socket.terminate();
  await once(socket, 'close');
  const open = [];
  for (let n = 0; n < MAX; n++) open.push(await subscribeEventually(gogreen, subscribeSse));
  for (const { leave } of open) await leave();
});

test('a WebSocket that is reset during a write writes nothing to the console', async ({ gogreen }) => {
  const console = vi.spyOn(globalThis.console, 'error').mockReturnValue();
  onTestFinished(() => console.mockRestore());
  const raw = connect(Number(new URL(gogreen.url).port), '127.0.0.1');
  const socket = new WebSocket(`${gogreen.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    createConnection: () => raw,
  });
  socket.on('error', () => undefined);
  await once(socket, 'open');
  socket.send(
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${ADMIN_TOKEN}` } }),
  );
  await once(socket, 'message');
  const ask = (id: string, query: string) =>
    socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query } }));
  ask('live', `subscription { events(projectKey: "${projectKey}", afterSequence: 0) { sequence } }`);
  await once(socket, 'message');
  raw.pause();
  for (let id = 0; id < 20; id++) ask(String(id), getIntrospectionQuery());
  await gogreen.send(getIntrospectionQuery());
  raw.resetAndDestroy();
  // Its slot is free as soon as it is noticed.
  const open = [];
  for (let n = 0; n < MAX; n++) open.push(await subscribeEventually(gogreen, subscribeSse));
  for (const { leave } of open) await leave();
  expect(console).not.toHaveBeenCalled();
});

test('0 is no limit', async () => {
  const free = await startTestApp({ worker: false, settings: { SUBSCRIPTIONS_PER_TOKEN: '0' } });
  onTestFinished(() => free.close());
  await createProject(free, { key: 'shop' });
  const { client } = connectWs(free.url);
  const open = Array.from({ length: 30 }, () => subscribeOn(client, WatchEvents, { projectKey: 'shop' }));
  await createFlag(free, { projectKey: 'shop' });
  // Those that stood before the flag was made get it live; the others find nothing, but no error either.
  for await (const { errors } of client.iterate({ query: '{ __typename }' })) expect(errors).toBeUndefined();
  for (const { results } of open) expect(results.filter(({ errors }) => errors)).toEqual([]);
  await client.dispose();
});

test('at shutdown subscriptions break off, and the shutdown waits for none', async () => {
  const other = await startTestApp({ worker: false, settings: { SUBSCRIPTIONS_PER_TOKEN: String(MAX) } });
  await createProject(other, { key: 'shop' });
  await createFlag(other, { projectKey: 'shop' });
  const variables = { projectKey: 'shop', afterSequence: 0 };
  const open = [];
  for (const { subscribe: how } of transports) open.push(await how(other.url, WatchEvents, variables));
  for (const { waitFor } of open) await waitFor(1);
  await other.close();
  expect(await Promise.all(open.map(({ ended }) => ended))).toEqual([
    expect.stringMatching(/^broken off/),
    'closed: 1001 Going away',
  ]);
});
