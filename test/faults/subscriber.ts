/** A subscriber as clients are to be written: when it is cut off, it comes back with the last sequence it has seen. */

import { setTimeout as delay } from 'node:timers/promises';
import { followSse } from '#test/faults/follow-sse.ts';
import { followWs } from '#test/faults/follow-ws.ts';
import { PROJECT } from '#test/faults/shop.ts';

const COME_BACK_AFTER_MS = 100;

const query = `subscription FaultEvents($projectKey: String!, $afterSequence: Int) {
  events(projectKey: $projectKey, afterSequence: $afterSequence) { sequence }
}`;

export interface Subscriber {
  readonly name: string;
  /** The sequences, in the order in which they came. */
  readonly seen: number[];
  /** How often it had to come back. */
  readonly resumed: number;
  leave(): Promise<void>;
}

/** One connection. Resolves or rejects when it is over. */
export type Follow = (
  url: string,
  operation: { query: string; variables: Record<string, unknown> },
  onResult: (result: { data?: { events?: { sequence: number } } | null; errors?: unknown }) => void,
  signal: AbortSignal,
) => Promise<void>;

const transports = { SSE: followSse, 'graphql-ws': followWs } satisfies Record<string, Follow>;
export type Transport = keyof typeof transports;

/** From the first event on. It uses the APIs in turn. */
export function startSubscriber(name: string, transport: Transport, urls: () => string[]): Subscriber {
  const seen: number[] = [];
  const leaving = new AbortController();
  let connections = 0;

  async function live(): Promise<void> {
    while (!leaving.signal.aborted) {
      const all = urls();
      const url = all[connections % all.length] ?? '';
      connections += 1;
      const broken = new AbortController();
      const variables = { projectKey: PROJECT, afterSequence: seen.at(-1) ?? 0 };
      try {
        await transports[transport](
          url,
          { query, variables },
          ({ data, errors }) => {
            if (errors || !data?.events) broken.abort();
            else seen.push(data.events.sequence);
          },
          AbortSignal.any([leaving.signal, broken.signal]),
        );
      } catch {
        // Whatever cut it off: it comes back.
      }
      await delay(COME_BACK_AFTER_MS, undefined, { signal: leaving.signal }).catch(() => undefined);
    }
  }

  const living = live();
  return {
    name,
    seen,
    get resumed() {
      return connections - 1;
    },
    async leave() {
      leaving.abort();
      await living;
    },
  };
}
