/** The connections and services of this process, which every request and every job uses. */

import type { Outbound } from './egress/outbound.ts';
import type { Doorbell } from './live/doorbell.ts';
import type { Log } from './logger.ts';
import type { Metrics } from './metrics.ts';
import type { Database } from './postgres/db.ts';
import type { SecretBox } from './secrets/secrets.ts';

export interface Instance {
  version: string;
  embedded: boolean;
  /** Whether GraphiQL is served. */
  graphiql: boolean;
  /** Name of the OIDC issuer that people can sign in by; null when they cannot. */
  oidcLabel: string | null;
}

/** How this process is set up, for owners: no secrets, and no addresses with passwords. */
export interface Setup {
  role: string;
  databasePoolSize: number;
  redis: boolean;
  /** Destinations that may be called although they are not public. */
  egressAllowed: string[];
  egressProxy: boolean;
  /** Issuer whose JWTs are taken; null without one. */
  oidcIssuer: string | null;
  /** Operations per minute and token; 0: no limit. */
  operationsPerMinute: number;
}

/** Opened once by `openApp` and closed at shutdown. */
export interface App {
  database: Database;
  doorbell: Doorbell;
  secrets: SecretBox;
  outbound: Outbound;
  metrics: Metrics;
  log: Log;
  /** The current time. Replaced in tests. */
  now(): Date;
  /** Aborts when the process is asked to stop. */
  stopping: AbortSignal;
  /** Base URL of links in messages and payloads, without a slash at its end. */
  publicUrl: string;
  /** Finished deliveries are deleted after this many days; 0 keeps them. */
  retentionDays: number;
  /** How much memory rulesets may take. */
  rulesetMemoryBytes: number;
  /** How long a browser stays signed in: at most, and without use. */
  sessionLimits: { hours: number; idleHours: number };
  /** The hash of GOGREEN_ADMIN_TOKEN: sessions that were started with an earlier one are over. */
  adminTokenHash: string;
  /** What everybody may know of this installation. */
  instance: Instance;
  /** What owners may know of it. */
  setup: Setup;
}

/**
 * A service of a domain that exists once per app, such as the tail of the event log. It is created at its first use, so
 * that this file need not import it.
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
