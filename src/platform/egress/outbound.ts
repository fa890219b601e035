import { isIP } from 'node:net';
import { type EgressPolicy, hostOf } from './egress.ts';
import type { EgressProxy } from './egress-proxy.ts';
import { exchange } from './exchange.ts';
import { OutboundFault, type OutboundRequest, type Outcome, toFault } from './outcome.ts';
import { createResolve, type Resolve } from './resolve-host.ts';
import { orAborted, startLimit, type TimeLimit } from './time-limit.ts';
import { type Destination, VettedAgent } from './vetted-agent.ts';

export type {
  OutboundError,
  OutboundErrorClass,
  OutboundRequest,
  OutboundResponse,
  Outcome,
} from './outcome.ts';

export interface Outbound {
  /**
   * One exchange: no redirects, no retries, no inflating. Resolves in every case, faults of the network included.
   * `signal` cancels it. `owner` is whose share of the look-ups of names it uses, such as a project's id.
   */
  send(request: OutboundRequest, signal?: AbortSignal, owner?: string): Promise<Outcome>;
  /**
   * The guard alone, for the moment a URL is saved: null, or a sentence why it will not be called. A name that does not
   * resolve (yet) passes, since every `send` checks again.
   */
  check(url: string, owner?: string): Promise<string | null>;
  /** Aborts running requests and closes idle connections. */
  close(): Promise<void>;
}

export interface OutboundOptions {
  policy: EgressPolicy;
  resolve?: Resolve;
  /** Every request goes through it, to the address that was checked. Left out: connections are made directly. */
  proxy?: EgressProxy | undefined;
  /** From the call to the last byte of the body, name resolution included. */
  timeoutMs?: number;
  /** What comes after is not read. */
  maxResponseBytes?: number;
}

/** The one way out to other people's servers. `createEgressPolicy` says what may be called. */
export function createOutbound({
  policy,
  resolve = createResolve(),
  proxy,
  timeoutMs = 10_000,
  maxResponseBytes = 64 * 1024,
}: OutboundOptions): Outbound {
  const closing = new AbortController();
  const agent = new VettedAgent({
    connectTimeoutMs: timeoutMs,
    proxy: proxy ?? null,
    signal: closing.signal,
  });
  const running = new Set<TimeLimit>();

  /** The addresses that the URL may be called at, all of them checked. Rejects with an OutboundFault. */
  async function vet(text: string, signal: AbortSignal, owner: string): Promise<Destination> {
    const problem = policy.checkUrl(text);
    if (problem !== null) throw new OutboundFault('blocked', problem);
    const url = new URL(text);
    const host = hostOf(url);
    if (isIP(host) !== 0) return { url, addresses: [host] };
    const addresses = await orAborted(resolve(host, owner, signal), signal).catch((error: unknown) => {
      if (error instanceof OutboundFault) throw error;
      const code = error instanceof Error && 'code' in error ? error.code : error;
      throw new OutboundFault('dns', `The name ${host} could not be resolved (${code}).`);
    });
    if (addresses.length === 0) throw new OutboundFault('dns', `The name ${host} has no address.`);
    for (const address of addresses) {
      // One bad address is enough to block: the owner of the name decides which address a connection gets.
      const problem = policy.checkAddress(address, host);
      if (problem !== null) throw new OutboundFault('blocked', problem, address);
    }
    return { url, addresses };
  }

  return {
    async send(request, signal, owner = '') {
      const startedAt = performance.now();
      const limit = startLimit(timeoutMs, signal);
      running.add(limit);
      if (closing.signal.aborted) limit.cancel(stopping());
      // Before there is a connection, the first address that would be tried.
      let connected: string | null = null;
      try {
        const destination = await vet(request.url, limit.signal, owner);
        connected = destination.addresses[0] ?? null;
        const response = await exchange(agent, destination, request, {
          maxResponseBytes,
          signal: limit.signal,
          onConnected: (address) => {
            connected = address ?? connected;
          },
        });
        return { ...response, address: connected ?? '', durationMs: elapsedMs(startedAt) };
      } catch (error) {
        const fault = toFault(error);
        const address = fault.address ?? connected;
        return {
          kind: 'error',
          class: fault.class,
          message: fault.message,
          address,
          durationMs: elapsedMs(startedAt),
        };
      } finally {
        running.delete(limit);
        limit.end();
      }
    },

    async check(url, owner = '') {
      const limit = startLimit(Math.min(timeoutMs, CHECK_TIMEOUT_MS));
      try {
        await vet(url, limit.signal, owner);
        return null;
      } catch (error) {
        const fault = toFault(error);
        return fault.class === 'blocked' ? fault.message : null;
      } finally {
        limit.end();
      }
    },

    async close() {
      closing.abort();
      for (const limit of running) limit.cancel(stopping());
      agent.destroy();
    },
  };
}

function stopping(): OutboundFault {
  return new OutboundFault('aborted', 'The request was cancelled: GoGreen is stopping.');
}

/** Somebody waits for the answer to a mutation. */
const CHECK_TIMEOUT_MS = 2_000;

function elapsedMs(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
