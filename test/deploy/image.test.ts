/** The image, without an engine: what the Dockerfile's lines make, run by an ordinary user who can write nothing. */

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { findFreePort } from '#src/platform/embedded-postgres/free-port.ts';
import { createTestDatabase, type TestDatabase } from '#test/support/database.ts';
import { buildImage, type Image } from '#test/support/dockerfile.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const isRoot = process.getuid?.() === 0;
const token = 'image-test-admin-token-0123456789';

let target: string;
let image: Image;
let database: TestDatabase;
let receiver: Receiver;
let container: ChildProcess | undefined;

beforeAll(async () => {
  target = await mkdtemp(path.join(tmpdir(), 'gogreen-image-'));
  await chmod(target, 0o755);
  // Our own may be in a folder that the image's user cannot read.
  await copyFile(process.execPath, path.join(target, 'node'));
  [image, database, receiver] = await Promise.all([
    buildImage(root, target),
    createTestDatabase(),
    startReceiver(),
  ]);
  // Without root everything belongs to us, as it would to the image's user.
  if (!isRoot) await run('chmod', ['-R', 'a-w', image.folder]);
}, 600_000);

afterAll(async () => {
  container?.kill('SIGKILL');
  if (!isRoot) await run('chmod', ['-R', 'u+w', image.folder]);
  await rm(target, { recursive: true, force: true });
  await database.drop();
  await receiver.close();
});

/** Runs a command of the image as its user, with these settings and no others. */
function start([program = '', ...args]: string[], settings: Record<string, string>): ChildProcess {
  return spawn(program === 'node' ? path.join(target, 'node') : program, args, {
    cwd: image.folder,
    env: { PATH: '/usr/bin:/bin', ...image.environment, ...settings },
    ...(isRoot && image.user),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function healthOf(port: number): Promise<number> {
  const [code] = await once(start(image.healthCheck, { PORT: String(port) }), 'exit');
  return code;
}

async function send(port: number, query: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

test('the image starts as an ordinary user with a read-only folder, delivers a change, and ends at SIGTERM', async () => {
  expect(image.user.uid).toBe(1000);
  const port = await findFreePort();
  container = start(image.command, {
    DATABASE_URL: database.url,
    GOGREEN_ADMIN_TOKEN: token,
    GOGREEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 5).toString('base64')}`,
    EGRESS_ALLOW: '127.0.0.1',
    PORT: String(port),
  });
  let output = '';
  for (const stream of [container.stdout, container.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  expect(await healthOf(port), 'the health check before it listens').toBe(1);
  const startup = { timeout: 100_000, interval: 250 };
  await vi.waitFor(async () => {
    expect(container?.exitCode, output).toBeNull();
    expect(await healthOf(port)).toBe(0);
  }, startup);

  const page = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept: 'text/html' } });
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>GoGreen</title>')]);
  const project = 'createProject(input: { key: "shop", name: "Shop" }) { __typename }';
  const flag = 'createFlag(input: { projectKey: "shop", key: "sale", kind: BOOLEAN }) { __typename }';
  const webhook = `createIntegration(input: { projectKey: "shop", name: "Hook", eventTypes: [FLAG_UPDATED],
    provider: { webhook: { url: "${receiver.url}" } } }) { __typename }`;
  const toggle =
    'setFlagEnabled(input: { projectKey: "shop", flagKey: "sale", environmentKey: "production", enabled: true }) { __typename }';
  expect(await send(port, `mutation { a: ${project} b: ${flag} c: ${webhook} d: ${toggle} }`)).toEqual({
    data: {
      a: { __typename: 'CreateProjectPayload' },
      b: { __typename: 'CreateFlagPayload' },
      c: { __typename: 'CreateIntegrationPayload' },
      d: { __typename: 'SetFlagEnabledPayload' },
    },
  });
  await receiver.waitFor(1);
  container.kill('SIGTERM');
  const [code] = await once(container, 'exit');
  expect(code, output).toBe(0);
}, 120_000);

test('the image has what the server needs, and neither tests, sources of the dashboard nor a second Node', async () => {
  expect((await readdir(image.folder)).sort()).toEqual([
    '.gogreen',
    'dashboard',
    'generated',
    'node_modules',
    'package-lock.json',
    'package.json',
    'packages',
    'prisma',
    'prisma.config.ts',
    'scripts',
    'src',
    'tsconfig.json',
  ]);
  const has = (name: string) => existsSync(path.join(image.folder, name));
  expect(
    ['dashboard/src', 'node_modules/node', 'node_modules/vitest', 'node_modules/@biomejs'].filter(has),
  ).toEqual([]);
});
