import { Logger as WorkerLogger } from 'graphile-worker';
import type { Log } from '../logger.ts';
import { isDatabaseUnavailable } from '../postgres/database-unavailable.ts';

const levels = { error: 'error', warning: 'warn', info: 'info', debug: 'debug' } as const;

/**
 * Writes graphile-worker's messages to our log. Its routine messages are logged as debug, and so are those about an
 * unavailable Postgres, which its pool has already logged.
 */
export function createWorkerLogger(log: Log): WorkerLogger {
  return new WorkerLogger((scope) => (level, message, meta) => {
    const ours = levels[level];
    const isRoutine = ours === 'info' || isDatabaseUnavailable(meta?.['error']);
    log[isRoutine ? 'debug' : ours]({ ...scope }, message);
  });
}
