/** Opens what the product works with, and closes it again. */

import { ensureAdmin } from './accounts/admin.ts';
import { createLiveViewers } from './accounts/live-viewers.ts';
import { createOidc } from './accounts/oidc.ts';
import { refreshViewer } from './accounts/refresh-viewer.ts';
import type { Config } from './config.ts';
import type { App } from './context.ts';
import { createDeliveryFeed } from './deliveries/delivery-feed.ts';
import { createEventLog } from './events/event-log.ts';
import { createDatabaseClock } from './platform/database-clock.ts';
import { openDatabase } from './platform/db.ts';
import { createDoorbell } from './platform/doorbell.ts';
import { createEgressPolicy, loopbackDestinations } from './platform/egress.ts';
import type { Log } from './platform/logger.ts';
import { createMetrics } from './platform/metrics.ts';
import { createOutbound } from './platform/outbound.ts';
import { createSecretBox } from './platform/secrets.ts';

/** Settings with what embedded mode has made for itself filled in. */
export type CompleteConfig = Config & { databaseUrl: string; adminToken: string };

export interface OpenApp {
  app: App;
  /** Tells live subscriptions to complete. */
  stop(): void;
  close(): Promise<void>;
}

/** `now` replaces the database's clock in tests. */
export async function openApp(config: CompleteConfig, log: Log, now?: () => Date): Promise<OpenApp> {
  const stopping = new AbortController();
  const database = openDatabase(config.databaseUrl, log);
  const clock = now ? { now, close() {} } : await createDatabaseClock(database.pool, log);
  const doorbell = createDoorbell(config.redisUrl, log);
  const allowed = config.egressAllow ?? (config.embedded ? loopbackDestinations : []);
  const outbound = createOutbound({ policy: createEgressPolicy(allowed) });
  const admin = await ensureAdmin(database.pool);
  const oidc =
    config.oidc && createOidc({ settings: config.oidc, outbound, pool: database.pool, admin, log });
  const app: App = {
    config,
    database,
    doorbell,
    outbound,
    log,
    now: clock.now,
    eventLog: createEventLog(database.pool, doorbell, log),
    deliveryFeed: createDeliveryFeed(database.pool, doorbell, log),
    liveViewers: createLiveViewers((viewer) => refreshViewer({ database, now: clock.now }, viewer), log),
    secrets: createSecretBox(config.encryptionKeys),
    metrics: createMetrics(),
    admin: { token: config.adminToken, actor: admin },
    oidc,
    stopping: stopping.signal,
  };
  return {
    app,
    stop: () => stopping.abort(),
    async close() {
      stopping.abort();
      await outbound.close();
      doorbell.close();
      clock.close();
      await database.close();
    },
  };
}
