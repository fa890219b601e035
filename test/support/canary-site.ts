/** A GoGreen of its own process with everything around it, whose own secrets can be recognised, and an eye on all it says. */

import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { type ConnectProxy, startConnectProxy } from '#test/support/connect-proxy.ts';
import { createTestDatabase } from '#test/support/database.ts';
import { endAll, startGogreen } from '#test/support/process.ts';
import { redisUrl, startRedis } from '#test/support/redis.ts';

const [key1, key2] = [randomBytes(32), randomBytes(32)];
const role = `canary_${randomBytes(4).toString('hex')}`;

/** GoGreen's own secrets. */
export const ownSecrets = {
  adminToken: 'canary-admin-token-0123456789',
  databasePassword: 'canary-database-0123456789',
  redisPassword: 'canary-redis-0123456789',
  proxyPassword: 'canary-proxy-0123456789',
  proxyCredentials: 'gogreen:canary-proxy-0123456789',
  encryptionKey1: key1.toString('base64'),
  encryptionKey1InHex: key1.toString('hex'),
  encryptionKey2: key2.toString('base64'),
  encryptionKey2InHex: key2.toString('hex'),
};

export const places = ['answers', 'log', 'database', 'redis', 'pages', 'rotation'] as const;
export type Place = (typeof places)[number];

export interface CanarySite {
  proxy: ConnectProxy;
  sql: pg.Client;
  hasRedis: boolean;
  settings: Record<string, string>;
  /** Changes to the settings under which it does not start. */
  wrongSettings: Record<string, string>[];
  /** The settings with the second key in front. */
  rotated: Record<string, string>;
  seen: Record<Place, string[]>;
  /** Sends an operation; whatever is answered is seen. */
  ask(query: string, variables?: unknown, token?: string): Promise<Answer>;
  /** Follows subscriptions, and has seen what came once it has left. */
  follow(queries: string[]): { leave(): Promise<string[]> };
  lookAtDatabase(): Promise<void>;
  lookAtPage(path: string): Promise<void>;
  /** Starts it once more, with settings that are wrong, and answers with how it ended. */
  startWith(settings: Record<string, string>): Promise<unknown>;
  /** Stops it, and has seen its log. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: answers to operations that are written as text
  data?: any;
  errors?: { message: string }[];
}

export async function startCanarySite(): Promise<CanarySite> {
  const seen: Record<Place, string[]> = {
    answers: [],
    log: [],
    database: [],
    redis: [],
    pages: [],
    rotation: [],
  };
  const [database, proxy, redis] = await Promise.all([
    createTestDatabase(),
    startConnectProxy({ credentials: ownSecrets.proxyCredentials }),
    redisUrl() ? startRedis() : undefined,
  ]);
  const watching = redis && (await watchRedis(redis.url, seen.redis));
  const sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  await sql.query(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD '${ownSecrets.databasePassword}'`);
  const databaseUrl = new URL(database.url);
  [databaseUrl.username, databaseUrl.password] = [role, ownSecrets.databasePassword];
  const port = await findFreePort();
  const { adminToken, encryptionKey1, encryptionKey2, redisPassword } = ownSecrets;
  const settings: Record<string, string> = {
    PORT: String(port),
    DATABASE_URL: databaseUrl.href,
    GOGREEN_ADMIN_TOKEN: adminToken,
    GOGREEN_ENCRYPTION_KEYS: `k1:${encryptionKey1},k2:${encryptionKey2}`,
    EGRESS_PROXY: proxy.urlWithCredentials,
    EGRESS_ALLOW: '127.0.0.1',
    LOG_LEVEL: 'trace',
    ...(redis ? { REDIS_URL: redis.url.replace('//', `//:${redisPassword}@`) } : {}),
  };
  const url = `http://127.0.0.1:${port}`;
  const gogreen = await startGogreen(settings);
  await gogreen.waitFor(/GoGreen is up/);
  const headers = (token: string) => ({
    'content-type': 'application/json',
    authorization: `Bearer ${token}`,
  });

  return {
    proxy,
    sql,
    settings,
    seen,
    hasRedis: redis !== undefined,
    rotated: { ...settings, GOGREEN_ENCRYPTION_KEYS: `k2:${encryptionKey2},k1:${encryptionKey1}` },
    wrongSettings: [
      { GOGREEN_ADMIN_TOKEN: `${adminToken} x` },
      { GOGREEN_ENCRYPTION_KEYS: `k1:${encryptionKey1},k1:${encryptionKey2}` },
      { EGRESS_PROXY: `${proxy.urlWithCredentials}/path` },
      { DATABASE_URL: databaseUrl.href.replace(role, 'nobody-of-this-name') },
      { REDIS_URL: `http://:${redisPassword}@127.0.0.1` },
    ],
    async ask(query, variables = {}, token = adminToken) {
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers: headers(token), body });
      const text = await response.text();
      seen.answers.push(text);
      return JSON.parse(text) as Answer;
    },
    follow(queries) {
      const leaving = new AbortController();
      const streams = queries.map(async (query) => {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { ...headers(adminToken), accept: 'text/event-stream' },
          body: JSON.stringify({ query }),
          signal: leaving.signal,
        });
        let text = '';
        try {
          for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
        } catch (error) {
          if (!leaving.signal.aborted) throw error;
        }
        seen.answers.push(text);
        return text;
      });
      return {
        leave() {
          leaving.abort();
          return Promise.all(streams);
        },
      };
    },
    async lookAtDatabase() {
      const { rows: tables } = await sql.query<{ name: string }>(
        `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
      );
      for (const { name } of tables) {
        const { rows } = await sql.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
        seen.database.push(...rows.map(({ row }) => row));
      }
    },
    async lookAtPage(path) {
      seen.pages.push(await (await fetch(url + path, { headers: { accept: 'text/html' } })).text());
    },
    async startWith(changes) {
      const failing = await startGogreen({ ...settings, ...changes });
      const how = await failing.ended;
      seen.log.push(failing.output());
      return how;
    },
    async stop() {
      await gogreen.end('SIGTERM');
      seen.log.push(gogreen.output());
    },
    async close() {
      await endAll();
      watching?.close();
      await sql.query(`REASSIGN OWNED BY ${role} TO CURRENT_USER`);
      await sql.query(`DROP ROLE ${role}`);
      await sql.end();
      await Promise.all([proxy.close(), redis?.stop(), database.drop()]);
    },
  };
}

/** Sees every command that anybody sends to Redis, and gives it a password. */
async function watchRedis(url: string, seen: string[]): Promise<{ close(): void }> {
  const client = new Redis(url, { retryStrategy: () => null });
  const monitor = await client.monitor();
  for (const each of [client, monitor]) each.on('error', () => undefined);
  monitor.on('monitor', (_time: string, words: string[]) => seen.push(words.join(' ')));
  const admin = new Redis(url);
  await admin.config('SET', 'requirepass', ownSecrets.redisPassword);
  await admin.quit();
  return {
    close() {
      monitor.disconnect();
      client.disconnect();
    },
  };
}
