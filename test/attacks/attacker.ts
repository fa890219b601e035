/** What an attacker does, from another address of this machine than the good client. */

import { once } from 'node:events';
import { Agent, type RequestOptions, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';

export interface Attacker extends Disposable {
  /** Sends the body so many times, some at a time, and answers with how often each status came back; 0: broken off. */
  post(bodies: Iterable<string | Buffer>, headers?: Record<string, string>): Promise<Record<number, number>>;
  /** A connection on which it writes what it likes, or nothing. */
  connect(text?: string): Promise<Socket>;
  /** A WebSocket that has been greeted. */
  openSocket(token: string | null): Promise<WebSocket>;
}

const AT_A_TIME = 20;
/** In the media type whose status tells whether an operation was run: plain JSON has 200 for all of them. */
const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

/** From an address of loopback, of which Linux has the whole block 127.0.0.0/8. */
export function attack(url: string, localAddress: string): Attacker {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME });
  const { port } = new URL(url);
  const opened: { destroy(): void }[] = [];
  const own = { agent, localAddress };

  function ask(options: RequestOptions, body: string | Buffer): Promise<number> {
    return new Promise((resolve) => {
      const asked = request(`${url}/graphql`, { ...own, ...options }, (response) => {
        response.resume();
        response.on('close', () => resolve(response.statusCode ?? 0));
      });
      asked.on('error', () => resolve(0));
      asked.end(body);
    });
  }

  return {
    async post(bodies, headers = {}) {
      const counts: Record<number, number> = {};
      const iterator = bodies[Symbol.iterator]();
      const some = async () => {
        for (let next = iterator.next(); !next.done; next = iterator.next()) {
          const options = { method: 'POST', headers: { ...JSON_HEADERS, ...headers } };
          const status = await ask(options, next.value);
          counts[status] = (counts[status] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, some));
      return counts;
    },
    async connect(text) {
      const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress });
      socket.on('error', () => undefined);
      opened.push(socket);
      await once(socket, 'connect');
      if (text !== undefined) socket.write(text);
      return socket;
    },
    async openSocket(token) {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
        localAddress,
      });
      socket.on('error', () => undefined);
      opened.push({ destroy: () => socket.terminate() });
      await once(socket, 'open');
      const payload = token === null ? {} : { authorization: `Bearer ${token}` };
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
      await once(socket, 'message');
      return socket;
    },
    [Symbol.dispose]() {
      agent.destroy();
      for (const each of opened) each.destroy();
    },
  };
}
