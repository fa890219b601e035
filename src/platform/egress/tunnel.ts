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
  let refusal: OutboundFault | null = null;
  for (const address of addresses) {
    const { socket, status } = await ask(proxy, address, port, limits);
    if (status >= 200 && status < 300) return { socket, address };
    socket.destroy();
    refusal = refusalOf(status, address);
    // Asking again for another address would be refused alike.
    if (status === PROXY_AUTHENTICATION_REQUIRED) break;
  }
  throw refusal ?? new OutboundFault('proxy', 'There is no address to connect to.');
}

function ask(
  proxy: EgressProxy,
  address: string,
  port: number,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<{ socket: Socket; status: number }> {
  const authority = `${isIPv6(address) ? `[${address}]` : address}:${port}`;
  const { authorization } = proxy;
  return new Promise((resolve, reject) => {
    const asked = (proxy.secure ? requestByTls : requestInClear)({
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
      asked.destroy(new OutboundFault('proxy', silence(timeoutMs), address));
    }, timeoutMs);
    asked.once('connect', ({ statusCode = 0 }: IncomingMessage, socket: Socket, head: Buffer) => {
      clearTimeout(timer);
      // Whoever takes the connection over listens as well; until then an error must not end the process.
      socket.on('error', () => undefined);
      if (head.length > 0) socket.unshift(head);
      resolve({ socket, status: statusCode });
    });
    asked.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (signal.aborted)
        reject(new OutboundFault('aborted', 'The request was given up: GoGreen is stopping.'));
      else reject(error instanceof OutboundFault ? error : unreachable(error, address));
    });
    asked.end();
  });
}

const PROXY_AUTHENTICATION_REQUIRED = 407;

/** Names neither the proxy nor what it said: where it is and who may use it is the operator's business. */
function refusalOf(status: number, address: string): OutboundFault {
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

function silence(timeoutMs: number): string {
  return `The egress proxy did not connect within ${timeoutMs / 1000} s. Nothing was sent.`;
}
