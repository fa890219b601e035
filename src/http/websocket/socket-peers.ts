/** Who is at the other end of each WebSocket, and what they may do there. */

import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import type { Viewer } from '../../access/viewer.ts';
import { clientAddress, networkOf } from '../limits/client-address.ts';
import type { ConnectionLimit } from '../limits/connection-limit.ts';
import { type RateLimits, rateLimited } from '../limits/rate-limits.ts';
import { createSlots } from '../limits/slots.ts';
import type { Serving } from '../serving.ts';

/** Of one address, sockets that have not brought a valid token. */
const MAX_UNPROVEN_SOCKETS = 200;
/** Running at a time on one socket. Each holds memory, and so does an answer that is not taken. */
const MAX_OPERATIONS_PER_SOCKET = 1_000;
/** Clients number theirs or use UUIDs. */
const MAX_OPERATION_ID_LENGTH = 200;
/** Who leaves so much unread is not going to read it: a thousand subscriptions may all get a large event at once. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;
/** Without a token there is nothing large to get but the schema. */
const MAX_UNREAD_UNPROVEN_BYTES = 1024 * 1024;
/** A lazy client has left by itself by then; the others connect again when told that the server goes away. */
export const IDLE_MS = 5 * 60 * 1_000;
/** "Try again later": nothing is wrong with the token. */
const TRY_AGAIN_LATER = 1013;
/** "Going away". */
const GOING_AWAY = 1001;

interface Peer {
  address: string;
  viewer: Viewer | null;
  busyAt: number;
  closed: AbortSignal;
  leave(): void;
}

export interface SocketPeers {
  /** Whether a socket may be opened from there. Answers with what to do when it is open; null: there are too many. */
  enter(request: IncomingMessage): ((socket: WebSocket) => void) | null;
  /** Looks at the token. False: the socket is to be closed, or is closed already. */
  greet(socket: WebSocket, authorization: string | undefined): Promise<boolean>;
  /** Who was greeted; null without a token. */
  viewerOf(socket: WebSocket): Viewer | null;
  /** Where the client is, and what aborts when it has gone. */
  originOf(socket: WebSocket): Pick<Peer, 'address' | 'closed'> | undefined;
  /** Counts an operation. Answers with why it may not run, if so. `running` counts it too. */
  refuse(socket: WebSocket, id: string, running: number): Promise<GraphQLError | null>;
  /** Breaks off who does not take what is sent; called before more is. */
  checkReading(socket: WebSocket): void;
  /** Closes who has not been doing anything for `IDLE_MS`; `isBusy` says who is doing something `now`. */
  closeIdle(sockets: Iterable<WebSocket>, isBusy: (socket: WebSocket) => boolean, now: number): void;
}

export function createSocketPeers(
  { settings }: Pick<Serving, 'settings'>,
  limits: RateLimits,
  connections: ConnectionLimit,
): SocketPeers {
  const slots = createSlots(MAX_UNPROVEN_SOCKETS);
  const peers = new WeakMap<WebSocket, Peer>();

  return {
    enter(request) {
      const address = clientAddress(request, settings.trustProxy);
      const release = slots.take(networkOf(address));
      if (!release) return null;
      const gone = new AbortController();
      request.socket.once('close', () => {
        release();
        gone.abort();
      });
      const leave = () => {
        release();
        connections.trust(request.socket);
      };
      const peer = { address, viewer: null, closed: gone.signal, leave };
      return (socket) => peers.set(socket, { ...peer, busyAt: performance.now() });
    },
    async greet(socket, authorization) {
      const peer = peers.get(socket);
      if (!peer) return false;
      const { viewer, allowance, isRefused } = await limits.admit(peer.address, authorization);
      const isLimited = allowance?.isExceeded ?? false;
      if (isLimited || (viewer === undefined && !isRefused)) socket.close(TRY_AGAIN_LATER, 'Try again later');
      if (isLimited || viewer === undefined) return false;
      peer.viewer = viewer;
      if (viewer) peer.leave();
      return true;
    },
    viewerOf: (socket) => peers.get(socket)?.viewer ?? null,
    originOf: (socket) => peers.get(socket),
    async refuse(socket, id, running) {
      const peer = peers.get(socket);
      if (!peer) return tooMuch('This socket is closed.');
      peer.busyAt = performance.now();
      if (id.length > MAX_OPERATION_ID_LENGTH)
        return tooMuch(`The id of an operation must be at most ${MAX_OPERATION_ID_LENGTH} characters long.`);
      if (running > MAX_OPERATIONS_PER_SOCKET)
        return tooMuch(
          `${MAX_OPERATIONS_PER_SOCKET} operations are running here already. Open another socket.`,
        );
      const allowance = await limits.count(peer.address, peer.viewer);
      return allowance?.isExceeded ? rateLimited(allowance) : null;
    },
    checkReading(socket) {
      const max = peers.get(socket)?.viewer ? MAX_UNREAD_BYTES : MAX_UNREAD_UNPROVEN_BYTES;
      if (socket.bufferedAmount > max) socket.terminate();
    },
    closeIdle(sockets, isBusy, now) {
      for (const socket of sockets) {
        const peer = peers.get(socket);
        if (!peer) continue;
        if (isBusy(socket)) peer.busyAt = now;
        else if (now - peer.busyAt >= IDLE_MS) socket.close(GOING_AWAY, 'Idle');
      }
    },
  };
}

function tooMuch(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } });
}
