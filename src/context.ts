/** What every request and every job works with. */

import type { LiveViewers } from './accounts/live-viewers.ts';
import type { Oidc } from './accounts/oidc.ts';
import type { Actor, Viewer } from './accounts/viewer.ts';
import type { Config } from './config.ts';
import type { DeliveryFeed } from './deliveries/delivery-feed.ts';
import type { EventLog } from './events/event-log.ts';
import type { Database } from './platform/db.ts';
import type { Doorbell } from './platform/doorbell.ts';
import type { Log } from './platform/logger.ts';
import type { Metrics } from './platform/metrics.ts';
import type { Outbound } from './platform/outbound.ts';
import type { SecretBox } from './platform/secrets.ts';

/** The running product: connections and services, opened once by `main` and closed at shutdown. */
export interface App {
  config: Config;
  database: Database;
  doorbell: Doorbell;
  eventLog: EventLog;
  deliveryFeed: DeliveryFeed;
  liveViewers: LiveViewers;
  secrets: SecretBox;
  outbound: Outbound;
  metrics: Metrics;
  /** Who GOGREEN_ADMIN_TOKEN stands for. */
  admin: { token: string; actor: Actor };
  /** Null: no JWTs are accepted. */
  oidc: Oidc | null;
  log: Log;
  /** The present time. Replaced in tests. */
  now(): Date;
  /** Aborts when the process is asked to stop: live subscriptions then complete. */
  stopping: AbortSignal;
}

/** What a resolver gets: the app and who is asking. */
export interface Context {
  app: App;
  /** Null: the request carried no token. */
  viewer: Viewer | null;
}
