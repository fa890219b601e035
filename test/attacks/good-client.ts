/** A client that behaves, and keeps asking: whatever happens to the server, it must be served. */

import { setTimeout as delay } from 'node:timers/promises';

export interface GoodClient {
  readonly served: number;
  /** Whatever was not the answer that it should be. */
  readonly failures: string[];
  /** Resolves when it has been served so often more. */
  servedAgain(times: number): Promise<void>;
  stop(): Promise<void>;
}

const PAUSE_MS = 10;
const QUERY =
  'query($project: String!) { project(key: $project) { key lastSequence flags(first: 5) { edges { node { key } } } } }';

export function startGoodClient(url: string, token: string, projectKey: string): GoodClient {
  const failures: string[] = [];
  let served = 0;
  let isStopped = false;

  async function ask(): Promise<void> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: QUERY, variables: { project: projectKey } }),
    });
    const text = await response.text();
    if (response.status === 200 && text.startsWith(`{"data":{"project":{"key":"${projectKey}"`)) served += 1;
    else failures.push(`${response.status} ${text.slice(0, 200)}`);
  }

  const running = (async () => {
    while (!isStopped) {
      await ask().catch((error: Error) => failures.push(`${error.message}: ${String(error.cause)}`));
      await delay(PAUSE_MS);
    }
  })();

  return {
    failures,
    get served() {
      return served;
    },
    async servedAgain(times) {
      const enough = served + times;
      while (served < enough && failures.length === 0) await delay(PAUSE_MS);
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}
