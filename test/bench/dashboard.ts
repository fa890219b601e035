/**
 * The dashboard in Chromium. How long after a change by somebody else its list of flags shows it, beside a client of the
 * subscription that does nothing with it; and how long after the last letter a search over many flags shows its rows, beside
 * the same query over HTTP.
 */

import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import type { Bench, Measurement } from '#test/bench/bench.ts';
import { type Product, startProduct, TOKEN } from '#test/bench/product.ts';
import { ENVIRONMENT, flagKey, lastSequence, makeProject, PROJECT, setEnabled } from '#test/bench/shop.ts';
import { percentile } from '#test/bench/statistics.ts';
import { subscribe } from '#test/bench/subscribe.ts';

const EVERY_MS = 100;

export async function measureDashboard({ postgres, options, say }: Bench): Promise<Measurement[]> {
  const { rounds, changes, listedFlags } = options.size;
  await using open = new AsyncDisposableStack();
  const databaseUrl = await postgres.createDatabase('dashboard');
  const settings = { DASHBOARD: 'on', PUBLIC_URL: 'http://127.0.0.1' };
  const product = open.use(
    await startProduct({ databaseUrl, role: 'all', profileDir: options.profileDir, settings }),
  );
  await makeProject(product, listedFlags);
  const page = await openList(product, open);
  say(`dashboard, ${listedFlags} flags`);

  const shown: number[][] = [];
  const received: number[][] = [];
  const searched: number[][] = [];
  const answered: number[][] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`dashboard, round ${round} of ${rounds}`);
    received.push(await measureReceived(product, changes));
    shown.push(await measureShown(product, page, changes));
    answered.push(await measureAnswers(product, SEARCHES));
    searched.push(await measureSearches(page, SEARCHES));
  }
  const rows = (name: string, percent: number, ours: number[][], floor: number[][]): Measurement => ({
    name: `${name}, p${percent}`,
    unit: 'ms',
    product: ours.map((round) => percentile(round, percent)),
    floor: floor.map((round) => percentile(round, percent)),
  });
  return [
    rows('change sent → on the screen', 50, shown, received),
    rows('change sent → on the screen', 95, shown, received),
    rows(`search over ${listedFlags} flags → rows`, 50, searched, answered),
    rows(`search over ${listedFlags} flags → rows`, 95, searched, answered),
  ];
}

async function openList({ port }: Product, open: AsyncDisposableStack): Promise<Page> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
  open.defer(() => browser.close());
  const url = `http://127.0.0.1:${port}`;
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 860 } });
  const signedIn = await context.request.post('/session', {
    data: { token: TOKEN },
    headers: { origin: url },
  });
  if (!signedIn.ok()) throw new Error(`not signed in: ${await signedIn.text()}`);
  const page = await context.newPage();
  await page.goto(`/projects/${PROJECT}/flags`);
  await page.getByRole('switch').first().waitFor();
  return page;
}

/** From sending the mutation to the new state of the switch in the page. */
async function measureShown(product: Product, page: Page, count: number): Promise<number[]> {
  const times: number[] = [];
  const isOn = () => page.getByRole('switch', { name: LABEL, exact: true }).getAttribute('aria-checked');
  let enabled = (await isOn()) !== 'true';
  for (let n = 0; n < count; n++, enabled = !enabled) {
    const seen = page.evaluate(
      ([label, state]) =>
        new Promise<number>((resolve) => {
          const control = document.querySelector(`[aria-label="${label}"]`);
          const observer = new MutationObserver(() => {
            if (document.querySelector(`[aria-label="${label}"]`)?.getAttribute('aria-checked') !== state)
              return;
            observer.disconnect();
            resolve(performance.timeOrigin + performance.now());
          });
          const table = control?.closest('table');
          if (table) observer.observe(table, { attributes: true, childList: true, subtree: true });
        }),
      [LABEL, String(enabled)] as const,
    );
    await delay(EVERY_MS);
    const sentAt = performance.timeOrigin + performance.now();
    await setEnabled(product, 0, enabled);
    times.push((await seen) - sentAt);
  }
  return times;
}

const LABEL = `${flagKey(0)} in Production`;

async function measureReceived(product: Product, count: number): Promise<number[]> {
  const socket = await subscribe(product, await lastSequence(product));
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    await delay(EVERY_MS);
    const sentAt = performance.now();
    const received = once(socket, 'message');
    await setEnabled(product, 1, n % 2 === 0);
    await received;
    times.push(performance.now() - sentAt);
  }
  // As it was, for the next round.
  if (count % 2 === 1) await setEnabled(product, 1, false);
  socket.close();
  return times;
}

/** Parts of keys that few flags have. */
const SEARCHES = ['11', '222', '33', '404', '57', '466', '71', '288', '99', '123'];

async function measureSearches(page: Page, texts: string[]): Promise<number[]> {
  const times: number[] = [];
  const field = page.getByRole('searchbox');
  for (const text of texts) {
    await field.fill(text);
    times.push(await untilRows(page, text));
  }
  await field.fill('');
  await untilRows(page, flagKey(0));
  return times;
}

/** From now until every row of the list has the text in it. */
async function untilRows(page: Page, text: string): Promise<number> {
  const start = performance.now();
  await page.waitForFunction(
    (part) => {
      const rows = [...document.querySelectorAll('tbody tr')];
      return part.startsWith('flag-')
        ? rows[0]?.textContent?.includes(part)
        : rows.length > 0 && rows.every((row) => row.textContent?.includes(part));
    },
    text,
    { polling: 'raf' },
  );
  return performance.now() - start;
}

async function measureAnswers(product: Product, texts: string[]): Promise<number[]> {
  const times: number[] = [];
  for (const search of texts) {
    const start = performance.now();
    await product.send(SEARCH, { key: PROJECT, search, environment: ENVIRONMENT });
    times.push(performance.now() - start);
  }
  return times;
}

const SEARCH = `query BenchSearch($key: String!, $search: String!, $environment: String!) {
  project(key: $key) {
    flags(first: 50, filter: { search: $search }) {
      totalCount
      edges { node { id key name tags environment(key: $environment) { enabled summary } } }
    }
  }
}`;
