import { Agent, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import { LRUCache } from 'lru-cache';
import { type ConnectorOptions, createVettedConnector } from './vetted-connector.ts';

/** Where a request goes: an origin, at one of these addresses and at no other. */
export interface Destination {
  url: URL;
  addresses: readonly string[];
}

/** The options of a request that this agent takes. */
export type VettedRequestArgs = ClientRequestArgs & { destination: Destination };

/**
 * Keep-alive connections, kept apart by origin *and* vetted addresses. No name is resolved: a connection is made to the
 * addresses of its request and can reach no others, so a name that changes its answer between check and connect gains
 * nothing, and a receiver that moves is followed with the next request.
 */
export class VettedAgent extends Agent {
  readonly #connectorOf: (destination: Destination) => ReturnType<typeof createVettedConnector>;
  readonly #closing: AbortSignal;
  readonly #addresses = new WeakMap<Duplex, string>();

  constructor(options: ConnectorOptions) {
    super({ keepAlive: true, timeout: IDLE_MS });
    this.#closing = options.signal;
    // A connector remembers TLS sessions. Those of receivers that get nothing any more are let go.
    const connectors = new LRUCache<string, ReturnType<typeof createVettedConnector>>({ max: 1_000 });
    this.#connectorOf = (destination) => {
      const name = nameOf(destination);
      const connector = connectors.get(name) ?? createVettedConnector(destination.addresses, options);
      connectors.set(name, connector);
      return connector;
    };
  }

  /** The address that a connection goes to; null for one that this agent has not made. */
  addressOf(socket: Duplex): string | null {
    return this.#addresses.get(socket) ?? null;
  }

  /** Whether a connection is kept that the next request to the destination would get. */
  hasIdle(destination: Destination): boolean {
    return this.freeSockets[nameOf(destination)] !== undefined;
  }

  override getName(options?: ClientRequestArgs): string {
    return nameOf(destinationOf(options));
  }

  override createConnection(
    options: ClientRequestArgs,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const destination = destinationOf(options);
    const { protocol, host, hostname, port } = destination.url;
    const connect = this.#connectorOf(destination);
    connect(
      { protocol, host, hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port },
      (...[error, socket, address]) => {
        // With an error there is no socket, which the types of Node do not know.
        if (error !== null) return callback?.(error, undefined as never);
        // Nobody would end a connection that is made after `destroy`.
        if (this.#closing.aborted) socket.destroy();
        this.#addresses.set(socket, address);
        callback?.(null, socket);
      },
    );
  }
}

/** Shorter than most servers keep an idle connection: one that they close in the same moment would fail a request. */
const IDLE_MS = 4_000;

function nameOf({ url, addresses }: Destination): string {
  return [url.origin, ...addresses.toSorted()].join(' ');
}

/** Throws for a request without one: it must not go anywhere. */
function destinationOf(options: Partial<VettedRequestArgs> | undefined): Destination {
  if (options?.destination === undefined) throw new Error('A request needs a destination.');
  return options.destination;
}
