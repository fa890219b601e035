/** In embedded mode the keys are rotated in the database that GoGreen brings along, running or not. */

import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { createWebhook } from '#test/support/builders.ts';
import { endAll, isPostgresRunning, startGogreen } from '#test/support/process.ts';
import { rotateKeys } from '#test/support/rotate-keys.ts';
import { runAt } from '#test/support/run-at.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

let dataDir: string;
let port: number;

beforeAll(async () => {
  dataDir = await makeTemporaryFolder();
  port = await findFreePort();
});
afterAll(async () => {
  await endAll();
  await vi.waitUntil(async () => !(await isPostgresRunning(dataDir)), { timeout: 20_000 });
  await rm(dataDir, { recursive: true });
});

const Look = graphql(`
  query RotateEmbeddedLook { project(key: "demo") { integrations { id secrets { name hint } } } }
`);
const Preview = graphql(`
  mutation RotateEmbeddedPreview($input: PreviewIntegrationInput!) {
    previewIntegration(input: $input) { __typename ... on Error { message } }
  }
`);

async function start(settings: Record<string, string>) {
  const gogreen = await startGogreen({ DATA_DIR: dataDir, PORT: String(port), ...settings });
  await gogreen.waitFor(/Ctrl-C stops everything/);
  const token = (await readFile(path.join(dataDir, 'admin-token'), 'utf8')).trim();
  const { run } = runAt(`http://127.0.0.1:${port}`, token);
  const preview = async () => {
    const { project } = await run(Look, {});
    const integrationId = project?.integrations.at(-1)?.id ?? '';
    return (await run(Preview, { input: { integrationId } })).previewIntegration;
  };
  return { gogreen, run, preview };
}

// Starts GoGreen three times, and its database once more.
it('rotating the keys of embedded mode works while GoGreen runs, and while it is stopped', async () => {
  const first = await start({});
  // Besides the three of the demo.
  await createWebhook(first, { projectKey: 'demo', url: 'http://127.0.0.1:9/' });
  expect(await first.preview()).toMatchObject({ __typename: 'PreviewIntegrationPayload' });
  await first.gogreen.end('SIGTERM');
  const made = `embedded:${(await readFile(path.join(dataDir, 'encryption-key'), 'utf8')).trim()}`;
  const [k1, k2] = ['k1', 'k2'].map((id) => `${id}:${randomBytes(32).toString('base64')}`) as [
    string,
    string,
  ];

  const second = await start({ GOGREEN_ENCRYPTION_KEYS: `${k1},${made}` });
  const running = await rotateKeys({ DATA_DIR: dataDir, GOGREEN_ENCRYPTION_KEYS: `${k1},${made}` });
  expect(running).toMatchObject({ code: 0, output: expect.stringMatching(/before: 4 with "embedded"/) });
  expect(running.output).toMatch(/after: \d+ with "k1"\n/);
  expect(await second.preview()).toMatchObject({ __typename: 'PreviewIntegrationPayload' });
  await second.gogreen.end('SIGTERM');
  await vi.waitUntil(async () => !(await isPostgresRunning(dataDir)), { timeout: 20_000 });

  const stopped = await rotateKeys({ DATA_DIR: dataDir, GOGREEN_ENCRYPTION_KEYS: `${k2},${k1}` });
  expect(stopped).toMatchObject({ code: 0, output: expect.stringMatching(/after: \d+ with "k2"\n/) });
  expect(await isPostgresRunning(dataDir)).toBe(false);

  const third = await start({ GOGREEN_ENCRYPTION_KEYS: k2 });
  expect(await third.preview()).toMatchObject({ __typename: 'PreviewIntegrationPayload' });
  await third.gogreen.end('SIGTERM');
}, 120_000);
