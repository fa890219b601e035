import { isIP } from 'node:net';
import { buildConnector } from 'undici';
import type { EgressProxy } from './egress-proxy.ts';
import { openTunnel } from './tunnel.ts';

export interface ConnectorOptions {
  connectTimeoutMs: number;
  /** Null: connections are made directly. */
  proxy: EgressProxy | null;
  /** Aborts connecting. */
  signal: AbortSignal;
}

type Callback = (...args: [error: Error, socket: null] | [null, socket: Socket, address: string]) => void;
type Socket = Extract<Parameters<buildConnector.Callback>, [null, unknown]>[1];

/**
 * Connects to one of these addresses and to nothing else: no name is looked up here. With a proxy there is no way round
 * it: when no tunnel comes about, no connection does.
 */
export function createVettedConnector(
  addresses: readonly string[],
  { connectTimeoutMs, proxy, signal }: ConnectorOptions,
): (options: buildConnector.Options, callback: Callback) => void {
  const connect = buildConnector({
    allowH2: false,
    timeout: connectTimeoutMs,
    lookup: (_host, options, callback) => {
      const [first = ''] = addresses;
      const found = addresses.map((address) => ({ address, family: isIP(address) }));
      if (options.all) callback(null, found);
      else callback(null, first, isIP(first));
    },
  });
  if (proxy === null) {
    return (options, callback) =>
      connect(options, (...[error, socket]) => {
        if (error !== null) callback(error, null);
        else callback(null, socket, socket.remoteAddress ?? addresses[0] ?? '');
      });
  }
  return (options, callback) => {
    const secure = options.protocol === 'https:';
    const port = Number(options.port) || (secure ? 443 : 80);
    // Half of the time, so that a proxy which hangs is known to be what hangs.
    openTunnel(proxy, addresses, port, { timeoutMs: connectTimeoutMs / 2, signal }).then(
      ({ socket, address }) => {
        if (!secure)
          return callback(null, socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS), address);
        connect({ ...options, httpSocket: socket }, (...[error, encrypted]) => {
          if (error !== null) callback(error, null);
          else callback(null, encrypted, address);
        });
      },
      (error: Error) => callback(error, null),
    );
  };
}

/** As undici has it for the connections that it makes itself. */
const KEEP_ALIVE_MS = 60_000;
