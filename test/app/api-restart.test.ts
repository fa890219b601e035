import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { ADMIN_TOKEN, startTestApp, type TestApp } from '#test/support/app.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { WatchEvents } from '#test/support/live-documents.ts';
import { endAll, type GogreenProcess, startGogreen } from '#test/support/process.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';
import { describeFlag, numbersFrom } from '#test/support/writers.ts';

/** Writes while the API that the clients are at is away. */
let writer: TestApp;
let port: number;
let url: string;
let api: GogreenProcess;
let projectKey: string;

beforeAll(async () => {
  writer = await startTestApp({ worker: false });
  port = await findFreePort();
  url = `http://127.0.0.1:${port}`;
  await startApi();
});
afterAll(async () => {
  await endAll();
  await writer?.close();
});

async function startApi(): Promise<void> {
  api = await startGogreen({
    DATABASE_URL: writer.databaseUrl,
    GOGREEN_ROLE: 'api',
    PORT: String(port),
    GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
    GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  });
  await api.waitFor(/GoGreen is up/);
}

async function startProject(): Promise<void> {
  ({ key: projectKey } = await createProject(writer));
  await createFlag(writer, { projectKey, key: 'a' });
}

/** Ends the API in the middle of ten changes and brings it back. */
async function changeAndRestart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  for (let n = 0; n < 5; n += 1) await describeFlag(writer, projectKey, 'a', n);
  await api.end(signal);
  for (let n = 5; n < 10; n += 1) await describeFlag(writer, projectKey, 'a', n);
  await startApi();
}

/** A client as applications write it: it goes on behind the last sequence that it got, however the last try ended. */
function followOverWs() {
  const sequences: number[] = [];
  const closings: number[] = [];
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${ADMIN_TOKEN}` },
    lazy: false,
    onNonLazyError: () => undefined,
    retryAttempts: 1_000,
    shouldRetry: () => true,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 50)),
    on: { closed: (event) => void closings.push((event as { code: number }).code) },
  });
  const query = `subscription ($projectKey: String!, $afterSequence: Int) {
    events(projectKey: $projectKey, afterSequence: $afterSequence) { sequence }
  }`;
  // Read anew for each connection: graphql-ws sends it again when it connects again.
  const variables = {
    projectKey,
    get afterSequence() {
      return sequences.at(-1) ?? 0;
    },
  };
  let isOver = false;
  const subscribe = () =>
    client.subscribe<{ events: { sequence: number } }>(
      { query, variables },
      {
        next: ({ data }) => void sequences.push(data?.events.sequence ?? Number.NaN),
        error: (error) => expect.unreachable(JSON.stringify(error)),
        complete: () => void (isOver || subscribe()),
      },
    );
  subscribe();
  return {
    sequences,
    closings,
    async leave() {
      isOver = true;
      await client.dispose();
    },
  };
}

describe.each(['SIGTERM', 'SIGKILL'] as const)(
  'an API process that ends by %s and is restarted:',
  (signal) => {
    test('clients of graphql-ws reconnect by themselves and miss no event', async () => {
      await startProject();
      const client = followOverWs();
      await vi.waitFor(() => expect(client.sequences).toEqual([1]), { timeout: 10_000 });
      await changeAndRestart(signal);
      await vi.waitFor(() => expect(client.sequences.length).toBeGreaterThanOrEqual(11), { timeout: 20_000 });
      expect(client.sequences).toEqual(numbersFrom(1, 11));
      expect(client.closings).toContain(signal === 'SIGTERM' ? 1001 : 1006);
      await client.leave();
    });

    test('a client of SSE resumes after its last sequence and misses no event', async () => {
      await startProject();
      const before = await subscribeSse(url, WatchEvents, { projectKey, afterSequence: 0 });
      await before.waitFor(1);
      await changeAndRestart(signal);
      expect(await before.ended).toMatch(
        signal === 'SIGTERM' ? /^complete$/ : /^broken off|^ended without complete$/,
      );
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
