/** The client of each WebSocket: its authentication and its limits. */

import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import type { Viewer } from '../../access/viewer.ts';
import type { Shown } from '../../accounts/sign-in/authenticate.ts';
import { createClientAddress, networkOf } from '../limits/client-address.ts';
import type { ConnectionLimit } from '../limits/connection-limit.ts';
import { type RateLimits, rateLimited } from '../limits/rate-limits.ts';
import { createSlots } from '../limits/slots.ts';
import type { Serving } from '../serving.ts';
import { CLOSE_GOING_AWAY, CLOSE_TRY_AGAIN_LATER } from './close-codes.ts';

/** Sockets of one address without a valid token. */
const MAX_UNAUTHENTICATED_SOCKETS = 200;
/** Operations that run on one socket at the same time. Each holds memory, and so does a result that is not read. */
const MAX_OPERATIONS_PER_SOCKET = 1_000;
/** Clients number their operations or use UUIDs. */
const MAX_OPERATION_ID_LENGTH = 200;
/** A thousand subscriptions may all get a large event at once: a client that leaves more unread is not reading. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;
/** Without a token there is nothing large to get but the schema. */
const MAX_UNREAD_UNAUTHENTICATED_BYTES = 1024 * 1024;
/** A lazy client has closed its socket by then; the others reconnect after CLOSE_GOING_AWAY. */
export const IDLE_TIMEOUT_MS = 5 * 60 * 1_000;

/** The client of a socket. */
export interface Peer {
  address: string;
  /** Null before the token is checked, and without one. */
  viewer: Viewer | null;
  /** Aborts when the socket is closed. */
  closed: AbortSignal;
}

interface TrackedPeer extends Peer {
  busyAt: number;
  /** Called when the token is valid: from then on the socket does not count as unauthenticated. */
  trust(): void;
}

export interface SocketPeers {
  /** Reserves a socket for an upgrade request. Returns what registers it once it is open; null when there are too many. */
  reserve(request: IncomingMessage): ((socket: WebSocket) => void) | null;
  /** Checks what the client of a new connection shows. False: it is to be closed, or is closed already. */
  authenticate(socket: WebSocket, shown: Shown | null): Promise<boolean>;
  /** Fails for a socket that was never registered. */
  peerOf(socket: WebSocket): Peer;
  /** Counts an operation. Returns the error of one that may not run. `running` includes it. */
  checkOperation(socket: WebSocket, id: string, running: number): Promise<GraphQLError | null>;
  /** Closes the socket of a client that does not read what is sent. Called before more is sent. */
  dropUnlessReading(socket: WebSocket): void;
  /** Closes the sockets that had no operation for `IDLE_TIMEOUT_MS`. */
  closeIdle(sockets: Iterable<WebSocket>, isBusy: (socket: WebSocket) => boolean, now: number): void;
}

export function createSocketPeers(
  { settings }: Pick<Serving, 'settings'>,
  limits: RateLimits,
  connections: ConnectionLimit,
): SocketPeers {
  const clientAddress = createClientAddress(settings.trustProxy);
  const slots = createSlots(MAX_UNAUTHENTICATED_SOCKETS);
  const peers = new WeakMap<WebSocket, TrackedPeer>();

  function peerOf(socket: WebSocket): TrackedPeer {
    const peer = peers.get(socket);
    if (!peer) throw new Error('a WebSocket was not registered');
    return peer;
  }

  return {
    reserve(request) {
      const address = clientAddress(request);
      const release = slots.take(networkOf(address));
      if (!release) return null;
      const closed = new AbortController();
      request.socket.once('close', () => {
        release();
        closed.abort();
      });
      const trust = () => {
        release();
        connections.trust(request.socket);
      };
      return (socket) =>
        peers.set(socket, {
          address,
          viewer: null,
          closed: closed.signal,
          busyAt: performance.now(),
          trust,
        });
    },
    async authenticate(socket, shown) {
      const peer = peerOf(socket);
      const admission = await limits.admit(peer.address, shown);
      switch (admission.kind) {
        case 'viewer':
          peer.viewer = admission.viewer;
          peer.trust();
          return true;
        case 'anonymous':
          return true;
        case 'rejected':
          return false;
        case 'unavailable':
        case 'limited':
          socket.close(CLOSE_TRY_AGAIN_LATER, 'Try again later');
          return false;
      }
    },
    peerOf,
    async checkOperation(socket, id, running) {
      const peer = peerOf(socket);
      peer.busyAt = performance.now();
      if (id.length > MAX_OPERATION_ID_LENGTH)
        return limitExceeded(
          `The id of an operation must be at most ${MAX_OPERATION_ID_LENGTH} characters long.`,
        );
      if (running > MAX_OPERATIONS_PER_SOCKET)
        return limitExceeded(
          `${MAX_OPERATIONS_PER_SOCKET} operations are running on this socket already. Open another socket.`,
        );
      const allowance = await limits.count(peer.address, peer.viewer);
      return allowance?.isExceeded ? rateLimited(allowance) : null;
    },
    dropUnlessReading(socket) {
      const max = peerOf(socket).viewer ? MAX_UNREAD_BYTES : MAX_UNREAD_UNAUTHENTICATED_BYTES;
      if (socket.bufferedAmount > max) socket.terminate();
    },
    closeIdle(sockets, isBusy, now) {
      for (const socket of sockets) {
        const peer = peerOf(socket);
        if (isBusy(socket)) peer.busyAt = now;
        else if (now - peer.busyAt >= IDLE_TIMEOUT_MS) socket.close(CLOSE_GOING_AWAY, 'Idle');
      }
    },
  };
}

function limitExceeded(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } });
}
