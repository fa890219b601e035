import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { TOKEN } from '#test/faults/operation.ts';
import type { Follow } from '#test/faults/subscriber.ts';

/** graphql-ws, one connection per subscription. Coming back is the subscriber's. */
export const followWs: Follow = async (url, operation, onResult, signal) => {
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${TOKEN}` },
  });
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  const unsubscribe = client.subscribe(operation, {
    next: (result) => {
      if (!signal.aborted) onResult(result as never);
    },
    error: reject,
    complete: resolve,
  });
  signal.addEventListener('abort', unsubscribe);
  if (signal.aborted) unsubscribe();
  try {
    await over;
  } finally {
    await client.dispose();
  }
};
