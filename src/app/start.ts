/** Starts the parts in order, and stops them in reverse order. */

import type { AddressInfo } from 'node:net';
import { createSignInCode } from '../accounts/sessions/sign-in-code.ts';
import { seedDemo } from '../demo/seed.ts';
import { type Welcome, welcome } from '../demo/welcome.ts';
import { hasDashboard } from '../http/dashboard/dashboard-folder.ts';
import type { Serving } from '../http/serving.ts';
import { createWorkerServer, type Server } from '../http/shell.ts';
import type { App } from '../platform/app.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres/embedded-postgres.ts';
import { loadEmbeddedSecrets } from '../platform/embedded-postgres/embedded-secrets.ts';
import { isLoopback } from '../platform/input/loopback.ts';
import type { Log } from '../platform/logger.ts';
import { migrate } from '../platform/postgres/migrate.ts';
import { withSchema } from '../platform/postgres/session.ts';
import { waitForPostgres } from '../platform/postgres/wait-for-postgres.ts';
import type { Config } from './config.ts';
import { localHost } from './local-url.ts';
import { type CompleteConfig, openApp } from './open-app.ts';
import { startWorker } from './worker.ts';

export interface Running {
  app: App;
  /** URL of the server from this machine; null for a worker without a port. */
  url: string | null;
  stop(): Promise<void>;
}

type Stop = () => Promise<void>;

/** Starts what the role needs. When a part fails to start, those before it are stopped again. */
export async function start(given: Config, log: Log, print: (message: string) => void): Promise<Running> {
  const stops: Stop[] = [];
  const stop = async () => {
    for (const part of stops.splice(0).reverse()) await part();
  };
  try {
    const config = await complete(given, log, stops);
    await waitForPostgres(config.databaseUrl, log);
    const databaseUrl = await withSchema(config.databaseUrl);
    await migrate(databaseUrl, log);
    const { app, serving, ...open } = await openApp({ ...config, databaseUrl }, log);
    stops.push(open.close);
    const url = config.listens ? await listen(serving, config, stops) : null;
    if (config.role !== 'api') {
      const worker = await startWorker(app);
      stops.push(() => worker.stop());
    }
    const inboxFault = config.embedded && url ? await seedDemo(app, url) : null;
    // Stops first: the process is no longer ready, and gets no new clients, while everything else still works.
    stops.push(async () => open.stop());
    log.info({ role: config.role, url }, 'GoGreen is up');
    if (config.embedded && url) print(welcome(await welcomeOf(serving, url, inboxFault)));
    return { app, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The link leads to PUBLIC_URL, where the cookie counts; to the port that is listened at when that is this machine. */
async function welcomeOf(serving: Serving, url: string, inboxFault: string | null): Promise<Welcome> {
  const { app, admin, settings } = serving;
  const base = isLoopback(new URL(app.publicUrl).hostname) ? url : app.publicUrl;
  const graphiqlUrl = settings.graphiql ? `${base}/graphiql` : null;
  const page = hasDashboard(serving) ? `${base}/sign-in` : graphiqlUrl;
  return {
    url,
    link: page && `${page}#code=${await createSignInCode(app)}`,
    graphiqlUrl,
    adminToken: admin.token,
    inboxFault,
  };
}

/** Adds, in embedded mode, the database, the token and the key that GoGreen makes for itself. */
async function complete(config: Config, log: Log, stops: Stop[]): Promise<CompleteConfig> {
  const { databaseUrl, adminToken, encryptionKeys, dataDir } = config;
  if (databaseUrl && adminToken) return { ...config, databaseUrl, adminToken };
  const onCrash = (error: Error) => {
    log.fatal({ err: error }, 'embedded PostgreSQL ended');
    process.exitCode = 1;
    process.kill(process.pid, 'SIGTERM');
  };
  const postgres = await startEmbeddedPostgres({ dataDir, log, onCrash });
  stops.push(() => postgres.stop());
  const secrets = await loadEmbeddedSecrets(dataDir);
  return {
    ...config,
    databaseUrl: postgres.url,
    adminToken: adminToken ?? secrets.adminToken,
    encryptionKeys: encryptionKeys.length > 0 ? encryptionKeys : secrets.encryptionKeys,
  };
}

async function listen(serving: Serving, { host, port, role }: Config, stops: Stop[]): Promise<string> {
  const server = role === 'worker' ? await createWorkerServer(serving) : await createApiServer(serving);
  stops.push(() => server.close());
  await server.http.listen({ host, port });
  const address = server.http.server.address() as AddressInfo;
  return `http://${localHost(host)}:${address.port}`;
}

/** GraphQL is loaded only where it is served: it takes a second and a hundred megabytes. */
async function createApiServer(serving: Serving): Promise<Server> {
  const { createServer } = await import('../http/server.ts');
  return createServer(serving);
}
