/**
 * Addresses of host names. Answers are kept for a short time, and the look-ups of one owner, such as a project, are limited:
 * names that nobody answers for delay nobody else.
 */

import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { isMissing, lookUp, type NameSources, systemSources } from './look-up.ts';

/** All addresses of a host, or a rejection. `owner`: whose share of the look-ups this is. */
export type Resolve = (host: string, owner: string, signal: AbortSignal) => Promise<string[]>;

/** Addresses are used for so long: a receiver that moves is followed within seconds. */
const KEEP_ADDRESSES_MS = 5_000;
/** So is the answer that a name does not exist. */
const KEEP_MISSING_MS = 5_000;
/** A name that was not answered for is not looked up again for so long: each such look-up takes seconds. */
const KEEP_FAILURE_MS = 30_000;
/** Addresses that were found so long ago at most are used while the name is not answered for. */
const STALE_MS = 3_600_000;
const MAX_NAMES = 10_000;
/** Concurrent look-ups of one owner; further ones wait for their turn. */
const MAX_LOOKUPS = 32;

type Answer = { addresses: string[] } | { error: unknown };

/** Resolves names with the hosts file and the name servers of this machine. `now` is in milliseconds, from any beginning. */
export function createResolve(
  sources: NameSources = systemSources,
  now: () => number = () => performance.now(),
): Resolve {
  const perf = { now };
  const answers = new LRUCache<string, Answer>({ max: MAX_NAMES, perf, ttlResolution: 0 });
  const lastAddresses = new LRUCache<string, string[]>({
    max: MAX_NAMES,
    ttl: STALE_MS,
    perf,
    ttlResolution: 0,
  });
  const running = new Map<string, Promise<Answer>>();
  const queues = new Map<string, PQueue>();

  async function ask(host: string): Promise<Answer> {
    try {
      const addresses = await lookUp(host, sources);
      lastAddresses.set(host, addresses);
      return keep(host, { addresses }, KEEP_ADDRESSES_MS);
    } catch (error) {
      if (isMissing(error)) return keep(host, { error }, KEEP_MISSING_MS);
      const stale = lastAddresses.get(host);
      return keep(host, stale ? { addresses: stale } : { error }, KEEP_FAILURE_MS);
    }
  }

  function keep(host: string, answer: Answer, ttl: number): Answer {
    answers.set(host, answer, { ttl });
    return answer;
  }

  /** The known answer, or that of the look-up under way. */
  function known(host: string): Answer | Promise<Answer> | undefined {
    return answers.get(host) ?? running.get(host);
  }

  function start(host: string): Promise<Answer> {
    const started = ask(host).finally(() => running.delete(host));
    running.set(host, started);
    return started;
  }

  function queueOf(owner: string): PQueue {
    const existing = queues.get(owner);
    if (existing) return existing;
    const queue = new PQueue({ concurrency: MAX_LOOKUPS });
    queues.set(owner, queue);
    return queue;
  }

  /** Takes a turn of the owner's. A look-up that another one has started meanwhile is shared. */
  async function inTurn(host: string, owner: string, signal: AbortSignal): Promise<Answer> {
    const queue = queueOf(owner);
    try {
      return await queue.add(() => known(host) ?? start(host), { signal });
    } finally {
      if (queue.size + queue.pending === 0) queues.delete(owner);
    }
  }

  return async (host, owner, signal) => {
    const answer = await (known(host) ?? inTurn(host, owner, signal));
    if ('error' in answer) throw answer.error;
    return answer.addresses;
  };
}
