/** The endpoint that deliveries go to: as little work as a receiver can have, since it shares the machine. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface Arrival {
  /** The `id` in the body: of the event, or of the floor's job. */
  id: string;
  /** `performance.now()` when the request's head had been read. */
  at: number;
}

export interface Receiver extends AsyncDisposable {
  url: string;
  arrivals: Arrival[];
  /** Resolves when there are so many arrivals; rejects when none comes for a while. */
  waitFor(count: number): Promise<void>;
}

const PATIENCE_MS = 20_000;

export async function startReceiver(): Promise<Receiver> {
  const arrivals: Arrival[] = [];
  let heard = () => {};
  const server = createServer(async (request, response) => {
    const at = performance.now();
    const { id } = (await json(request)) as { id: string };
    arrivals.push({ id, at });
    response.writeHead(200).end();
    heard();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    arrivals,
    waitFor: (count) =>
      new Promise((resolve, reject) => {
        let patience: NodeJS.Timeout;
        heard = () => {
          clearTimeout(patience);
          if (arrivals.length >= count) return resolve();
          patience = setTimeout(
            () => reject(new Error(`${arrivals.length} of ${count} arrived, then no more.`)),
            PATIENCE_MS,
          );
        };
        heard();
      }),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** When each id arrived. Throws when one came twice. */
export function arrivalTimes(arrivals: Arrival[]): Map<string, number> {
  const times = new Map(arrivals.map(({ id, at }) => [id, at]));
  if (times.size !== arrivals.length) throw new Error(`${arrivals.length - times.size} came more than once.`);
  return times;
}
