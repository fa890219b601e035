import type { Log } from '../../logger.ts';

/** Keeps a pool that fails intermittently from filling the log. */
const REPORT_EVERY_MS = 10_000;

export interface OutageLog {
  failed(error: unknown, message?: string): void;
  connected(): void;
  /** Postgres is there, but has not enough connections for all who wait. */
  busy(error: unknown, message: string): void;
}

/** One line at the start of an outage and one at its end, not one for every connection and attempt. */
export function createOutageLog(log: Log, outageMessage: string): OutageLog {
  let isReported = false;
  let reportedAt = Number.NEGATIVE_INFINITY;
  let busyAt = Number.NEGATIVE_INFINITY;
  return {
    failed(error, message = outageMessage) {
      if (isReported || performance.now() - reportedAt < REPORT_EVERY_MS) return;
      isReported = true;
      reportedAt = performance.now();
      log.warn({ err: error }, message);
    },
    connected() {
      if (isReported) log.info('connected to Postgres again');
      isReported = false;
    },
    busy(error, message) {
      if (performance.now() - busyAt < REPORT_EVERY_MS) return;
      busyAt = performance.now();
      log.warn({ err: error }, message);
    },
  };
}
