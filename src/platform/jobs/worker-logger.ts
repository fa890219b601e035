import { Logger as WorkerLogger } from 'graphile-worker';
import type { Log } from '../logger.ts';
import { isDatabaseAway } from '../postgres/database-away.ts';

const levels = { error: 'error', warning: 'warn', info: 'info', debug: 'debug' } as const;

/**
 * Lets graphile-worker write into our log. Its routine messages are of no use to an operator and count as debug, as do
 * those about a Postgres that is away: its pool has said so.
 */
export function createWorkerLogger(log: Log): WorkerLogger {
  return new WorkerLogger((scope) => (level, message, meta) => {
    const ours = levels[level];
    const isRoutine = ours === 'info' || isDatabaseAway(meta?.['error']);
    log[isRoutine ? 'debug' : ours]({ ...scope }, message);
  });
}
