/** The dashboard in a real Chromium, through the real server. */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { builtDashboard } from '#src/http/dashboard/dashboard-folder.ts';
import { ADMIN_TOKEN, type TestApp } from '#test/support/app.ts';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { findProgram } from '#test/support/debian-program.ts';

/** Tests in a browser are skipped where there is none, and it cannot be installed. */
export const hasChromium = await findProgram('chromium', ['--version'], 'chromium');

export type Theme = 'light' | 'dark';

export interface Visitor {
  /** A page of a browser of its own, signed in as the admin unless it says otherwise. */
  open(options?: { token?: string | null; theme?: Theme; width?: number }): Promise<Page>;
}

/**
 * `testWithReceiver` with the dashboard and with somebody who visits it, as the fixture `visitor`. A test fails when a page
 * logs an error, which includes what its Content-Security-Policy refuses, or throws one.
 */
export function testWithDashboard() {
  return (
    testWithReceiver({
      dashboardFolder: builtDashboard,
      settings: { PUBLIC_URL: 'http://127.0.0.1' },
    })
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures it needs: none.
      .extend('browser', { scope: 'file' }, async ({}, { onCleanup }): Promise<Browser> => {
        // Chromium's sandbox does not run as root, which tests in containers are.
        const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
        const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
        onCleanup(() => browser.close());
        return browser;
      })
      .extend('visitor', async ({ gogreen, browser }, { onCleanup }): Promise<Visitor> => {
        const contexts: BrowserContext[] = [];
        const faults: string[] = [];
        onCleanup(async () => {
          await Promise.all(contexts.map((context) => context.close()));
          expect(faults).toEqual([]);
        });
        return {
          async open({ token = ADMIN_TOKEN, theme = 'light', width = 1280 } = {}) {
            const context = await browser.newContext({
              baseURL: gogreen.url,
              colorScheme: theme,
              viewport: { width, height: 860 },
              permissions: ['clipboard-read', 'clipboard-write'],
            });
            contexts.push(context);
            if (token !== null) await signIn(gogreen, context, token);
            const page = await context.newPage();
            page.on('console', (message) => {
              if (message.type() === 'error') faults.push(message.text());
            });
            page.on('pageerror', (error) => faults.push(String(error)));
            return page;
          },
        };
      })
  );
}

async function signIn({ url }: TestApp, context: BrowserContext, token: string): Promise<void> {
  const response = await context.request.post(`${url}/session`, {
    data: { token },
    headers: { origin: url },
  });
  expect(response.status()).toBe(204);
}

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails with what WCAG 2.2 AA has against the page as it is now. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated by the debugger, so that it runs below the page's own Content-Security-Policy.
  await page.evaluate(axe);
  const found = await page.evaluate(async (tags) => {
    const { axe: checker } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await checker.run(document, { runOnly: tags });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, RULES);
  expect(found).toEqual([]);
}

/** Every combination that pages are checked in. */
export const LOOKS = [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 360 },
  { theme: 'dark', width: 360 },
] as const;

/** Keeps a picture of the page in the folder that the setting SHOTS of the test run names, to be looked at. Without it nothing. */
export async function takeShot(
  page: Page,
  name: string,
  { theme, width }: (typeof LOOKS)[number],
): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder) await page.screenshot({ path: `${folder}/${name}-${theme}-${width}.png`, fullPage: true });
}
