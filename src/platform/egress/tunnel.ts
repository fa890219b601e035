import { type IncomingMessage, request as requestInClear } from 'node:http';
import { request as requestByTls } from 'node:https';
import { isIPv6, type Socket } from 'node:net';
import type { EgressProxy } from './egress-proxy.ts';
import { OutboundFault } from './outcome.ts';

/** A connection through the proxy, and the address that it ends at. */
export interface Tunnel {
  socket: Socket;
  address: string;
}

/**
 * Has the proxy connect to one of the addresses, trying them in their order, and gives back the raw connection to it.
 * The proxy gets addresses, never names: it would resolve a name once more, and perhaps to another place than the one
 * that was checked. Rejects with an OutboundFault of the class `proxy`.
 */
export async function openTunnel(
  proxy: EgressProxy,
  addresses: readonly string[],
  port: number,
  limits: { timeoutMs: number; signal: AbortSignal },
): Promise<Tunnel> {
  let failure: OutboundFault | null = null;
  for (const address of addresses) {
    const { socket, status } = await requestTunnel(proxy, address, port, limits);
    if (status >= 200 && status < 300) return { socket, address };
    socket.destroy();
    failure = toFailure(status, address);
    // The proxy would reject the other addresses as well.
    if (status === PROXY_AUTHENTICATION_REQUIRED) break;
  }
  throw failure ?? new OutboundFault('proxy', 'There is no address to connect to.');
}

function requestTunnel(
  proxy: EgressProxy,
  address: string,
  port: number,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<{ socket: Socket; status: number }> {
  const authority = `${isIPv6(address) ? `[${address}]` : address}:${port}`;
  const { authorization } = proxy;
  return new Promise((resolve, reject) => {
    const request = (proxy.secure ? requestByTls : requestInClear)({
      method: 'CONNECT',
      host: proxy.host,
      port: proxy.port,
      path: authority,
      headers: { Host: authority, ...(authorization ? { 'Proxy-Authorization': authorization } : {}) },
      // A connection becomes the tunnel: there is nothing to keep for the next request.
      agent: false,
      signal,
    });
    const timer = setTimeout(() => {
      request.destroy(new OutboundFault('proxy', timeoutMessage(timeoutMs), address));
    }, timeoutMs);
    request.once('connect', ({ statusCode = 0 }: IncomingMessage, socket: Socket, head: Buffer) => {
      clearTimeout(timer);
      // Until the connector listens, an unhandled error of the socket would end the process.
      socket.on('error', () => undefined);
      if (head.length > 0) socket.unshift(head);
      resolve({ socket, status: statusCode });
    });
    request.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (signal.aborted)
        reject(new OutboundFault('aborted', 'The request was cancelled: GoGreen is stopping.'));
      else reject(error instanceof OutboundFault ? error : unreachable(error, address));
    });
    request.end();
  });
}

const PROXY_AUTHENTICATION_REQUIRED = 407;

/** The message names neither the proxy nor its answer: users of GoGreen need not know them. */
function toFailure(status: number, address: string): OutboundFault {
  const why =
    status === PROXY_AUTHENTICATION_REQUIRED
      ? 'does not accept the user and password in EGRESS_PROXY (status 407)'
      : `would not or could not connect to ${address} (status ${status})`;
  return new OutboundFault('proxy', `The egress proxy ${why}. Nothing was sent.`, address);
}

function unreachable({ code, message }: NodeJS.ErrnoException, address: string): OutboundFault {
  const text = `The egress proxy cannot be reached or broke off (${code ?? message}). Nothing was sent; EGRESS_PROXY says where it is.`;
  return new OutboundFault('proxy', text, address);
}

function timeoutMessage(timeoutMs: number): string {
  return `The egress proxy did not connect within ${timeoutMs / 1000} s. Nothing was sent.`;
}
