/** A subscriber to the events of the project: the protocol of graphql-ws, and nothing besides. */

import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Product, TOKEN } from '#test/bench/product.ts';
import { PROJECT } from '#test/bench/shop.ts';

/**
 * Connects and subscribes. Nothing tells a client that its subscription stands; but what happens after `afterSequence`
 * comes in any case.
 */
export async function subscribe({ port }: Product, afterSequence: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${TOKEN}` } }));
  const [answer] = await once(socket, 'message');
  if (JSON.parse(String(answer)).type !== 'connection_ack') throw new Error(`no connection but ${answer}`);
  const payload = { query: EVENTS, variables: { projectKey: PROJECT, afterSequence } };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  return socket;
}

const EVENTS = `subscription BenchEvents($projectKey: String!, $afterSequence: Int) {
  events(projectKey: $projectKey, afterSequence: $afterSequence) {
    id
    sequence
    type
    occurredAt
    environment { key }
    actor { name }
    ... on FlagEvent { flagKey changes { ... on FlagChangeSummary { summary } } }
  }
}`;
