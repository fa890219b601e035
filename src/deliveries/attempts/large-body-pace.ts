/**
 * Large bodies of one project leave a worker process at a limited rate. Reading, signing and sending them takes the process
 * milliseconds each: hundreds at once would delay the requests of all other projects by seconds.
 */

import { setTimeout as delay } from 'node:timers/promises';

/** Of one project. */
const BYTES_PER_SECOND = 12 * 1024 * 1024;
/** Then the rate is exceeded rather than the lease: a delivery has 30 s, of which its request may take 10. */
const MAX_WAIT_MS = 10_000;

const nextAt = new Map<string, number>();

/** Resolves when the project may send so many bytes more; rejects when the signal aborts. */
export async function paceLargeBody(projectId: string, bytes: number, signal?: AbortSignal): Promise<void> {
  const now = performance.now();
  const at = Math.min(now + MAX_WAIT_MS, Math.max(now, nextAt.get(projectId) ?? 0));
  const next = at + (bytes / BYTES_PER_SECOND) * 1_000;
  nextAt.set(projectId, next);
  await delay(at - now, undefined, { signal });
  if (nextAt.get(projectId) === next) nextAt.delete(projectId);
}
