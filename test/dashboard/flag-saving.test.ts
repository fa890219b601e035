import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import type { UpdateEnvironmentInput } from '#generated/graphql/graphql.ts';
import type { TestApp } from '#test/support/app.ts';
import { createFlag, createProject, succeeded, updateFlag } from '#test/support/builders.ts';
import { expectAccessible, hasChromium, LOOKS, testWithDashboard } from '#test/support/dashboard.ts';

const test = testWithDashboard();

const STORED = graphql(`
  query StoredFlag($projectKey: String!, $key: String!) {
    flag(projectKey: $projectKey, key: $key) {
      name
      owner
      variations { key name description }
      environments { enabled codeLike }
    }
  }
`);

const GUARD = graphql(`
  mutation GuardEnvironment($input: UpdateEnvironmentInput!) {
    updateEnvironment(input: $input) { __typename ... on Error { message } }
  }
`);

async function guard(gogreen: TestApp, input: UpdateEnvironmentInput) {
  succeeded((await gogreen.run(GUARD, { input })).updateEnvironment);
}

const COLOURS = ['red', 'green', 'blue'].map((key) => ({ key, value: key, description: `it is ${key}` }));

describe.skipIf(!hasChromium)('the draft of a flag', () => {
  test('stays with its flag when another one is opened', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const mine = await createFlag(gogreen, { projectKey, name: 'The first one' });
    await createFlag(gogreen, { projectKey, name: 'The second one' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${mine.key}`);
    await page.getByRole('switch').click();
    await page.getByText('changed, not saved').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByLabel('Search flags, pages').fill('second');
    await page.getByRole('option', { name: /The second one/ }).click();
    await page.getByRole('heading', { name: 'The second one' }).waitFor();
    await expect.poll(() => page.getByRole('switch').getAttribute('aria-checked')).toBe('false');
    expect(await page.getByText('changed, not saved').count()).toBe(0);
    await page.goBack();
    await page.getByRole('heading', { name: 'The first one' }).waitFor();
    await page.getByText('changed, not saved').waitFor();
  });

  test('is saved with the value that is still being typed, and not while a dialog is open', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('button', { name: 'Copy from…' }).click();
    await page.getByRole('button', { name: /^From / }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Copy from…');
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByLabel('Attribute of clause 1 of rule 1').fill('country');
    await page.getByRole('button', { name: 'GraphQL' }).click();
    await page.keyboard.press('Control+s');
    await page.keyboard.press('Escape');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent), {
        message: 'the focus is given back',
      })
      .toBe('GraphQL');
    const before = await gogreen.run(STORED, { projectKey, key });
    expect(before.flag?.environments[0]?.codeLike).not.toContain('IF');
    await page.getByLabel('Values of clause 1 of rule 1').fill('DE');
    await page.keyboard.press('Control+s');
    await page.getByText('changed, not saved').waitFor({ state: 'detached' });
    const { flag } = await gogreen.run(STORED, { projectKey, key });
    expect(flag?.environments[0]?.codeLike).toContain('IF country EQUALS "DE"');
  });

  test('can be saved once the server answers again: it is checked again by itself, and by hand', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('switch').waitFor();
    const refuse = (code: string) =>
      page.route('**/graphql', (route) =>
        route.request().postData()?.includes('previewFlagChange')
          ? route.fulfill({
              json: { data: null, errors: [{ message: 'Not now.', extensions: { code } }] },
            })
          : route.continue(),
      );
    await refuse('UNAVAILABLE');
    await page.getByRole('switch').click();
    await page.getByText('The change cannot be checked').waitFor();
    const save = page.getByRole('button', { name: /^Save/ });
    expect(await save.getAttribute('title')).toBe('Not now.');
    await page.unroute('**/graphql');
    await page.getByText('valid').waitFor();
    await refuse('FORBIDDEN');
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByText('The change cannot be checked').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The change cannot be checked').waitFor({ state: 'detached' });
  });

  test('is proposed where approvals were switched on meanwhile', async ({ gogreen, visitor }) => {
    const { key: projectKey, environments } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('switch').click();
    await page.getByText('valid').waitFor();
    await guard(gogreen, { projectKey, key: environments[0]?.key ?? '', requiresApproval: true });
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.getByRole('button', { name: /^Propose/ }).click();
    await page.getByText(/^Proposed:/).waitFor();
  });

  test('asks for the key where the environment has been guarded meanwhile', async ({ gogreen, visitor }) => {
    const { key: projectKey, environments } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const environment = environments[0]?.key ?? '';
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('switch').click();
    await page.getByText('valid').waitFor();
    await guard(gogreen, { projectKey, key: environment, confirmChanges: true });
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.getByLabel(`Type ${environment} to confirm`).fill(environment);
    await page.keyboard.press('Control+s');
    await page.getByText('changed, not saved').waitFor({ state: 'detached' });
    expect((await gogreen.run(STORED, { projectKey, key })).flag?.environments[0]?.enabled).toBe(true);
  });

  test.for(LOOKS)('names variations that others have deleted: %o', async (look, { gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey, kind: 'STRING', variations: COLOURS });
    const page = await visitor.open(look);
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByLabel('What everybody else serves').selectOption({ label: 'a rollout by percentage…' });
    const off = page.getByLabel('WHILE OFF SERVE');
    await off.selectOption('green');
    await page.getByText('changed, not saved').waitFor();
    const { environments } = (await gogreen.run(STORED, { projectKey, key })).flag ?? {};
    const served = /"(\w+)"/.exec(environments?.[0]?.codeLike ?? '')?.[1];
    expect(served).not.toBe('green');
    await updateFlag(gogreen, {
      projectKey,
      key,
      variations: COLOURS.filter((each) => each.key !== 'green'),
    });
    await off.getByText('green (deleted)').waitFor({ state: 'attached' });
    expect(await off.inputValue()).toBe('green');
    await page.getByText('green (deleted)').first().waitFor({ state: 'attached' });
    expect(await page.getByLabel('Percentage of green in everybody else').inputValue()).toMatch(/^33/);
    await page
      .getByRole('list', { name: 'Faults' })
      .getByText(/While off: /)
      .waitFor();
    await expectAccessible(page);
  });
});

describe.skipIf(!hasChromium)('what is typed about a flag', () => {
  test('in its variations is kept on another tab, over a reload and when others save, and what is not shown is not lost', async ({
    gogreen,
    visitor,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey, kind: 'STRING', variations: COLOURS });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}?tab=variations`);
    const name = page.getByLabel('Name').first();
    await name.fill('Mine');
    await page.getByRole('button', { name: 'Targeting', exact: true }).click();
    await page.getByRole('button', { name: 'Variations', exact: true }).click();
    expect(await name.inputValue()).toBe('Mine');
    await page.reload();
    await name.waitFor();
    expect(await name.inputValue()).toBe('Mine');
    await updateFlag(gogreen, { projectKey, key, name: 'Renamed elsewhere' });
    await page.getByRole('heading', { name: 'Renamed elsewhere' }).waitFor();
    expect(await name.inputValue()).toBe('Mine');
    await updateFlag(gogreen, {
      projectKey,
      key,
      variations: COLOURS.map((each) => ({ ...each, name: 'Theirs' })),
    });
    await page.getByText('Somebody else has changed the variations meanwhile').waitFor();
    expect(await name.inputValue()).toBe('Mine');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Keep mine', exact: true }).click();
    await page.getByRole('button', { name: 'Save variations' }).click();
    await page.getByText('The variations are saved.').waitFor();
    const { flag } = await gogreen.run(STORED, { projectKey, key });
    expect(flag?.variations[0]).toEqual({ key: 'red', name: 'Mine', description: 'it is red' });
    await name.fill('Again');
    await updateFlag(gogreen, {
      projectKey,
      key,
      variations: COLOURS.map((each) => ({ ...each, name: 'Theirs' })),
    });
    await page.getByRole('button', { name: 'Take theirs', exact: true }).click();
    await expect.poll(() => name.inputValue()).toBe('Theirs');
  });

  test('in its details leaves alone what others have saved meanwhile', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey, owner: 'Team A' });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('button', { name: 'Edit details' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Named here');
    await updateFlag(gogreen, { projectKey, key, owner: 'Team B' });
    await page.getByText('Team B').waitFor({ state: 'attached' });
    await dialog.getByRole('button', { name: 'Save details' }).click();
    await dialog.getByText(/Somebody else has saved this flag/).waitFor();
    await dialog.getByRole('button', { name: 'Save details' }).click();
    await dialog.waitFor({ state: 'detached' });
    const { flag } = await gogreen.run(STORED, { projectKey, key });
    expect(flag).toMatchObject({ name: 'Named here', owner: 'Team B' });
  });
});

describe.skipIf(!hasChromium)('on a page without HTTPS', () => {
  test('rules can be added, and texts can be copied', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    const page = await visitor.open();
    await page.addInitScript(() => {
      Reflect.deleteProperty(Crypto.prototype, 'randomUUID');
      Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });
    });
    await page.goto(`/projects/${projectKey}/flags/${key}`);
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByRole('button', { name: 'GraphQL' }).click();
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Comment').focus();
    await page.keyboard.press('Control+v');
    expect(await page.getByLabel('Comment').inputValue()).toContain('curl -s ');
  });
});
