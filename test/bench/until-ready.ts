/** Waits for processes of the bench that listen on a port. */

import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'undici';

const START_WITHIN_MS = 60_000;

/** Resolves when `/health/ready` answers with 200. */
export async function untilReady(http: Pool): Promise<void> {
  const deadline = performance.now() + START_WITHIN_MS;
  for (;;) {
    const response = await http.request({ method: 'GET', path: '/health/ready' }).catch(() => null);
    await response?.body.dump();
    if (response?.statusCode === 200) return;
    if (performance.now() > deadline) throw new Error('A process did not come up in time.');
    await delay(25);
  }
}
