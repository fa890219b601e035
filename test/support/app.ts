/** The whole product in the test's own process, on a database of its own, used through its front door. */

import { randomBytes } from 'node:crypto';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type ExecutionResult, print } from 'graphql';
import { loadConfig } from '#src/config.ts';
import type { App } from '#src/context.ts';
import { openApp } from '#src/open-app.ts';
import { createLogger } from '#src/platform/logger.ts';
import { createServer } from '#src/server.ts';
import { startWorker, type Worker } from '#src/worker.ts';
import { createTestDatabase } from '#test/support/database.ts';

export const ADMIN_TOKEN = 'test-admin-token-0123456789';

export interface TestAppOptions {
  /** Runs jobs as the product does; default true. Without, a test runs them itself with `runJobs`. */
  worker?: boolean;
  redisUrl?: string | undefined;
  /** Shares the database of another app: a second machine. */
  databaseUrl?: string;
  /** Settings beside those that every test has. */
  settings?: Record<string, string>;
  /** Without: this machine's clock, which tests can stop. */
  now?: () => Date;
}

export interface TestApp {
  app: App;
  /** Where it listens. */
  url: string;
  databaseUrl: string;
  /** Sends an operation over HTTP as the admin, and fails on top-level errors. */
  run<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result>;
  /** Sends an operation over HTTP and answers with whatever came back. `token: null` sends none. */
  send(
    query: string,
    variables?: unknown,
    token?: string | null,
  ): Promise<{ status: number } & ExecutionResult>;
  close(): Promise<void>;
}

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.databaseUrl ? null : await createTestDatabase();
  const databaseUrl = options.databaseUrl ?? database?.url ?? '';
  const config = loadConfig({
    DATABASE_URL: databaseUrl,
    PORT: '0',
    PUBLIC_URL: 'https://gogreen.test',
    GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
    GOGREEN_ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
    EGRESS_ALLOW: '127.0.0.0/8,localhost',
    REDIS_URL: options.redisUrl,
    LOG_LEVEL: 'fatal',
    ...options.settings,
  });
  const complete = { ...config, databaseUrl, adminToken: ADMIN_TOKEN };
  const now = options.now ?? (() => new Date());
  const { app, stop, close } = await openApp(complete, createLogger(config.logLevel), now);
  const server = await createServer(app);
  const url = await server.http.listen({ host: '127.0.0.1', port: 0 });
  const worker: Worker | null = options.worker === false ? null : await startWorker(app);

  async function send(query: string, variables?: unknown, token: string | null = ADMIN_TOKEN) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as ExecutionResult) };
  }

  return {
    app,
    url,
    databaseUrl,
    send,
    async run(document, variables) {
      const { data, errors } = await send(print(document), variables);
      if (errors || !data) throw new Error(`the operation failed: ${JSON.stringify(errors)}`);
      return data as never;
    },
    async close() {
      stop();
      await worker?.stop();
      await server.close();
      await close();
      await database?.drop();
    },
  };
}
