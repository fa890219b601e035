import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import {
  createFlag,
  createProject,
  createWebhook,
  setFlagEnabled,
  updateFlag,
} from '#test/support/builders.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';

const test = testWithDashboard();

const rowsOf = (page: Page) => page.getByRole('table').locator('tbody tr');

describe.skipIf(!hasChromium)('the event log', () => {
  test('shows an event when it happens, and its deliveries as they end', async ({
    gogreen,
    receiver,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    await createWebhook(gogreen, { projectKey, url: receiver.url, name: 'Cache invalidation' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/events`);
    await page.getByRole('button', { name: 'Event 1' }).waitFor();
    await setFlagEnabled(gogreen, { projectKey, flagKey: key, environmentKey: 'production', enabled: true });
    const row = rowsOf(page).filter({ hasText: 'Switched the flag on' });
    await row.getByRole('img', { name: '1 delivered' }).waitFor();
    await row.getByRole('button', { name: 'Event 2' }).click();
    await page.getByLabel('What changes').getByText('SERVE').first().waitFor();
    await page.getByRole('link', { name: /Cache invalidation.*delivered/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('open')).toContain('2');
  });

  test('keeps what is shown in place while somebody reads, and offers what is new', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/events`);
    await page.getByRole('button', { name: 'Event 1' }).click();
    for (const owner of ['Ada', 'Grace', 'Joan']) await updateFlag(gogreen, { projectKey, key, owner });
    const more = page.getByRole('button', { name: '3 new' });
    await more.waitFor();
    expect(await page.getByRole('button', { name: 'Event 4' }).count()).toBe(0);
    await more.click();
    for (const sequence of [4, 3, 2, 1])
      await page.getByRole('button', { name: `Event ${sequence}`, exact: true }).waitFor();
  });

  test('has the events that happened while the connection was lost', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.routeWebSocket(/graphql/, (socket) => {
      const server = socket.connectToServer();
      setTimeout(() => void server.close({ code: 1012 }), 1_000);
      setTimeout(() => void socket.close({ code: 1012 }), 1_000);
    });
    await page.goto(`/projects/${projectKey}/events`);
    await page.getByRole('button', { name: 'Event 1' }).waitFor();
    for (let number = 0; number < 12; number += 1) {
      await updateFlag(gogreen, { projectKey, key, owner: `Team ${number}` });
      await page.waitForTimeout(200);
    }
    await page.getByRole('button', { name: 'Event 13' }).waitFor();
    const names = await page.getByRole('button', { name: /^Event \d/ }).allInnerTexts();
    expect(names.map((name) => Number(name.match(/\d+/)?.[0]))).toEqual([
      13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
  });

  test('is filtered by its address, and by hand', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey, key: 'new-checkout' });
    await createFlag(gogreen, { projectKey, key: 'old-banner' });
    await updateFlag(gogreen, { projectKey, key, owner: 'Ada', comment: 'As agreed in WEB-7' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/events?types=["FLAG_CREATED"]`);
    await page.getByText('2 events').waitFor();
    await page.locator('summary', { hasText: /^Flag/ }).click();
    await page.getByLabel('Key of the flag').fill('old-banner');
    await page.keyboard.press('Enter');
    await page.getByText('1 event', { exact: true }).waitFor();
    for (const name of ['Flag', 'Type'])
      await page.getByRole('button', { name: `Remove the filter ${name}` }).click();
    await page.getByText('3 events').waitFor();
    await page.getByRole('searchbox', { name: /^Search/ }).fill('web-7');
    await page.getByText('1 event', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('1 event', { exact: true }).waitFor();
    await page.getByText('As agreed in WEB-7').waitFor();
  });

  test('is saved as CSV and as JSON, without formulas', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    await updateFlag(gogreen, { projectKey, key, owner: 'Ada', comment: '=HYPERLINK("x"), "quoted"' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/events`);
    await page.getByRole('button', { name: 'Export…' }).click();
    const save = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name }).click(),
      ]);
      return readFile(await download.path(), 'utf8');
    };
    const lines = (await save('Save as CSV')).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`"'=HYPERLINK(""x""), ""quoted"""`);
    await page.getByText('2 events were saved.').waitFor();
    expect(JSON.parse(await save('Save as JSON'))).toMatchObject([
      { sequence: 2, flag: key, comment: '=HYPERLINK("x"), "quoted"' },
      { sequence: 1 },
    ]);
  });

  test('has a page for each event', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const change = { projectKey, flagKey, environmentKey: 'production' };
    await setFlagEnabled(gogreen, { ...change, enabled: true, comment: 'For everybody' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/events/2`);
    await page.getByRole('heading', { name: 'Event 2' }).waitFor();
    await page.getByText('For everybody').waitFor();
    await page.getByLabel('Before').getByText('SERVE').waitFor();
    await page.getByRole('link', { name: 'Previous' }).click();
    await page.getByRole('heading', { name: 'Event 1' }).waitFor();
    await page.goto(`/projects/${projectKey}/events/99`);
    await page.getByText('There is no event 99').waitFor();
  });

  test('shows names and comments with markup, and characters that turn the text around, as text', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const markup = '<img src=x onerror=alert(1)> \u202Egnp.exe';
    const { key } = await createFlag(gogreen, { projectKey, name: markup });
    await updateFlag(gogreen, { projectKey, key, owner: markup, comment: markup });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/events`);
    await page.getByRole('button', { name: 'Event 2' }).click();
    await page.getByText('‹U+202E›').first().waitFor();
    expect(await page.locator('main img').count()).toBe(0);
  });

  test.for(LOOKS)('is accessible: %o', async (look, { gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    await updateFlag(gogreen, { projectKey, key, owner: 'Ada', comment: 'As agreed' });
    const page = await visitor.open(look);
    await page.goto(`/projects/${projectKey}/events?open=["2"]`);
    await page.getByRole('link', { name: 'Open the event' }).waitFor();
    await expectAccessible(page);
    await page.locator('summary', { hasText: /^Type/ }).click();
    await expectAccessible(page);
    await page.goto(`/projects/${projectKey}/events/2`);
    await page.getByRole('heading', { name: 'Event 2' }).waitFor();
    await expectAccessible(page);
  });
});
