import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createLogger } from '#src/platform/logger.ts';
import { migrate } from '#src/platform/postgres/migrate.ts';
import { findRedisServer, startRedis } from '#test/support/redis-server.ts';
import { startTemporaryPostgres } from '#test/support/temporary-postgres.ts';

const templateName = 'gogreen_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the maintenance database: clones are made from here. */
    postgresUrl: string;
    /** The database that every test file's own is cloned from. */
    templateDatabase: string;
    /** Undefined: there is no redis-server and it could not be installed. */
    redisUrl: string | undefined;
  }
}

/** Starts one Postgres and one Redis for all test files. They end with this process, however it ends. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, redis] = await Promise.all([startTemporaryPostgres(), startSharedRedis()]);
  await makeTemplate(postgres.url);
  project.provide('postgresUrl', postgres.url);
  project.provide('templateDatabase', templateName);
  project.provide('redisUrl', redis?.url);
  return async () => {
    await redis?.stop();
    await postgres.stop();
  };
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${templateName}`);
  await migrate(url.replace('/gogreen?', `/${templateName}?`), createLogger('warn'));
  // A template that somebody is connected to cannot be cloned.
  await client.query(`ALTER DATABASE ${templateName} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  await client.end();
}

async function startSharedRedis() {
  return (await findRedisServer()) ? startRedis() : undefined;
}
