/** How many connections an address may hold open without a valid token. */

import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from './client-address.ts';
import { createSlots } from './slots.ts';

export interface ConnectionLimit {
  /** From now on this connection does not count: its client has sent a valid token. */
  trust(socket: Socket): void;
}

/** Connections beyond the limit are closed without an answer, which would keep them open. */
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
