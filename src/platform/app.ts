/** What every request and every job works with: the connections and services of this process. */

import type { Outbound } from './egress/outbound.ts';
import type { Doorbell } from './live/doorbell.ts';
import type { Log } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Database } from './postgres/db.ts';
import type { SecretBox } from './secrets/secrets.ts';

/** The running product, opened once by `openApp` and closed at shutdown. */
export interface App {
  database: Database;
  doorbell: Doorbell;
  secrets: SecretBox;
  outbound: Outbound;
  metrics: Metrics;
  log: Log;
  /** The current time. Replaced in tests. */
  now(): Date;
  /** Aborts when the process is asked to stop: live subscriptions then end. */
  stopping: AbortSignal;
  /** The address of every link that leaves GoGreen, without a slash at its end. */
  publicUrl: string;
  /** Finished deliveries are deleted after this many days; 0 keeps them. */
  retentionDays: number;
}

/**
 * A service that belongs to a domain and exists once in each app, such as the tail of the event log. It is made at its
 * first use, so the app need not know it.
 */
export function oncePerApp<Service>(create: (app: App) => Service): (app: App) => Service {
  const services = new WeakMap<App, Service>();
  return (app) => {
    const existing = services.get(app);
    if (existing !== undefined) return existing;
    const service = create(app);
    services.set(app, service);
    return service;
  };
}
