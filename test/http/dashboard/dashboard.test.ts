/** The dashboard as it is served: its page, its files, and what they do not hide. */

import { rm } from 'node:fs/promises';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { startTestApp, testWithApp } from '#test/support/app.ts';
import { buildDashboard, SCRIPT } from '#test/support/dashboard-folder.ts';
import { makeTemporaryFolder } from '#test/support/temporary-postgres.ts';

let folder: string;
beforeAll(async () => {
  folder = await buildDashboard();
});
afterAll(() => rm(folder, { recursive: true }));

const test = testWithApp(() => ({ worker: false, dashboardFolder: folder }));
const script = '/assets/index-4fV1xk2a.js';

describe('the page of the dashboard', () => {
  test.for([
    '/',
    '/sign-in',
    '/me',
    '/design',
    '/settings/users',
    '/projects/shop/flags/new-checkout',
    '/projects/shop/integrations/intg_1',
    '/projects/shop/changes/cr_1?tab=diff',
    '/projects/shop/deliveries/dlv_1',
  ])('is at %s, and is asked for again each time', async (path, { gogreen }) => {
    const response = await fetch(`${gogreen.url}${path}`, { redirect: 'manual' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
    expect(await response.text()).toContain(`src="${script}"`);
  });

  test('names its base and its files below the path of PUBLIC_URL, which a proxy removes', async () => {
    const settings = { PUBLIC_URL: 'https://example.com/tools/gogreen' };
    const below = await startTestApp({ worker: false, dashboardFolder: folder, settings });
    const page = await (await fetch(`${below.url}/projects/shop/flags/a`)).text();
    expect(page).toContain('<meta name="gogreen-base" content="/tools/gogreen/" />');
    expect(page).toContain(`src="/tools/gogreen${script}"`);
    expect(page).not.toContain('"./');
    await below.close();
  });

  test.for([
    '/nowhere',
    '/index.html',
    '/projects',
    '/assets/',
    '/assets/index-old.js',
    '/.env',
    '/sign-in/x',
  ])('is not at %s, which is unknown', async (path, { gogreen }) => {
    const response = await fetch(`${gogreen.url}${path}`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
  });

  test.for<[path: string, type: string]>([
    ['/health/live', 'application/json'],
    ['/metrics', 'text/plain'],
    ['/icon.svg', 'image/svg+xml'],
    ['/graphiql', 'text/html'],
  ])('leaves %s alone', async ([path, type], { gogreen }) => {
    const response = await fetch(`${gogreen.url}${path}`);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('content-security-policy')).not.toContain('trusted-types');
  });
});

describe('the files of the dashboard', () => {
  test('are kept for ever where their name says what is in them', async ({ gogreen }) => {
    const response = await fetch(`${gogreen.url}${script}`);
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await response.text()).toBe(SCRIPT);
  });

  test('are asked for again where it does not', async ({ gogreen }) => {
    const response = await fetch(`${gogreen.url}/theme.js`);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(response.headers.get('etag')).toBeTruthy();
  });

  test.for(['br', 'gzip'])('are sent as the build compressed them: %s', async (encoding, { gogreen }) => {
    const response = await fetch(`${gogreen.url}${script}`, { headers: { 'accept-encoding': encoding } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await response.text()).toBe(SCRIPT);
  });

  test.for(['/assets/../../package.json', '/assets/..%2f..%2fpackage.json', '/theme.js%00', `${script}.br`])(
    'are all that is found in their folder, also by %s',
    async (path, { gogreen }) => {
      // fetch would tidy the path up.
      const { hostname, port } = new URL(gogreen.url);
      const status = await new Promise((resolve, reject) => {
        request({ hostname, port, path }, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end();
      });
      expect([400, 404]).toContain(status);
    },
  );
});

test('the files of the dashboard do not count against the rate limit of the address, as its page does', async () => {
  const settings = { RATE_LIMIT_PER_ADDRESS: '1' };
  const limited = await startTestApp({ worker: false, dashboardFolder: folder, settings });
  const statusOf = async (path: string) => (await fetch(`${limited.url}${path}`)).status;
  expect([await statusOf(script), await statusOf(script), await statusOf('/theme.js')]).toEqual([
    200, 200, 200,
  ]);
  expect([await statusOf('/'), await statusOf('/')]).toEqual([200, 429]);
  await limited.close();
});

test('where the dashboard was not built, its pages say so', async () => {
  const empty = await makeTemporaryFolder();
  const gogreen = await startTestApp({ worker: false, dashboardFolder: empty });
  for (const path of ['/', '/sign-in', '/projects/shop/flags/a']) {
    const response = await fetch(`${gogreen.url}${path}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/plain; charset=utf-8',
    ]);
    expect(await response.text()).toMatch(/^The dashboard was not built: /);
  }
  await gogreen.close();
  await rm(empty, { recursive: true });
});
