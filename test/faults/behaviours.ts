/** How endpoints behave that take what they are sent. */

import { answer, type Behaviour, type Endpoint, type Exchange } from '#test/faults/endpoint.ts';
import { until } from '#test/faults/until.ts';

/** As long as a quick endpoint takes. Without any pause no process would ever be caught in mid-request. */
const THINKING_MS = 5;

export const accept: Behaviour = (exchange) => {
  setTimeout(() => answer(exchange, 200), THINKING_MS);
};

export interface Hold {
  /** The ids of the requests that are kept waiting. */
  readonly ids: string[];
  /** Resolves once so many are kept waiting. */
  has(count: number): Promise<void>;
  /** Later requests are accepted; those kept waiting stay so. */
  stop(): void;
  /** Accepts those kept waiting. */
  answer(): void;
}

/** Lets all these endpoints read requests without answering them. */
export function hold(endpoints: Endpoint[]): Hold {
  const held: Exchange[] = [];
  for (const endpoint of endpoints) endpoint.behave((exchange) => held.push(exchange));
  return {
    get ids() {
      return held.map(({ request }) => request.webhookId);
    },
    has: (count) => until(`${count} requests are held`, () => held.length >= count),
    stop() {
      for (const endpoint of endpoints) endpoint.behave(accept);
    },
    answer() {
      for (const exchange of held) answer(exchange, 200);
    },
  };
}

/** Refuses the next requests for the moment, then accepts again. Resolves when they have come. */
export async function refuseNext(endpoint: Endpoint, count: number): Promise<void> {
  let refused = 0;
  endpoint.behave((exchange) => {
    refused += 1;
    answer(exchange, 503);
    if (refused >= count) endpoint.behave(accept);
  });
  await until(`${count} requests are refused`, () => refused >= count);
}
