import { Logger as WorkerLogger } from 'graphile-worker';
import type { Log } from './logger.ts';

const levels = { error: 'error', warning: 'warn', info: 'info', debug: 'debug' } as const;

/** Lets graphile-worker write into our log. Its routine messages are of no use to an operator and count as debug. */
export function createWorkerLogger(log: Log): WorkerLogger {
  return new WorkerLogger((scope) => (level, message) => {
    const ours = levels[level];
    log[ours === 'info' ? 'debug' : ours]({ ...scope }, message);
  });
}
