import { describe, expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, deleteFlag, freshKey, updateFlag } from '#test/support/builders.ts';
import { command, refusal, refusedIssues } from '#test/support/command.ts';
import { mutate } from '#test/support/make-change.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
});

async function newFlag(gogreen: TestApp, ...issueKeys: string[]) {
  const flagKey = freshKey('flag');
  await createFlag(gogreen, { projectKey, key: flagKey });
  for (const issueKey of issueKeys) await mutate(gogreen, 'linkJiraIssue', { projectKey, flagKey, issueKey });
  return { projectKey, flagKey };
}

async function issuesOf(gogreen: TestApp, { flagKey }: { flagKey: string }): Promise<string[]> {
  const { data } = await gogreen.send(
    'query ($projectKey: String!, $key: String!) { flag(projectKey: $projectKey, key: $key) { jiraIssues } }',
    { projectKey, key: flagKey },
  );
  return (data as { flag: { jiraIssues: string[] } }).flag.jiraIssues;
}

test('a new flag is linked to no issue', async ({ gogreen }) => {
  expect(await issuesOf(gogreen, await newFlag(gogreen))).toEqual([]);
});

test('issues are linked in the order of linking, in upper case, without an integration', async ({
  gogreen,
}) => {
  const flag = await newFlag(gogreen, 'web-2', ' WEB-1 ', 'APP_2-4000000000');
  expect(await issuesOf(gogreen, flag)).toEqual(['WEB-2', 'WEB-1', 'APP_2-4000000000']);
});

test('the event says what was linked and why, and the log has what is linked after it', async ({
  gogreen,
}) => {
  const flag = await newFlag(gogreen, 'WEB-1');
  const event = await mutate(gogreen, 'linkJiraIssue', { ...flag, issueKey: 'WEB-2', comment: 'The epic' });
  expect(event).toMatchObject({ type: 'FLAG_UPDATED', environment: null, comment: 'The epic' });
  expect(await storedPayload(gogreen, event.id)).toMatchObject({
    fields: { jira_issues: { old: ['WEB-1'], new: ['WEB-1', 'WEB-2'] } },
    jiraIssues: ['WEB-1', 'WEB-2'],
  });
});

test('other changes of the flag, and its deletion, say what it is linked to', async ({ gogreen }) => {
  const flag = await newFlag(gogreen, 'WEB-1', 'WEB-2');
  const { event: renamed } = await updateFlag(gogreen, { projectKey, key: flag.flagKey, name: 'Other' });
  expect(await storedPayload(gogreen, renamed?.id)).toMatchObject({
    fields: { name: { new: 'Other' } },
    jiraIssues: ['WEB-1', 'WEB-2'],
  });
  const { event: gone } = await deleteFlag(gogreen, { projectKey, key: flag.flagKey });
  expect(await storedPayload(gogreen, gone?.id)).toMatchObject({
    fields: { jira_issues: { old: ['WEB-1', 'WEB-2'], new: null } },
    jiraIssues: ['WEB-1', 'WEB-2'],
  });
});

describe('nothing happens', () => {
  test('linking an issue that is linked already makes no event', async ({ gogreen }) => {
    const flag = await newFlag(gogreen, 'WEB-1');
    const answer = await command(gogreen, 'linkJiraIssue', { ...flag, issueKey: 'web-1' });
    expect(answer).toMatchObject({ event: null, flag: { version: 2 } });
  });

  test('unlinking an issue that is not linked makes no event', async ({ gogreen }) => {
    const flag = await newFlag(gogreen, 'WEB-1');
    const answer = await command(gogreen, 'unlinkJiraIssue', { ...flag, issueKey: 'WEB-2' });
    expect(answer).toMatchObject({ event: null, flag: { version: 2 } });
  });
});

test('an issue that is unlinked can be linked again, and comes last then', async ({ gogreen }) => {
  const flag = await newFlag(gogreen, 'WEB-1', 'WEB-2');
  await mutate(gogreen, 'unlinkJiraIssue', { ...flag, issueKey: 'web-1' });
  expect(await issuesOf(gogreen, flag)).toEqual(['WEB-2']);
  await mutate(gogreen, 'linkJiraIssue', { ...flag, issueKey: 'WEB-1' });
  expect(await issuesOf(gogreen, flag)).toEqual(['WEB-2', 'WEB-1']);
});

test('whoever links and whoever changes something else at the same time both succeed', async ({
  gogreen,
}) => {
  const flag = await newFlag(gogreen);
  const keys = Array.from({ length: 8 }, (_, index) => `WEB-${index + 1}`);
  await Promise.all([
    ...keys.map((issueKey) => mutate(gogreen, 'linkJiraIssue', { ...flag, issueKey })),
    mutate(gogreen, 'setFlagEnabled', { ...flag, environmentKey: 'production', enabled: true }),
  ]);
  expect((await issuesOf(gogreen, flag)).toSorted()).toEqual(keys);
});

test('the 51st issue is refused, and can be linked once another is unlinked', async ({ gogreen }) => {
  const flag = await newFlag(gogreen, ...Array.from({ length: 50 }, (_, index) => `WEB-${index + 1}`));
  expect(await refusedIssues(gogreen, 'linkJiraIssue', { ...flag, issueKey: 'WEB-51' })).toEqual({
    issueKey: `"${flag.flagKey}" is linked to 50 issues, which is the most; unlink one with unlinkJiraIssue first`,
  });
  expect(await command(gogreen, 'linkJiraIssue', { ...flag, issueKey: 'WEB-50' })).toMatchObject({
    event: null,
  });
  await mutate(gogreen, 'unlinkJiraIssue', { ...flag, issueKey: 'WEB-3' });
  await mutate(gogreen, 'linkJiraIssue', { ...flag, issueKey: 'WEB-51' });
  expect(await issuesOf(gogreen, flag)).toHaveLength(50);
});

test.for([
  '',
  'WEB',
  'WEB-',
  '-1',
  'WEB-0',
  'WEB-01',
  'W-1',
  '1WEB-1',
  'WEB 1',
  'WEB-1 WEB-2',
  'WEB-12345678901',
])('%j is refused as a key', async (issueKey, { gogreen }) => {
  const flag = await newFlag(gogreen);
  for (const mutation of ['linkJiraIssue', 'unlinkJiraIssue']) {
    expect(await refusedIssues(gogreen, mutation, { ...flag, issueKey })).toEqual({
      issueKey: 'must be the key of a Jira issue, such as WEB-123',
    });
  }
});

test.for(['linkJiraIssue', 'unlinkJiraIssue'])(
  '%s refuses a flag or a project that is not there',
  async (mutation, { gogreen }) => {
    const issue = { issueKey: 'WEB-1' };
    expect(await refusal(gogreen, mutation, { ...issue, projectKey, flagKey: 'none' })).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
      message: expect.stringContaining('has no flag with the key "none"'),
    });
    expect(await refusal(gogreen, mutation, { ...issue, projectKey: 'none', flagKey: 'a' })).toMatchObject({
      __typename: 'NotFoundError',
    });
  },
);

test('the filter of flags by issue finds the flags that are linked to it', async ({ gogreen }) => {
  const key = 'FIND-7';
  const [one, other] = [await newFlag(gogreen, 'FIND-1', key), await newFlag(gogreen, key)];
  await newFlag(gogreen, 'FIND-77');
  const { data } = await gogreen.send(
    `query ($issue: String!) { project(key: "shop") { flags(filter: { jiraIssue: $issue }) { edges { node { key } } } } }`,
    { issue: 'find-7' },
  );
  const { flags } = (data as { project: { flags: { edges: { node: { key: string } }[] } } }).project;
  expect(flags.edges.map(({ node }) => node.key)).toEqual([one.flagKey, other.flagKey].toSorted());
});

test('events from before there were links show flags without any', async ({ gogreen }) => {
  const { flagKey } = await newFlag(gogreen);
  await gogreen.app.database.pool.query(
    `UPDATE events SET payload = ((payload::jsonb - 'jiraIssues') #- '{changes,0,flagAfter,jiraIssues}')::json
     WHERE flag_key = $1`,
    [flagKey],
  );
  const { data } = await gogreen.send(
    `query ($key: String!) { flag(projectKey: "shop", key: $key) { events { edges { node { ... on FlagEvent {
      changes { ... on FlagCreated { flagAfter { key jiraIssues } } } } } } } } }`,
    { key: flagKey },
  );
  expect(data).toMatchObject({
    flag: { events: { edges: [{ node: { changes: [{ flagAfter: { key: flagKey, jiraIssues: [] } }] } }] } },
  });
});

async function storedPayload(gogreen: TestApp, eventId: string | undefined): Promise<unknown> {
  const { rows } = await gogreen.app.database.pool.query<{ payload: unknown }>(
    'SELECT payload FROM events WHERE id = $1',
    [eventId],
  );
  return rows[0]?.payload;
}
