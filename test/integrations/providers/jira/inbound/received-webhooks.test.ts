import { describe, expect } from 'vitest';
import type { JiraInput } from '#generated/graphql/graphql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject, setFlagEnabled, updateFlag } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { statuses } from '#test/support/jira.ts';
import {
  createJira,
  type JiraSender,
  type Move,
  moveIssue,
  readReceived,
} from '#test/support/jira-webhooks.ts';
import { createLinkedFlag, readFlag } from '#test/support/linked-flag.ts';

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

test('a Jira issue that is done: its flag becomes stale, in an ordinary event with the integration as actor', async ({
  gogreen,
}) => {
  const flagKey = await flagOf(gogreen, 'WEB-1');
  const jira = await jiraWith(gogreen);
  const at = new Date(Date.now() - 2_000);
  expect(await move(gogreen, jira, { issueKey: 'WEB-1', at })).toEqual({
    issueKey: 'WEB-1',
    statusId: statuses.done.id,
    statusName: 'Done',
    movedBy: 'Ada Example',
    occurredAt: at.toISOString(),
    receivedAt: expect.any(String),
    outcome: 'APPLIED',
    detail: `"${flagKey}" is STALE now.`,
  });
  expect(await look(gogreen, flagKey)).toMatchObject({
    lifecycle: 'STALE',
    version: 3,
    jiraIssues: ['WEB-1'],
    newest: {
      type: 'FLAG_UPDATED',
      actor: { id: jira.id, email: null, name: 'Jira' },
      comment: 'WEB-1 reached the status "Done" in Jira, moved by Ada Example.',
      changes: [{ __typename: 'FlagLifecycleChanged', summary: 'Marked the flag as stale.' }],
    },
  });
});

describe('the mapping of statuses to lifecycles', () => {
  const lifecycles: JiraInput['lifecycles'] = [
    { status: 'done', lifecycle: 'STALE' },
    { status: '10001', lifecycle: 'PERMANENT' },
    { status: "Won't do", lifecycle: 'ARCHIVED' },
  ];

  test.for([
    ['the name in any case', { id: '99', name: 'DONE' }, 'STALE'],
    ['the id, whatever it is called', { id: '10001', name: 'En cours' }, 'PERMANENT'],
    ['a name of several words', { id: '98', name: "Won't do" }, 'ARCHIVED'],
  ] as const)('%s', async ([_name, to, lifecycle], { gogreen }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const jira = await jiraWith(gogreen, { lifecycles });
    expect(await move(gogreen, jira, { issueKey: 'WEB-1', to })).toMatchObject({ outcome: 'APPLIED' });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle });
  });

  test('a status without a mapping: changes no flag, and receivedWebhooks says so', async ({ gogreen }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    const jira = await jiraWith(gogreen, { lifecycles });
    expect(await move(gogreen, jira, { issueKey: 'WEB-1', to: { id: '97', name: 'Blocked' } })).toMatchObject(
      {
        outcome: 'IGNORED',
        detail: 'No lifecycle is set for the status "Blocked".',
      },
    );
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'ACTIVE', version: 2 });
  });

  test('no mapping at all: no webhook changes a flag', async ({ gogreen }) => {
    await flagOf(gogreen, 'WEB-1');
    const jira = await jiraWith(gogreen, { lifecycles: [] });
    expect(await move(gogreen, jira, { issueKey: 'WEB-1' })).toMatchObject({ outcome: 'IGNORED' });
  });
});

describe('several flags and Jira issues', () => {
  test('all flags of a Jira issue: are changed, each with its own event', async ({ gogreen }) => {
    const keys = [
      await flagOf(gogreen, 'WEB-1'),
      await flagOf(gogreen, 'APP-1', 'WEB-1'),
      await flagOf(gogreen, 'WEB-1'),
    ];
    const other = await flagOf(gogreen, 'WEB-2', 'WEB-11');
    const jira = await jiraWith(gogreen);
    expect(await move(gogreen, jira, { issueKey: 'WEB-1' })).toMatchObject({
      outcome: 'APPLIED',
      detail: keys
        .toSorted()
        .map((key) => `"${key}" is STALE now.`)
        .join(' '),
    });
    for (const key of keys) expect(await look(gogreen, key)).toMatchObject({ lifecycle: 'STALE' });
    expect(await look(gogreen, other)).toMatchObject({ lifecycle: 'ACTIVE' });
  });

  test('a flag with several Jira issues: each of them changes it', async ({ gogreen }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1', 'WEB-2');
    const jira = await jiraWith(gogreen, {
      lifecycles: [
        { status: 'Done', lifecycle: 'STALE' },
        { status: 'In Progress', lifecycle: 'ACTIVE' },
      ],
    });
    await move(gogreen, jira, { issueKey: 'WEB-1' });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'STALE' });
    expect(await move(gogreen, jira, { issueKey: 'WEB-2' })).toMatchObject({
      outcome: 'UNCHANGED',
      detail: `"${flagKey}" is STALE already.`,
    });
    await move(gogreen, jira, { issueKey: 'WEB-2', to: statuses.inProgress });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'ACTIVE', version: 5 });
  });

  test('flags of which some have the lifecycle already: only the others are changed', async ({ gogreen }) => {
    const [stale, active] = [await flagOf(gogreen, 'WEB-1'), await flagOf(gogreen, 'WEB-1')];
    await updateFlag(gogreen, { projectKey, key: stale, lifecycle: 'STALE' });
    const jira = await jiraWith(gogreen);
    expect(await move(gogreen, jira, { issueKey: 'WEB-1' })).toMatchObject({ outcome: 'APPLIED' });
    expect(await look(gogreen, stale)).toMatchObject({ lifecycle: 'STALE', version: 3 });
    expect(await look(gogreen, active)).toMatchObject({ lifecycle: 'STALE', version: 3 });
  });
});

describe('with an environment that requires approvals', () => {
  async function guarded(gogreen: TestApp, flagKey: string): Promise<void> {
    await setFlagEnabled(gogreen, { projectKey, flagKey, environmentKey: 'production', enabled: true });
    await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', requiresApproval: true });
  }
  const lifecycles: JiraInput['lifecycles'] = [
    { status: 'Done', lifecycle: 'STALE' },
    { status: 'To Do', lifecycle: 'ARCHIVED' },
  ];

  test('a flag that is on there: is not archived, and receivedWebhooks says what to do', async ({
    gogreen,
  }) => {
    const flagKey = await flagOf(gogreen, 'WEB-1');
    await guarded(gogreen, flagKey);
    const jira = await jiraWith(gogreen, { lifecycles });
    expect(await move(gogreen, jira, { issueKey: 'WEB-1', to: statuses.toDo })).toMatchObject({
      outcome: 'REFUSED',
      detail: expect.stringMatching(
        /^"flag-\d+" stays ACTIVE\. .* need an approval\. Propose with proposeFlagChange/,
      ),
    });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'ACTIVE', version: 3 });
    expect(await move(gogreen, jira, { issueKey: 'WEB-1' })).toMatchObject({ outcome: 'APPLIED' });
    expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'STALE' });
  });

  test('the other flags of the Jira issue: are archived', async ({ gogreen }) => {
    const [on, off] = [await flagOf(gogreen, 'WEB-1'), await flagOf(gogreen, 'WEB-1')];
    await guarded(gogreen, on);
    const jira = await jiraWith(gogreen, { lifecycles });
    expect(await move(gogreen, jira, { issueKey: 'WEB-1', to: statuses.toDo })).toMatchObject({
      outcome: 'APPLIED',
      detail: expect.stringMatching(/stays ACTIVE.* is ARCHIVED now\.$/),
    });
    expect(await look(gogreen, on)).toMatchObject({ lifecycle: 'ACTIVE' });
    expect(await look(gogreen, off)).toMatchObject({
      lifecycle: 'ARCHIVED',
      newest: { type: 'FLAG_ARCHIVED' },
    });
  });
});

test('very long names and names with U+0000 in a webhook: are shortened and cleaned', async ({ gogreen }) => {
  const flagKey = await flagOf(gogreen, 'WEB-1');
  const jira = await jiraWith(gogreen, { lifecycles: [{ status: '7', lifecycle: 'STALE' }] });
  const to = { id: '7', name: `Done\u0000 ${'é'.repeat(400)}` };
  const shown = await move(gogreen, jira, { issueKey: 'WEB-1', to, by: '\ud800' });
  expect(shown).toMatchObject({ outcome: 'APPLIED', movedBy: '\ufffd' });
  expect(shown?.statusName).toMatch(/^Done é+…$/);
  expect(shown?.statusName).toHaveLength(255);
  expect(await look(gogreen, flagKey)).toMatchObject({ lifecycle: 'STALE' });
});

test('two integrations of a project: each uses its own settings', async ({ gogreen }) => {
  const flagKey = await flagOf(gogreen, 'WEB-1');
  const first = await jiraWith(gogreen);
  const second = await jiraWith(gogreen, { lifecycles: [{ status: 'Done', lifecycle: 'PERMANENT' }] });
  await move(gogreen, second, { issueKey: 'WEB-1' });
  expect(await look(gogreen, flagKey)).toMatchObject({
    lifecycle: 'PERMANENT',
    newest: { actor: { id: second.id } },
  });
  await move(gogreen, first, { issueKey: 'WEB-1' });
  expect(await look(gogreen, flagKey)).toMatchObject({
    lifecycle: 'STALE',
    newest: { actor: { id: first.id } },
  });
});

test('receivedWebhooks: has the webhooks of this integration only, newest first, in pages', async ({
  gogreen,
}) => {
  const [jira, other] = [await jiraWith(gogreen), await jiraWith(gogreen)];
  for (const issueKey of ['WEB-1', 'WEB-2', 'WEB-3']) await move(gogreen, jira, { issueKey });
  const page = (after: string | null) =>
    gogreen.send(
      `query ($id: ID!, $after: String) { node(id: $id) { ... on JiraIntegration { webhookUrl
        receivedWebhooks(first: 2, after: $after) {
          pageInfo { hasNextPage endCursor } edges { node { issueKey } } } } } }`,
      { id: jira.id, after },
    );
  const { data: first } = await page(null);
  expect(first).toEqual({
    node: {
      webhookUrl: `https://gogreen.test/hooks/jira/${jira.id}`,
      receivedWebhooks: {
        pageInfo: { hasNextPage: true, endCursor: expect.any(String) },
        edges: [{ node: { issueKey: 'WEB-3' } }, { node: { issueKey: 'WEB-2' } }],
      },
    },
  });
  const { node } = first as { node: { receivedWebhooks: { pageInfo: { endCursor: string } } } };
  const { data: second } = await page(node.receivedWebhooks.pageInfo.endCursor);
  expect(second).toMatchObject({
    node: {
      receivedWebhooks: { pageInfo: { hasNextPage: false }, edges: [{ node: { issueKey: 'WEB-1' } }] },
    },
  });
  expect(await readReceived(gogreen, other.id)).toEqual([]);
});
