/** One GraphQL client and one WebSocket for the whole page. */

import { createClient as createSocket } from 'graphql-ws';
import { Client, fetchExchange, mapExchange, type SubscriptionForwarder, subscriptionExchange } from 'urql';
import { address, socketAddress } from './base.ts';
import { createCache } from './cache.ts';
import { ended, offline } from './session.ts';

/** Close codes after which connecting again is of no use: the session does not hold any more. */
const REFUSED = [4401, 4403];

const LONGEST_WAIT_MS = 10_000;

/** Waits before connecting again: longer each time, not at the same moment as other pages, and no more once the network is back. */
function waitForRetry(retries: number): Promise<void> {
  const longest = Math.min(1_000 * 2 ** retries, LONGEST_WAIT_MS);
  return new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer);
      window.removeEventListener('online', goOn);
      resolve();
    };
    const timer = setTimeout(goOn, longest * (0.5 + Math.random() / 2));
    window.addEventListener('online', goOn);
  });
}

/** What is lost: the socket, or the network of the whole device. */
const lost = { socket: false, network: !navigator.onLine };
function setLost(change: Partial<typeof lost>): void {
  Object.assign(lost, change);
  offline.set(lost.socket || lost.network);
}
setLost({});
window.addEventListener('offline', () => setLost({ network: true }));
window.addEventListener('online', () => setLost({ network: false }));

function isRefusal(event: unknown): boolean {
  return event instanceof CloseEvent && REFUSED.includes(event.code);
}

const socket = createSocket({
  url: socketAddress(),
  lazy: true,
  keepAlive: 10_000,
  retryAttempts: Number.POSITIVE_INFINITY,
  retryWait: waitForRetry,
  shouldRetry: (event) => !isRefusal(event),
  on: {
    connected: () => setLost({ socket: false }),
    closed: (event) => {
      if (isRefusal(event)) ended.set(true);
      else if (event instanceof CloseEvent && event.code !== 1000) setLost({ socket: true });
    },
  },
});

type Sink = Parameters<ReturnType<SubscriptionForwarder>['subscribe']>[0];

/**
 * Follows a subscription over the end of connections and of the session: it is sent again as it is now, so that a stream of
 * events goes on after the last one that was seen. Returns what ends it.
 */
function follow(query: string, variables: object | undefined, sink: Sink): () => void {
  const payload = { query, variables: { ...variables } as Record<string, unknown> };
  let stop = () => {};
  const waitForSignIn = () => {
    ended.set(true);
    stop();
    stop = ended.subscribe(() => {
      if (ended.get()) return;
      stop();
      start();
    });
  };
  function start(): void {
    let isOver = false;
    const pause = () => {
      if (isOver) return;
      isOver = true;
      waitForSignIn();
    };
    stop = socket.subscribe<Record<string, unknown>>(payload, {
      next(result) {
        if (result.errors?.some(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED'))
          return pause();
        const { sequence } = (result.data?.['events'] ?? {}) as { sequence?: number };
        if (sequence !== undefined) payload.variables['afterSequence'] = sequence;
        sink.next(result as Parameters<Sink['next']>[0]);
      },
      error(error) {
        if (isRefusal(error)) pause();
        else if (!isOver) sink.error(error);
      },
      complete() {
        if (!isOver) sink.complete();
      },
    });
  }
  start();
  return () => stop();
}

export function createApi(): Client {
  return new Client({
    url: address('graphql'),
    preferGetMethod: false,
    exchanges: [
      mapExchange({
        onResult({ error }) {
          const codes = error?.graphQLErrors.map(({ extensions }) => extensions['code']) ?? [];
          if (codes.includes('UNAUTHENTICATED')) ended.set(true);
        },
      }),
      createCache(),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription({ query = '', variables }) {
          return { subscribe: (sink) => ({ unsubscribe: follow(query, variables, sink) }) };
        },
      }),
    ],
  });
}
