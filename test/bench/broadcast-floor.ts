/** The floor of live subscriptions: the same bytes to as many WebSockets, without GoGreen. */

import { once } from 'node:events';
import { Pool } from 'undici';
import { WebSocket } from 'ws';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { startChild } from '#test/bench/child.ts';
import { untilReady } from '#test/bench/until-ready.ts';

export interface BroadcastFloor extends AsyncDisposable {
  connect(): Promise<WebSocket>;
  /** Resolves when the server has taken the message. */
  broadcast(message: string): Promise<void>;
}

export async function startBroadcastFloor(): Promise<BroadcastFloor> {
  const port = await findFreePort();
  const child = startChild('test/bench/broadcast-server.ts', {}, [], [String(port)]);
  const http = new Pool(`http://127.0.0.1:${port}`, { connections: 1 });
  await Promise.race([untilReady(http), child.failed]);
  return {
    async connect() {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
      await once(socket, 'open');
      return socket;
    },
    async broadcast(message) {
      const { body } = await http.request({ method: 'POST', path: '/', body: message });
      await body.dump();
    },
    async [Symbol.asyncDispose]() {
      await http.destroy();
      await child[Symbol.asyncDispose]();
    },
  };
}
