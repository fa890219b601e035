import { describe, expect } from 'vitest';
import { addService } from '#test/support/accounts.ts';
import { guardedFlag } from '#test/support/approvals.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import {
  expectAccessible,
  hasChromium,
  LOOKS,
  takeShot,
  testWithDashboard,
} from '#test/support/dashboard.ts';

const test = testWithDashboard();

describe.skipIf(!hasChromium)('a change of an environment that asks for approval', () => {
  test('is proposed on the page of the flag, approved by somebody else, and applied', async ({
    gogreen,
    visitor,
  }) => {
    const { projectKey, flagKey } = await guardedFlag(gogreen);
    const { token } = await addService(gogreen, { [projectKey]: 'EDITOR' });
    const author = await visitor.open();
    await author.goto(`/projects/${projectKey}/flags/${flagKey}?env=production`);
    await author.getByRole('switch').click();
    await author.getByText(/asks for 1 approval before/).waitFor();
    await author.getByText(/^\W*valid$/).waitFor();
    await author.getByRole('button', { name: /^Propose/ }).click();
    await author.getByText(/^Proposed:/).waitFor();

    const reviewer = await visitor.open({ token });
    await reviewer.goto(`/projects/${projectKey}/changes`);
    await reviewer.getByRole('link', { name: /Switched/ }).click();
    await reviewer.getByRole('heading', { name: 'What will change' }).waitFor();
    await reviewer.getByRole('button', { name: 'Approve', exact: true }).click();
    await reviewer.getByText(/^\W*approved$/).waitFor();
    await reviewer.getByRole('button', { name: 'Apply', exact: true }).click();
    await reviewer.getByText(/^\W*applied$/).waitFor();
    await expect.poll(() => author.getByRole('switch').getAttribute('aria-checked')).toBe('true');
  });

  test('cannot be approved by its author, and the button says why', async ({ gogreen, visitor }) => {
    const { projectKey, place } = await guardedFlag(gogreen);
    const { changeRequest } = await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/changes/${changeRequest?.id}`);
    const approve = page.getByRole('button', { name: /^Approve/ });
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    expect(await approve.getAttribute('title')).toMatch(/\w+ \w+/);
    await page.getByRole('button', { name: 'Cancel the request' }).click();
    await page.getByText(/^\W*cancelled$/).waitFor();
  });

  test('is rejected with a comment, and only with one', async ({ gogreen, visitor }) => {
    const { projectKey, place } = await guardedFlag(gogreen);
    const { token } = await addService(gogreen, { [projectKey]: 'EDITOR' });
    const { changeRequest } = await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    const page = await visitor.open({ token });
    await page.goto(`/projects/${projectKey}/changes/${changeRequest?.id}`);
    const reject = page.getByRole('button', { name: /^Reject/ });
    expect(await reject.getAttribute('title')).toBe('A rejection needs a comment');
    await page.getByLabel('Comment', { exact: true }).fill('Not on a Friday');
    await reject.click();
    await page.getByText(/^\W*rejected$/).waitFor();
    await page.getByText('Not on a Friday').first().waitFor();
  });

  test('is talked about, live and after a lost connection, and who only reads is told why not', async ({
    gogreen,
    visitor,
  }) => {
    const { projectKey, place } = await guardedFlag(gogreen);
    const editor = await addService(gogreen, { [projectKey]: 'EDITOR' });
    const reader = await addService(gogreen, { [projectKey]: 'VIEWER' });
    const { changeRequest } = await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
    const path = `/projects/${projectKey}/changes/${changeRequest?.id}`;
    const [one, other, third] = [
      await visitor.open(),
      await visitor.open({ token: editor.token }),
      await visitor.open({ token: reader.token }),
    ];
    for (const page of [one, other, third]) {
      await page.goto(path);
      await page.getByText('Nobody has written anything yet').waitFor();
    }
    await one.getByRole('button', { name: 'Comment', exact: true }).click();
    await expect.poll(() => one.getByLabel('Write a comment').getAttribute('aria-invalid')).toBe('true');
    await one.getByLabel('Write a comment').fill('Why on a <b>Friday</b>?');
    await one.getByRole('button', { name: 'Comment', exact: true }).click();
    await expect.poll(() => one.getByLabel('Write a comment').inputValue()).toBe('');
    for (const page of [one, other, third]) await page.getByText('Why on a <b>Friday</b>?').waitFor();
    await other.getByLabel('Write a comment').fill('The sale begins.');
    await other.getByRole('button', { name: 'Comment', exact: true }).click();
    for (const page of [one, third]) await page.getByText('The sale begins.').waitFor();
    await third.context().setOffline(true);
    await third.getByText('offline, connecting again').waitFor();
    await one.getByLabel('Write a comment').fill('It ends on Sunday.');
    await one.getByRole('button', { name: 'Comment', exact: true }).click();
    await other.getByText('It ends on Sunday.').waitFor();
    await third.context().setOffline(false);
    await third.getByText('It ends on Sunday.').waitFor();
    expect(await third.getByRole('button', { name: /^Comment/ }).getAttribute('title')).toBe(
      'Only editors and admins of the project may comment on changes.',
    );
  });

  test.for(LOOKS)(
    'is shown accessibly, in the list and on its page: %o',
    async (look, { gogreen, visitor }) => {
      const { projectKey, place } = await guardedFlag(gogreen);
      const { changeRequest } = await command(gogreen, 'proposeFlagChange', { ...place, enabled: true });
      const page = await visitor.open(look);
      for (const path of ['changes', `changes/${changeRequest?.id}`]) {
        await page.goto(`/projects/${projectKey}/${path}`);
        await page.getByText('waiting for approval').waitFor();
        await expectAccessible(page);
        await takeShot(page, path.replace(/\/.*/, '-page'), look);
      }
    },
  );
});

describe.skipIf(!hasChromium)('a change of an environment that asks for a confirmation', () => {
  test('is saved once the key of the environment is typed', async ({ gogreen, visitor }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', confirmChanges: true });
    const page = await visitor.open();
    await page.goto(`/projects/${projectKey}/flags/${key}?env=production`);
    await page.getByRole('switch').click();
    const save = page.getByRole('button', { name: /^Save/ });
    await expect.poll(() => save.getAttribute('title')).toBe('Confirm it with the key of the environment');
    await page.getByLabel('Type production to confirm').fill('production');
    await save.click();
    await page.getByText('changed, not saved').waitFor({ state: 'detached' });
    expect(await page.getByRole('switch').getAttribute('aria-checked')).toBe('true');
  });
});
