import { describe, expect } from 'vitest';
import type { JiraInput } from '#generated/graphql/graphql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject, updateFlag } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { eventually } from '#test/support/eventually.ts';
import { updateIntegration } from '#test/support/integrations.ts';
import { statuses } from '#test/support/jira.ts';
import {
  createJira,
  type JiraSender,
  type Move,
  moveIssue,
  readReceived,
  sendMove,
} from '#test/support/jira-webhooks.ts';
import { createLinkedFlag, readFlag } from '#test/support/linked-flag.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const HOUR_MS = 3_600_000;
const test = testWithApp({ worker: false });
let projectKey: string;

test.beforeEach(async ({ gogreen }) => {
  ({ key: projectKey } = await createProject(gogreen));
});

const jiraWith = (gogreen: TestApp, jira: Partial<JiraInput> = {}) =>
  createJira(gogreen, { projectKey, ...jira });
const flagOf = (gogreen: TestApp, ...issueKeys: string[]) =>
  createLinkedFlag(gogreen, projectKey, ...issueKeys);
const look = (gogreen: TestApp, flagKey: string) => readFlag(gogreen, projectKey, flagKey);

const move = (gogreen: TestApp, jira: JiraSender, what: Partial<Move> & { issueKey: string }) =>
  moveIssue(gogreen, jira, what);

describe('the effect of a webhook, with its reason in receivedWebhooks', () => {
  async function expectIgnored(
    gogreen: TestApp,
    jira: JiraSender,
    what: Partial<Move> & { issueKey: string },
    detail: string,
    flagKey: string,
  ): Promise<void> {
    const before = await look(gogreen, flagKey);
    expect(await move(gogreen, jira, what)).toMatchObject({ outcome: 'IGNORED', detail });
    expect(await look(gogreen, flagKey)).toEqual(before);
  }

  test('a webhook of a Jira project that the integration does not handle changes nothing', async ({
    gogreen,
  }) => {
    const flagKey = await flagOf(gogreen, 'OPS-1', 'WEB-1');
    const jira = await jiraWith(gogreen, { projectKeys: ['WEB', 'APP'] });
    await expectIgnored(
      gogreen,
      jira,
      { issueKey: 'OPS-1' },
      'The integration does not handle the Jira project of OPS-1, only WEB, APP.',
      flagKey,
    );
    expect(await move(gogreen, jira, { issueKey: 'WEB-1' })).toMatchObject({ outcome: 'APPLIED' });
  });

  test('a webhook of an issue that only flags of another project are linked to changes nothing', async ({
    gogreen,
  }) => {
    const { key: other } = await createProject(gogreen);
    const foreign = await createLinkedFlag(gogreen, other, 'WEB-1');
    const own = await flagOf(gogreen, 'WEB-2');
    const jira = await jiraWith(gogreen);
    await expectIgnored(
      gogreen,
      jira,
      { issueKey: 'WEB-1' },
      `No flag of "${projectKey}" is linked to WEB-1.`,
      own,
    );
    expect(await readFlag(gogreen, other, foreign)).toMatchObject({ lifecycle: 'ACTIVE', version: 2 });
  });

  test('a webhook that is more than 24 hours old changes nothing', async ({ gogreen }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const at = new Date(Date.now() - 24 * HOUR_MS - 1_000);
    const detail =
      'The webhook was more than 24 hours old when it was received; Jira itself never sends one so late.';
    await expectIgnored(gogreen, await jiraWith(gogreen), { issueKey: 'WEB-1', at }, detail, flagKey);
  });

  test('a webhook that is a little less than 24 hours old takes effect', async ({ gogreen }) => {
    await flagOf(gogreen, 'WEB-1');
    const at = new Date(Date.now() - 24 * HOUR_MS + 60_000);
    expect(await move(gogreen, await jiraWith(gogreen), { issueKey: 'WEB-1', at })).toMatchObject({
      outcome: 'APPLIED',
    });
  });

  test('a webhook that arrives after a later one of the issue changes nothing', async ({ gogreen }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const jira = await jiraWith(gogreen);
    const reopened = new Date(Date.now() - 10_000);
    // Of a status that leads nowhere, and yet the issue is no longer done.
    await move(gogreen, jira, {
      issueKey: 'WEB-1',
      to: statuses.inProgress,
      from: statuses.done,
      at: reopened,
    });
    await expectIgnored(
      gogreen,
      jira,
      { issueKey: 'WEB-1', at: new Date(reopened.getTime() - 1) },
      'A later change of status of WEB-1 has been processed already.',
      flagKey,
    );
    expect(await move(gogreen, jira, { issueKey: 'WEB-1', at: reopened })).toMatchObject({
      outcome: 'APPLIED',
    });
  });

  test('a webhook that arrives after a later one of another issue takes effect', async ({ gogreen }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1', 'WEB-2');
    const jira = await jiraWith(gogreen);
    await move(gogreen, jira, { issueKey: 'WEB-2', to: statuses.toDo });
    await move(gogreen, jira, { issueKey: 'WEB-1', at: new Date(Date.now() - 60_000) });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'STALE' });
  });

  test('a webhook with a time far in the future: later ones still take effect', async ({ gogreen }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const jira = await jiraWith(gogreen);
    const ahead = new Date(Date.now() + 48 * HOUR_MS);
    await move(gogreen, jira, { issueKey: 'WEB-1', to: statuses.inProgress, at: ahead });
    const soon = new Date(Date.now() + 60_000);
    expect(await move(gogreen, jira, { issueKey: 'WEB-1', at: soon })).toMatchObject({ outcome: 'APPLIED' });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'STALE' });
  });

  test('a webhook that is processed after the integration was disabled changes nothing', async ({
    gogreen,
  }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const jira = await jiraWith(gogreen);
    await sendMove(gogreen, jira, { issueKey: 'WEB-1' });
    await updateIntegration(gogreen, { integrationId: jira.id, enabled: false });
    await runJobs(gogreen);
    expect(await readReceived(gogreen, jira.id)).toMatchObject([
      {
        outcome: 'IGNORED',
        detail: 'The integration was disabled or deleted before the webhook was processed.',
      },
    ]);
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'ACTIVE', version: 2 });
  });

  test('a webhook that is processed after the flag was unlinked changes nothing', async ({ gogreen }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const jira = await jiraWith(gogreen);
    await sendMove(gogreen, jira, { issueKey: 'WEB-1' });
    await command(gogreen, 'unlinkJiraIssue', { projectKey, flagKey, issueKey: 'WEB-1' });
    await runJobs(gogreen);
    expect(await readReceived(gogreen, jira.id)).toMatchObject([{ outcome: 'IGNORED' }]);
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'ACTIVE' });
  });
});

describe('changes of status by the integration itself and by Jira', () => {
  test('a status that the integration itself sets for the present lifecycle: changes no flag', async ({
    gogreen,
  }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    await updateFlag(gogreen, { projectKey, key: flagKey, lifecycle: 'PERMANENT' });
    const jira = await jiraWith(gogreen, { transitions: [{ lifecycle: 'PERMANENT', status: 'done' }] });
    expect(await move(gogreen, jira, { issueKey: 'WEB-1' })).toMatchObject({
      outcome: 'UNCHANGED',
      detail: `"${flagKey}" is PERMANENT, for which this integration itself sets that status.`,
    });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'PERMANENT', version: 3 });
  });

  test('a status that the integration itself set for an earlier lifecycle: changes no flag', async ({
    gogreen,
  }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const reach = (lifecycle: 'ACTIVE' | 'PERMANENT' | 'ARCHIVED') =>
      updateFlag(gogreen, { projectKey, key: flagKey, lifecycle });
    await reach('PERMANENT');
    const at = new Date();
    await eventually(() => expect(Date.now()).toBeGreaterThan(at.getTime()));
    await reach('ACTIVE');
    await reach('ARCHIVED');
    const jira = await jiraWith(gogreen, {
      transitions: [{ lifecycle: 'PERMANENT', status: 'In Progress' }],
      lifecycles: [{ status: 'In Progress', lifecycle: 'ACTIVE' }],
    });
    expect(await move(gogreen, jira, { issueKey: 'WEB-1', to: statuses.inProgress, at })).toMatchObject({
      outcome: 'UNCHANGED',
      detail: `"${flagKey}" was PERMANENT then, for which this integration itself sets that status.`,
    });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'ARCHIVED' });
    expect(await move(gogreen, jira, { issueKey: 'WEB-1', to: statuses.inProgress })).toMatchObject({
      outcome: 'APPLIED',
    });
  });

  test('a status for an earlier lifecycle that Jira has changed: changes the flag back', async ({
    gogreen,
  }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const jira = await jiraWith(gogreen, {
      transitions: [{ lifecycle: 'ACTIVE', status: 'In Progress' }],
      lifecycles: [
        { status: 'Done', lifecycle: 'STALE' },
        { status: 'In Progress', lifecycle: 'ACTIVE' },
      ],
    });
    const at = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1_000);
    await move(gogreen, jira, { issueKey: 'WEB-1', at: at(20) });
    await move(gogreen, jira, { issueKey: 'WEB-1', to: statuses.inProgress, at: at(10) });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'ACTIVE' });
  });

  test('a status for another lifecycle: changes the flag', async ({ gogreen }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const jira = await jiraWith(gogreen, { transitions: [{ lifecycle: 'PERMANENT', status: 'Done' }] });
    await move(gogreen, jira, { issueKey: 'WEB-1' });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'STALE' });
  });

  test('a status for STALE: an archived flag stays archived, as it would serve its rules again', async ({
    gogreen,
  }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    await updateFlag(gogreen, { projectKey, key: flagKey, lifecycle: 'ARCHIVED' });
    expect(await move(gogreen, await jiraWith(gogreen), { issueKey: 'WEB-1' })).toMatchObject({
      outcome: 'UNCHANGED',
      detail: `"${flagKey}" is ARCHIVED, which is a later stage than STALE.`,
    });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'ARCHIVED', version: 3 });
  });

  test('names of statuses and users that look like keys of Jira issues: link nothing', async ({
    gogreen,
  }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const to = { id: '10002', name: 'QA-7 done' };
    const jira = await jiraWith(gogreen, { lifecycles: [{ status: '10002', lifecycle: 'STALE' }] });
    await move(gogreen, jira, { issueKey: 'WEB-1', to, by: 'BOT-9' });
    expect(await look(gogreen, flagKey)).toMatchObject({
      lifecycle: 'STALE',
      jiraIssues: ['WEB-1'],
      newest: { comment: 'WEB-1 reached the status "QA-7 done" in Jira, moved by BOT-9.' },
    });
  });
});
