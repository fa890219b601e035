/**
 * The least that a product of this kind does: a bare HTTP server, one transaction for each change that stores the state and
 * an event, and a POST to the webhook after the commit. No validation, no retry, no log.
 */

import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import pg from 'pg';
import { Agent, Pool } from 'undici';
import type { OpenPeer } from '#test/bench/peers/peer.ts';
import { startPostgres } from '#test/bench/postgres.ts';

interface Change {
  key: string;
  enabled: boolean;
}

export const openPeer: OpenPeer = async () => {
  const open = new AsyncDisposableStack();
  const postgres = open.use(await startPostgres());
  const pool = new pg.Pool({ connectionString: await postgres.createDatabase('peer'), max: 20 });
  open.defer(() => pool.end());
  await pool.query(`CREATE TABLE flags (key text PRIMARY KEY, enabled boolean NOT NULL);
    CREATE TABLE events (id text PRIMARY KEY, flag text NOT NULL, enabled boolean NOT NULL, at timestamptz NOT NULL)`);
  const agent = new Agent({ connections: 25 });
  open.defer(() => agent.destroy());
  let webhookUrl: string | null = null;

  async function change({ key, enabled }: Change): Promise<void> {
    const id = randomUUID();
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('UPDATE flags SET enabled = $2 WHERE key = $1', [key, enabled]);
      await client.query('INSERT INTO events VALUES ($1, $2, $3, now())', [id, key, enabled]);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    if (webhookUrl !== null) void tell(webhookUrl, { id, key, enabled });
  }

  async function tell(url: string, event: Change & { id: string }): Promise<void> {
    const { origin, pathname } = new URL(url);
    const { body } = await agent.request({
      origin,
      path: pathname,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
    });
    await body.dump();
  }

  const server = createServer(async (request, response) => {
    await change((await json(request)) as Change);
    response.writeHead(200).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  const http = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { connections: 100 });
  open.defer(() => http.destroy());
  return {
    name: 'floor',
    createFlag: async (key) => void (await pool.query('INSERT INTO flags VALUES ($1, false)', [key])),
    async toggle(key, enabled) {
      const { body } = await http.request({
        method: 'POST',
        path: '/',
        body: JSON.stringify({ key, enabled }),
      });
      await body.dump();
    },
    registerWebhook: async (url) => {
      webhookUrl = url;
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
};
