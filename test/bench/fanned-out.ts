/** Waits for a worker to have gone through the log. */

import { setTimeout as delay } from 'node:timers/promises';
import { runSql } from '#test/bench/postgres.ts';

/**
 * Resolves when all events so far are fanned out. An integration that is made before would get those that are not, such
 * as the making of the flags.
 */
export async function untilFannedOut(databaseUrl: string): Promise<void> {
  const waiting = () => runSql(databaseUrl, 'SELECT FROM events WHERE NOT fanned_out LIMIT 1');
  while ((await waiting()).length > 0) await delay(20);
}
