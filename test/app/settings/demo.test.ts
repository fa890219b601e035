import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { endAll, isPostgresRunning, startGogreen } from '#test/support/process.ts';
import { runAt } from '#test/support/run-at.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

/** One data folder for the whole file: each test goes on where the one before it has stopped. */
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

const ReadDemo = graphql(`
  query ReadDemo {
    project(key: "demo") {
      flags(first: 5) { edges { node { key } } }
      integrations { name }
    }
  }
`);

async function demoWith(settings: Record<string, string>) {
  const gogreen = await startGogreen({ DATA_DIR: dataDir, PORT: String(port), ...settings });
  await gogreen.waitFor(/Ctrl-C stops everything/);
  const output = gogreen.output();
  const token = /Admin token +(\S+)/.exec(output)?.[1] ?? '';
  const { project } = await runAt(`http://127.0.0.1:${port}`, token).run(ReadDemo, {});
  const flags = project?.flags.edges.map(({ node }) => node.key).toSorted();
  const integrations = project?.integrations.map(({ name }) => name);
  expect(await gogreen.end('SIGTERM')).toBe(0);
  return { output, flags, integrations };
}

const flags = ['checkout-theme', 'new-checkout'];

test('a first start whose EGRESS_ALLOW leaves out loopback has the flags, and says why the inbox gets nothing', async () => {
  const demo = await demoWith({ EGRESS_ALLOW: 'example.com' });
  expect(demo).toMatchObject({ flags, integrations: [] });
  expect(demo.output).toMatch(/receives nothing: .*EGRESS_ALLOW/);
});

test('a later start that allows loopback completes the demo', async () => {
  const demo = await demoWith({});
  expect(demo).toMatchObject({ flags, integrations: ['Demo inbox'] });
  expect(demo.output).toContain('the received webhooks, newest first');
});

test('a start with other EGRESS_ALLOW, port and keys keeps the demo, and says why the inbox gets nothing', async () => {
  port = await findFreePort();
  const keys = `other:${Buffer.alloc(32, 9).toString('base64')}`;
  expect(await demoWith({ EGRESS_ALLOW: 'example.com' })).toMatchObject({
    flags,
    integrations: ['Demo inbox'],
  });
  const demo = await demoWith({ GOGREEN_ENCRYPTION_KEYS: keys });
  expect(demo).toMatchObject({ flags, integrations: ['Demo inbox'] });
  expect(demo.output).toContain('receives nothing: The log says what is wrong with its integration.');
});
