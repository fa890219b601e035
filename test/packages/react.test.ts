/** The page of docs/applications.md, with the published packages, in a real Chromium. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { hasChromium } from '#test/support/dashboard.ts';
import { readPage } from '#test/support/doc-pages.ts';
import { eventually } from '#test/support/eventually.ts';
import { flag, startFakeGoGreen } from '#test/support/fake-gogreen.ts';
import { type InstalledPackages, installPublishedPackages } from '#test/support/published-packages.ts';

const proOnly = flag('no', {
  rules: [
    {
      id: 'r',
      clauses: [{ attribute: 'plan', operator: 'EQUALS', values: ['pro'] }],
      serve: { variation: 'yes' },
    },
  ],
});

describe.skipIf(!hasChromium)('the React page of docs/applications.md', () => {
  let published: InstalledPackages;
  beforeAll(async () => {
    const others = [
      '@openfeature/web-sdk',
      '@openfeature/core',
      '@openfeature/react-sdk',
      'react',
      'react-dom',
    ];
    published = await installPublishedPackages(others);
  });
  afterAll(() => published?.remove());

  /** Builds the page for this GoGreen and serves it. Answers with its address. */
  async function servePage(url: string): Promise<string> {
    const folder = path.join(published.folder, 'page');
    await mkdir(folder, { recursive: true });
    const [, text = ''] = /^```tsx\n(\/\/ main\.tsx\n.*?)^```/ms.exec(readPage('applications.md')) ?? [];
    await writeFile(path.join(folder, 'main.tsx'), text);
    await writeFile(
      path.join(folder, 'index.html'),
      '<body><script type="module" src="./main.tsx"></script></body>',
    );
    await build({
      root: folder,
      configFile: false,
      logLevel: 'error',
      base: './',
      define: {
        'import.meta.env.VITE_GOGREEN_URL': JSON.stringify(url),
        'import.meta.env.VITE_GOGREEN_KEY': '"gogreen_ck_1"',
      },
    });
    const server = createServer(async (request, response) => {
      const name = request.url === '/' ? 'index.html' : (request.url ?? '');
      const body = await readFile(path.join(folder, 'dist', name)).catch(() => null);
      const type = name.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  test('it shows the flag, its changes, and the values of another user, and those of the last visit while GoGreen is away', async () => {
    const fake = await startFakeGoGreen({ 'new-checkout': proOnly });
    const address = await servePage(fake.url);
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    onTestFinished(() => browser.close());
    const context = await browser.newContext();
    const page = await context.newPage();
    const heading = () => page.getByRole('heading').textContent();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.goto(address);
    await eventually(async () => expect(await heading()).toBe('New checkout'));

    fake.change({ 'new-checkout': flag('no') });
    await eventually(async () => expect(await heading()).toBe('Checkout'));
    fake.change({ 'new-checkout': proOnly });
    await eventually(async () => expect(await heading()).toBe('New checkout'));

    await page.getByRole('button').click();
    await eventually(async () => expect(await heading()).toBe('Checkout'));
    expect(JSON.parse(fake.requests.at(-1)?.body ?? '')).toEqual({
      context: { targetingKey: 'user-7', plan: 'free' },
    });

    // The copy of the first user's values is that of the last state: a visit of theirs leaves it again.
    await page.reload();
    await eventually(async () => expect(await heading()).toBe('New checkout'));
    await eventually(async () =>
      expect(await page.evaluate('localStorage.getItem("gogreen.default")')).toContain('yes'),
    );
    fake.troubles.set('*', { status: 503 });
    await page.reload();
    await eventually(async () => expect(await heading()).toBe('New checkout'));
    expect(faults).toEqual([]);
  });
});
