import { Pool } from 'undici';
import { OutboundFault } from './outcome.ts';
import { type ConnectorOptions, createVettedConnector } from './vetted-connector.ts';

export interface VettedPool {
  dispatcher: Pool;
  /** The address that the newest connection goes to; before there is one, the first that would be tried. */
  address(): string;
}

export interface VettedPools {
  /** The pool of connections to this origin at exactly these addresses. Throws an OutboundFault after `close`. */
  get(url: URL, addresses: readonly string[]): VettedPool;
  /** Aborts running requests. */
  close(): Promise<void>;
}

/**
 * Keep-alive connections, pooled by origin *and* vetted addresses. A pool resolves no name: it knows the addresses it
 * was made for and can reach no others, so a name that changes its answer between check and connect gains nothing,
 * and a receiver that moves is followed with the next request.
 */
export function createVettedPools({
  connectTimeoutMs,
  proxy,
}: Pick<ConnectorOptions, 'connectTimeoutMs' | 'proxy'>): VettedPools {
  const pools = new Map<string, VettedPool>();
  const closing = new AbortController();

  function create(key: string, origin: string, addresses: readonly string[]): VettedPool {
    let address = addresses[0] ?? '';
    const connect = createVettedConnector(addresses, { connectTimeoutMs, proxy, signal: closing.signal });
    const dispatcher = new Pool(origin, {
      allowH2: false,
      // The caller's one timer covers the whole exchange; undici's would only restart with every chunk.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect(options, callback) {
        connect(options, (...[error, socket, connected]) => {
          if (error !== null) return callback(error, null);
          address = connected;
          callback(null, socket);
        });
      },
    });
    const forgetWhenIdle = () => {
      const { connected, pending, queued, running } = dispatcher.stats;
      if (connected + pending + queued + running === 0) pools.delete(key);
    };
    dispatcher.on('disconnect', forgetWhenIdle).on('connectionError', forgetWhenIdle);
    return { dispatcher, address: () => address };
  }

  return {
    get(url, addresses) {
      if (closing.signal.aborted)
        throw new OutboundFault('aborted', 'The request was cancelled: GoGreen is stopping.');
      const key = [url.origin, ...addresses.toSorted()].join(' ');
      let pool = pools.get(key);
      if (pool === undefined) {
        pool = create(key, url.origin, addresses);
        pools.set(key, pool);
      }
      return pool;
    },

    async close() {
      closing.abort();
      await Promise.all([...pools.values()].map(({ dispatcher }) => dispatcher.destroy()));
    },
  };
}
