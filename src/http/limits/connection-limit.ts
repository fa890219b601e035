/** How many connections an address may hold open without having shown that it may be here. */

import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from './client-address.ts';
import { createSlots } from './slots.ts';

export interface ConnectionLimit {
  /** From now on this connection does not count: somebody with a valid token is at its other end. */
  trust(socket: Socket): void;
}

/** Breaks off at once what is beyond the limit: answering would hold it open. */
export function limitConnections(server: Server, max: number): ConnectionLimit {
  const slots = createSlots(max);
  const releases = new WeakMap<Socket, () => void>();
  server.on('connection', (socket: Socket) => {
    const release = slots.take(networkOf(socket.remoteAddress ?? 'unknown'));
    if (!release) {
      socket.destroy();
      return;
    }
    releases.set(socket, release);
    socket.once('close', release);
  });
  return { trust: (socket) => releases.get(socket)?.() };
}
