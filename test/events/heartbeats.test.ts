import { once } from 'node:events';
import { afterEach, expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import { ADMIN_TOKEN, testWithApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';

const test = testWithApp({ worker: false });

afterEach(() => vi.useRealTimers());

test('a subscription without events over SSE gets a comment every few seconds, so that no proxy closes it', async ({
  gogreen,
}) => {
  const { key } = await createProject(gogreen);
  const leaving = new AbortController();
  const response = await fetch(`${gogreen.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${ADMIN_TOKEN}`,
    },
    body: JSON.stringify({ query: `subscription { events(projectKey: "${key}") { sequence } }` }),
    signal: leaving.signal,
  });
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString();
    if (text.length >= 9) break;
  }
  expect(text).toMatch(/^(:\n\n)+$/);
  leaving.abort();
});

test('a WebSocket is pinged every twelve seconds, and closed when no answer comes', async ({ gogreen }) => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  const client = new WebSocket(`${gogreen.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    autoPong: false,
  });
  await once(client, 'open');
  client.send(
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${ADMIN_TOKEN}` } }),
  );
  await once(client, 'message');
  const pinged = once(client, 'ping');
  vi.advanceTimersByTime(12_000);
  await pinged;
  const closed = once(client, 'close');
  vi.advanceTimersByTime(12_000);
  const [code] = await closed;
  expect(code).toBe(1006);
});
