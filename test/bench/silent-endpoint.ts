/** An endpoint that hangs: it takes every request and never answers. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

export interface SilentEndpoint extends AsyncDisposable {
  url: string;
  /** The ids in the bodies, in the order in which they came. */
  ids: string[];
  /** Resolves when it has been called; rejects when that takes too long. */
  untilCalled(): Promise<void>;
}

const PATIENCE_MS = 20_000;

/** Disposing of it breaks off what hangs. */
export async function startSilentEndpoint(): Promise<SilentEndpoint> {
  const ids: string[] = [];
  const { promise: called, resolve } = Promise.withResolvers<void>();
  const server = createServer(async (request) => {
    const { id } = (await json(request)) as { id: string };
    ids.push(id);
    resolve();
  });
  // Whether a request ever ends is up to whoever sent it.
  server.requestTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    ids,
    untilCalled() {
      const patience = delay(PATIENCE_MS, undefined, { ref: false }).then(() => {
        throw new Error('An endpoint that hangs was never called.');
      });
      return Promise.race([called, patience]);
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
