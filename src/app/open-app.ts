/** Opens and closes the connections and services of the process. */

import { readFile } from 'node:fs/promises';
import { onAccessChange } from '../access/access-changes.ts';
import { createLiveViewers } from '../access/live-viewers.ts';
import { adminOf } from '../accounts/admin.ts';
import { hasCodeFlow, labelOf } from '../accounts/sign-in/code-flow-settings.ts';
import { createOidc } from '../accounts/sign-in/oidc.ts';
import { refreshViewer } from '../accounts/sign-in/refresh-viewer.ts';
import { hashToken } from '../accounts/token.ts';
import { builtDashboard } from '../http/dashboard/dashboard-folder.ts';
import type { Serving } from '../http/serving.ts';
import type { App, Instance, Setup } from '../platform/app.ts';
import { createEgressPolicy, loopbackDestinations } from '../platform/egress/egress.ts';
import { createOutbound } from '../platform/egress/outbound.ts';
import { createDoorbell } from '../platform/live/doorbell.ts';
import type { Log } from '../platform/logger.ts';
import { createMetrics } from '../platform/metrics.ts';
import { createDatabaseClock } from '../platform/postgres/database-clock.ts';
import { openDatabase } from '../platform/postgres/db.ts';
import { createSecretBox } from '../platform/secrets/secrets.ts';
import type { Config } from './config.ts';
import { addDatabaseMetrics } from './metrics/database-metrics.ts';
import { addProcessMetrics } from './metrics/process-metrics.ts';

/** The settings, in embedded mode with its own database and token. */
export type CompleteConfig = Config & { databaseUrl: string; adminToken: string };

export interface OpenApp {
  app: App;
  /** What the HTTP server needs. */
  serving: Serving;
  /** Completes the live subscriptions. */
  stop(): void;
  close(): Promise<void>;
}

/** `now` replaces the database's clock in tests. */
export async function openApp(config: CompleteConfig, log: Log, now?: () => Date): Promise<OpenApp> {
  const stopping = new AbortController();
  const database = openDatabase(config.databaseUrl, log, {
    connections: config.databasePoolSize,
    runsJobs: config.role !== 'api',
  });
  const clock = now ? { now, close() {} } : await createDatabaseClock(database.monitor, log);
  const doorbell = createDoorbell(config.redisUrl, log);
  const allowed = config.egressAllow ?? (config.embedded ? loopbackDestinations : []);
  const outbound = createOutbound({ policy: createEgressPolicy(allowed), proxy: config.egressProxy });
  const app: App = {
    database,
    doorbell,
    outbound,
    log,
    now: clock.now,
    secrets: createSecretBox(config.encryptionKeys),
    metrics: createMetrics(),
    stopping: stopping.signal,
    publicUrl: config.publicUrl,
    retentionDays: config.retentionDays,
    rulesetMemoryBytes: config.rulesetsMemoryMb * 1024 * 1024,
    instance: await describeInstance(config),
    setup: describeSetup(config, allowed),
    sessionLimits: { hours: config.sessionHours, idleHours: config.sessionIdleHours },
    adminTokenHash: hashToken(config.adminToken),
  };
  addProcessMetrics(app);
  addDatabaseMetrics(app);
  const admin = await adminOf(app);
  const serving: Serving = {
    app,
    settings: config,
    dashboardFolder: builtDashboard,
    admin: { token: config.adminToken, actor: admin },
    oidc: config.oidc && createOidc({ settings: config.oidc, outbound, pool: database.pool, admin, log }),
    liveViewers: createLiveViewers(
      (viewer) => refreshViewer({ ...app, adminToken: config.adminToken }, viewer),
      log,
    ),
  };
  onAccessChange(app, () => void serving.liveViewers.check());
  return {
    app,
    serving,
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

function describeSetup(config: CompleteConfig, egressAllowed: readonly string[]): Setup {
  const { role, databasePoolSize, redisUrl, egressProxy, oidc, rateLimitPerToken } = config;
  return {
    role,
    databasePoolSize,
    egressAllowed: [...egressAllowed],
    redis: redisUrl !== undefined,
    egressProxy: egressProxy !== undefined,
    oidcIssuer: oidc?.issuer ?? null,
    operationsPerMinute: rateLimitPerToken,
  };
}

async function describeInstance({ embedded, graphiql, oidc }: CompleteConfig): Promise<Instance> {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  return { version, embedded, graphiql, oidcLabel: hasCodeFlow(oidc) ? labelOf(oidc) : null };
}
