/** The whole product in the test's own process, on a database of its own, used through its front door. */

import { randomBytes } from 'node:crypto';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type ExecutionResult, print } from 'graphql';
import { test as baseTest } from 'vitest';
import { loadConfig } from '#src/app/config.ts';
import { openApp } from '#src/app/open-app.ts';
import { startWorker, type Worker } from '#src/app/worker.ts';
import { createServer } from '#src/http/server.ts';
import type { Serving } from '#src/http/serving.ts';
import type { App } from '#src/platform/app.ts';
import { createLogger } from '#src/platform/logger.ts';
import { createTestDatabase } from '#test/support/database.ts';

export const ADMIN_TOKEN = 'test-admin-token-0123456789';

export interface TestAppOptions {
  /** Runs jobs as the product does; default true. Without, a test runs them itself with `runJobs`. */
  worker?: boolean;
  redisUrl?: string | undefined;
  /** As the setting has them; one made by chance otherwise. */
  encryptionKeys?: string;
  /** Shares the database of another app: a second machine. */
  databaseUrl?: string;
  /** Without: this machine's clock, which tests can stop. */
  now?: () => Date;
  /** Serves the dashboard from this folder. Without: it is switched off. */
  dashboardFolder?: string;
  /** More settings. Without: no limits on rates, which tests of other things would run into. */
  settings?: Record<string, string>;
}

export interface TestApp {
  app: App;
  /** What its HTTP server was given. */
  serving: Serving;
  /** Where it listens. */
  url: string;
  databaseUrl: string;
  /** As the setting has them. */
  encryptionKeys: string;
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

/**
 * `test` with an app of its own for the file, as the fixture `gogreen`: started by the first test or hook that asks for
 * it, closed after the last one. Options that a hook finds out are given as a function.
 */
export function testWithApp(options: TestAppOptions | (() => TestAppOptions) = {}) {
  // Vitest reads from the pattern which fixtures a fixture needs: none.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  return baseTest.extend('gogreen', { scope: 'file' }, async ({}, { onCleanup }): Promise<TestApp> => {
    const gogreen = await startTestApp(typeof options === 'function' ? options() : options);
    onCleanup(() => gogreen.close());
    return gogreen;
  });
}

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.databaseUrl ? null : await createTestDatabase();
  const databaseUrl = options.databaseUrl ?? database?.url ?? '';
  const encryptionKeys = options.encryptionKeys ?? `test:${randomBytes(32).toString('base64')}`;
  const config = loadConfig({
    DATABASE_URL: databaseUrl,
    PORT: '0',
    PUBLIC_URL: 'https://gogreen.test',
    GOGREEN_ADMIN_TOKEN: ADMIN_TOKEN,
    GOGREEN_ENCRYPTION_KEYS: encryptionKeys,
    EGRESS_ALLOW: '127.0.0.0/8,localhost',
    REDIS_URL: options.redisUrl,
    LOG_LEVEL: 'fatal',
    DASHBOARD: options.dashboardFolder === undefined ? 'off' : 'on',
    RATE_LIMIT_PER_TOKEN: '0',
    RATE_LIMIT_PER_ADDRESS: '0',
    ...options.settings,
  });
  const complete = { ...config, databaseUrl, adminToken: ADMIN_TOKEN };
  const now = options.now ?? (() => new Date());
  const { app, stop, close, ...opened } = await openApp(complete, createLogger(config.logLevel), now);
  const serving = {
    ...opened.serving,
    ...(options.dashboardFolder ? { dashboardFolder: options.dashboardFolder } : {}),
  };
  const server = await createServer(serving);
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
    serving,
    encryptionKeys,
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
