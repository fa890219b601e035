import { describe, expect } from 'vitest';
import type { JiraInput } from '#generated/graphql/graphql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { addUser, guardedFlag, type TestUser } from '#test/support/approvals.ts';
import { createProject, createWebhook } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { concludeExperiment, startedExperiment } from '#test/support/experiments.ts';
import { deleteIntegration, updateIntegration } from '#test/support/integrations.ts';
import { createJira } from '#test/support/jira-webhooks.ts';
import { createLinkedFlag, readFlag } from '#test/support/linked-flag.ts';
import { mutate } from '#test/support/make-change.ts';
import { statementsOf } from '#test/support/sql-statements.ts';

const test = testWithApp({ worker: false });
let projectKey: string;
let flagKey: string;

test.beforeEach(async ({ gogreen }) => {
  ({ key: projectKey } = await createProject(gogreen));
  flagKey = await createLinkedFlag(gogreen, projectKey);
});

const jiraWith = (gogreen: TestApp, jira: Partial<JiraInput> & { enabled?: boolean } = {}) =>
  createJira(gogreen, { projectKey, ...jira });
const look = (gogreen: TestApp) => readFlag(gogreen, projectKey, flagKey);
const inProduction = () => ({ projectKey, flagKey, environmentKey: 'production' });
const switchOn = (gogreen: TestApp, comment: string) =>
  mutate(gogreen, 'setFlagEnabled', { ...inProduction(), enabled: true, comment });

const LINKED = {
  __typename: 'FlagIssueLinked',
  summary: 'Linked the flag to the Jira issue WEB-1.',
  issueKey: 'WEB-1',
};

describe('Jira issues in the comment of a change are linked to the flag, in the same event', () => {
  const cases: [mutation: string, input: object][] = [
    ['updateFlag', { name: 'Renamed' }],
    ['updateFlagEnvironment', { environmentKey: 'production', offVariation: 'on' }],
    ['setFlagEnabled', { environmentKey: 'production', enabled: true }],
    ['linkJiraIssue', { issueKey: 'WEB-2' }],
  ];
  test.for(cases)('%s', async ([mutation, input], { gogreen }) => {
    await jiraWith(gogreen);
    const before = await look(gogreen);
    const name = mutation === 'updateFlag' ? { key: flagKey } : { flagKey };
    const event = await mutate(gogreen, mutation, { projectKey, ...name, ...input, comment: 'For WEB-1.' });
    expect(event.changes).toContainEqual(LINKED);
    expect(event.changes).toHaveLength(2);
    const after = await look(gogreen);
    expect(after.jiraIssues).toContain('WEB-1');
    expect(after.version).toBe(before.version + 1);
    const { rows } = await gogreen.app.database.pool.query<{
      payload: { fields: object; jiraIssues: string[] };
    }>('SELECT payload FROM events WHERE id = $1', [event.id]);
    expect(rows[0]?.payload).toMatchObject({
      fields: { jira_issues: { old: [], new: after.jiraIssues } },
      jiraIssues: after.jiraIssues,
    });
  });

  test('several: in their order, without those that are linked already', async ({ gogreen }) => {
    await jiraWith(gogreen);
    await mutate(gogreen, 'linkJiraIssue', { projectKey, flagKey, issueKey: 'WEB-2' });
    const event = await switchOn(gogreen, 'WEB-3, WEB-2, WEB-1 and WEB-3 once more');
    expect(event.changes.slice(1)).toMatchObject([{ issueKey: 'WEB-3' }, { issueKey: 'WEB-1' }]);
    expect(await look(gogreen)).toMatchObject({ jiraIssues: ['WEB-2', 'WEB-3', 'WEB-1'] });
  });

  test('more than the limit of links: as many as are allowed, and the change succeeds', async ({
    gogreen,
  }) => {
    await jiraWith(gogreen);
    const keys = Array.from({ length: 60 }, (_, index) => `WEB-${index + 1}`);
    await switchOn(gogreen, keys.join(' '));
    expect(await look(gogreen)).toMatchObject({ jiraIssues: keys.slice(0, 50) });
  });

  test('needs no more statements than a change without them', async ({ gogreen }) => {
    await jiraWith(gogreen);
    const { pool } = gogreen.app.database;
    const plain = await statementsOf(pool, () =>
      mutate(gogreen, 'setFlagEnabled', { ...inProduction(), enabled: true }),
    );
    const linking = await statementsOf(pool, () =>
      mutate(gogreen, 'setFlagEnabled', { ...inProduction(), enabled: false, comment: 'WEB-1' }),
    );
    expect(linking).toEqual(plain);
    expect(await look(gogreen)).toMatchObject({ jiraIssues: ['WEB-1'] });
  });
});

describe('Jira issues in a comment are not linked', () => {
  async function expectUnlinked(gogreen: TestApp): Promise<void> {
    const event = await switchOn(gogreen, 'WEB-1');
    expect(event.changes).toHaveLength(1);
    expect(await look(gogreen)).toMatchObject({ jiraIssues: [] });
  }

  test('without an integration', ({ gogreen }) => expectUnlinked(gogreen));

  test('with integrations of other providers', async ({ gogreen }) => {
    await createWebhook(gogreen, { projectKey, url: 'http://127.0.0.1:9' });
    await expectUnlinked(gogreen);
  });

  test('with an integration of another project', async ({ gogreen }) => {
    const { key: other } = await createProject(gogreen);
    await createJira(gogreen, { projectKey: other });
    await expectUnlinked(gogreen);
  });

  test('with an integration that handles other Jira projects', async ({ gogreen }) => {
    await jiraWith(gogreen, { projectKeys: ['OPS', 'WEBSHOP'] });
    await expectUnlinked(gogreen);
  });

  test('with a disabled integration', async ({ gogreen }) => {
    await jiraWith(gogreen, { enabled: false });
    await expectUnlinked(gogreen);
  });

  test('with an integration that was disabled or deleted since', async ({ gogreen }) => {
    const [disabled, deleted] = [await jiraWith(gogreen), await jiraWith(gogreen)];
    await updateIntegration(gogreen, { integrationId: disabled.id, enabled: false });
    await deleteIntegration(gogreen, deleted.id);
    await expectUnlinked(gogreen);
  });

  test('if the text only looks like a key', async ({ gogreen }) => {
    await jiraWith(gogreen);
    const event = await switchOn(gogreen, 'UTF-8, SHA-256, ISO-8601, RFC-2119, CVE-2024-3094 and step-1');
    expect(event.changes).toHaveLength(1);
  });
});

test('a text that looks like a key: is linked if an integration handles a Jira project with that key', async ({
  gogreen,
}) => {
  await jiraWith(gogreen, { projectKeys: ['SHA'] });
  await switchOn(gogreen, 'SHA-256, UTF-8 and WEB-1');
  expect(await look(gogreen)).toMatchObject({ jiraIssues: ['SHA-256'] });
});

test('several integrations: Jira issues that any of them handles are linked', async ({ gogreen }) => {
  await jiraWith(gogreen, { projectKeys: ['OPS'] });
  await jiraWith(gogreen, { projectKeys: ['WEB'] });
  await switchOn(gogreen, 'WEB-1, OPS-1, APP-1');
  expect(await look(gogreen)).toMatchObject({ jiraIssues: ['WEB-1', 'OPS-1'] });
});

test('the comment of a change that changes nothing: links nothing and adds no event', async ({ gogreen }) => {
  await jiraWith(gogreen);
  const off = { ...inProduction(), enabled: false, comment: 'WEB-1' };
  expect(await command(gogreen, 'setFlagEnabled', off)).toMatchObject({ event: null, flag: { version: 1 } });
  const same = { projectKey, key: flagKey, lifecycle: 'ACTIVE', comment: 'WEB-1' };
  expect(await command(gogreen, 'updateFlag', same)).toMatchObject({ event: null, flag: { version: 1 } });
  expect(await look(gogreen)).toMatchObject({ jiraIssues: [] });
});

test('unlinkIssue with a comment: the unlinked Jira issue stays unlinked, others in the comment are linked', async ({
  gogreen,
}) => {
  await jiraWith(gogreen);
  await switchOn(gogreen, 'WEB-1');
  const event = await mutate(gogreen, 'unlinkJiraIssue', {
    projectKey,
    flagKey,
    issueKey: 'WEB-1',
    comment: 'WEB-1 was a duplicate of WEB-2',
  });
  expect(event.changes).toMatchObject([
    { __typename: 'FlagIssueLinked', issueKey: 'WEB-2' },
    { __typename: 'FlagIssueUnlinked', issueKey: 'WEB-1' },
  ]);
  expect(await look(gogreen)).toMatchObject({ jiraIssues: ['WEB-2'] });
});

test('the event of a deleted flag: has the Jira issues of the flag and those in the comment', async ({
  gogreen,
}) => {
  await jiraWith(gogreen);
  await switchOn(gogreen, 'WEB-1');
  const event = await mutate(gogreen, 'deleteFlag', {
    projectKey,
    key: flagKey,
    comment: 'Cleaned up in WEB-2',
  });
  const { rows } = await gogreen.app.database.pool.query('SELECT payload FROM events WHERE id = $1', [
    event.id,
  ]);
  expect(rows[0]).toMatchObject({
    payload: { jiraIssues: ['WEB-1', 'WEB-2'], changes: [{ flagBefore: { jiraIssues: ['WEB-1'] } }] },
  });
});

test('the conclusion of an experiment that applies the winner: Jira issues in its comment are linked', async ({
  gogreen,
}) => {
  await jiraWith(gogreen);
  const place = { projectKey, flagKey, environmentKey: 'production' };
  await mutate(gogreen, 'setFlagEnabled', { ...place, enabled: true });
  const [{ id: first }, { id: second }] = [
    await startedExperiment(gogreen, place),
    await startedExperiment(gogreen, { ...place, environmentKey: 'development' }),
  ];
  await concludeExperiment(gogreen, { experimentId: first, winner: 'off', comment: 'WEB-1' });
  expect(await look(gogreen)).toMatchObject({ jiraIssues: [] });
  await concludeExperiment(gogreen, { experimentId: second, winner: 'off', comment: 'WEB-1', apply: true });
  expect(await look(gogreen)).toMatchObject({ jiraIssues: ['WEB-1'] });
});

describe('Jira issues in the comments of a change request', () => {
  let ada: TestUser;
  let grace: TestUser;
  let place: Awaited<ReturnType<typeof guardedFlag>>['place'];

  test.beforeEach(async ({ gogreen }) => {
    ada ??= await addUser(gogreen, 'Ada');
    grace ??= await addUser(gogreen, 'Grace');
    const guarded = await guardedFlag(gogreen);
    ({ place, projectKey, flagKey } = guarded);
    await jiraWith(gogreen);
  });

  test('are not linked when it is proposed, and are not part of its diff', async ({ gogreen }) => {
    const id = await ada.propose({ ...place, enabled: true, comment: 'WEB-1' });
    await grace.approve(id);
    expect(await look(gogreen)).toMatchObject({ jiraIssues: [], version: 1 });
    const { rows } = await gogreen.app.database.pool.query<{ review: { changes: object[] } }>(
      'SELECT review FROM change_requests WHERE id = $1',
      [id],
    );
    expect(rows[0]?.review.changes).toHaveLength(1);
  });

  test('are linked when it is applied, from its own comment and that of applying', async ({ gogreen }) => {
    const id = await ada.propose({ ...place, enabled: true, comment: 'As planned in WEB-1' });
    await grace.approve(id);
    const applied = await command(gogreen, 'applyChangeRequest', {
      changeRequestId: id,
      comment: 'Announced in WEB-2',
    });
    expect(applied).toMatchObject({ __typename: 'ApplyChangeRequestPayload' });
    expect(await look(gogreen)).toMatchObject({
      jiraIssues: ['WEB-1', 'WEB-2'],
      version: 2,
      newest: { type: 'APPROVAL_APPLIED' },
    });
  });

  test('that are linked in the meantime: the approvals stay valid', async ({ gogreen }) => {
    const id = await ada.propose({ ...place, enabled: true, comment: 'WEB-1' });
    await grace.approve(id);
    await mutate(gogreen, 'linkJiraIssue', { projectKey, flagKey, issueKey: 'WEB-9' });
    await mutate(gogreen, 'updateFlag', { projectKey, key: flagKey, owner: 'ada', comment: 'WEB-8' });
    expect(await command(gogreen, 'applyChangeRequest', { changeRequestId: id })).toMatchObject({
      changeRequest: { state: 'APPLIED', revision: 1 },
    });
    expect(await look(gogreen)).toMatchObject({ jiraIssues: ['WEB-9', 'WEB-8', 'WEB-1'] });
  });
});
