/** GoGreen as a user runs it: a process of its own, talked to over HTTP. */

import { mkdirSync } from 'node:fs';
import { Pool } from 'undici';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { startChild } from '#test/bench/child.ts';
import { untilReady } from '#test/bench/until-ready.ts';

export const TOKEN = 'bench-token-0123456789abcdef';
export const ENCRYPTION_KEYS = `bench:${Buffer.alloc(32, 7).toString('base64')}`;

/** As many connections as the busiest scenario sends requests at a time. */
const CONNECTIONS = 100;

export interface Product extends AsyncDisposable {
  pid: number;
  port: number;
  /** Sends an operation and answers with its data. Throws on an HTTP error and on top-level errors. */
  send<Data>(query: string, variables: Record<string, unknown>): Promise<Data>;
}

export interface ProductOptions {
  databaseUrl: string;
  role: 'api' | 'worker' | 'all';
  profileDir: string | null;
  /** More of them, or others. */
  settings?: Record<string, string>;
}

export async function startProduct({
  databaseUrl,
  role,
  profileDir,
  settings,
}: ProductOptions): Promise<Product> {
  const port = await findFreePort();
  if (profileDir) mkdirSync(profileDir, { recursive: true });
  const child = startChild(
    'src/main.ts',
    {
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: String(port),
      GOGREEN_ROLE: role,
      GOGREEN_ADMIN_TOKEN: TOKEN,
      GOGREEN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
      EGRESS_ALLOW: '127.0.0.0/8',
      LOG_LEVEL: 'warn',
      // One token asks for all, and everybody subscribes with it.
      RATE_LIMIT_PER_TOKEN: '0',
      SUBSCRIPTIONS_PER_TOKEN: '0',
      ...settings,
    },
    profileDir
      ? [
          '--cpu-prof',
          `--cpu-prof-dir=${profileDir}`,
          `--cpu-prof-name=${role}-${Date.now()}-${port}.cpuprofile`,
        ]
      : [],
  );
  const http = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS });
  await Promise.race([untilReady(http), child.failed]);
  return {
    pid: child.pid,
    port,
    async send(query, variables) {
      const { statusCode, body } = await http.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
        body: JSON.stringify({ query, variables }),
      });
      const answer = (await body.json()) as { data?: unknown; errors?: unknown };
      if (statusCode !== 200 || answer.errors || !answer.data) {
        throw new Error(`the operation failed (${statusCode}): ${JSON.stringify(answer)}`);
      }
      return answer.data as never;
    },
    async [Symbol.asyncDispose]() {
      await http.destroy();
      await child[Symbol.asyncDispose]();
    },
  };
}
