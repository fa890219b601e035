/** Whole stories through the API, with a Jira and a Slack over real HTTP and a webhook that hears of everything. */

import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { JiraInput } from '#generated/graphql/graphql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { addUser, guardedFlag } from '#test/support/approvals.ts';
import { createProject, createWebhook, succeeded, updateFlag } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { eventually } from '#test/support/eventually.ts';
import { json } from '#test/support/fake-apis.ts';
import { tryCreateIntegration } from '#test/support/integrations.ts';
import { adfText, type FakeJira, startJira, statuses } from '#test/support/jira.ts';
import { createJira, type JiraSender, readReceived, sendMove } from '#test/support/jira-webhooks.ts';
import { createLinkedFlag, readFlag } from '#test/support/linked-flag.ts';
import { WatchFlags } from '#test/support/live-documents.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';

const MOVES = /POST .*\/transitions/;
const test = testWithApp();
let slack: Receiver;
let hooks: Receiver;
let jira: FakeJira;

beforeAll(async () => {
  slack = await startReceiver();
  slack.answer(json(200, { ok: true, channel: 'C0123456789', ts: '1503435956.000247', message: {} }));
  hooks = await startReceiver();
});
beforeEach(async () => {
  jira = await startJira();
});
afterEach(() => jira?.close());
afterAll(async () => {
  await Promise.all([slack, hooks].map((server) => server?.close()));
});

/** An integration with the fake Jira, which tells it of every move of an issue, as Jira does. */
async function connect(gogreen: TestApp, projectKey: string, input: Partial<JiraInput>): Promise<JiraSender> {
  const sender = await createJira(gogreen, { projectKey, name: 'Our Jira', ...jira.account, ...input });
  jira.onMove(
    (issue, from) => void sendMove(gogreen, sender, { issueKey: issue.key, to: issue.status, from }),
  );
  return sender;
}

/** Everything that was to be delivered is, and so many moves of issues have been heard of and acted on. */
async function settled(gogreen: TestApp, projectKey: string, sender: JiraSender, moves: number) {
  await eventually(async () => {
    const received = await readReceived(gogreen, sender.id);
    expect(received.filter(({ outcome }) => outcome !== 'RECEIVED')).toHaveLength(moves);
    const { rowCount } = await gogreen.app.database.pool.query(
      'SELECT FROM events WHERE NOT fanned_out AND project_id = (SELECT id FROM projects WHERE key = $1)',
      [projectKey],
    );
    expect(rowCount).toBe(0);
    const open = await readDeliveries(gogreen, projectKey, { statuses: ['PENDING', 'SENDING'] });
    expect(open).toEqual([]);
  });
  expect(await readDeliveries(gogreen, projectKey, { statuses: ['FAILED'] })).toEqual([]);
}

const bodies = (receiver: Receiver) => receiver.requests.map(({ body }) => body.toString());

test('a change request that names a Jira issue: Slack shows it, applying it adds link and comment, archiving the flag moves the issue to done', async ({
  gogreen,
}) => {
  jira.addIssue('WEB-7');
  const ada = await addUser(gogreen, 'Ada');
  const { place, projectKey, flagKey } = await guardedFlag(gogreen);
  succeeded(
    await tryCreateIntegration(gogreen, {
      projectKey,
      name: 'Slack',
      provider: { slack: { botToken: 'xoxb-good', channels: ['#releases'], apiUrl: `${slack.url}/api` } },
    }),
  );
  const sender = await connect(gogreen, projectKey, {
    transitions: [{ lifecycle: 'ARCHIVED', status: 'Done' }],
    lifecycles: [{ status: 'Done', lifecycle: 'STALE' }],
  });

  const on = await ada.propose({ ...place, enabled: true, title: 'Open it', comment: 'As planned in WEB-7' });
  await eventually(() => expect(bodies(slack).join()).toContain('Open it'));
  expect(jira.requests).toEqual([]);

  expect(await command(gogreen, 'approveChangeRequest', { changeRequestId: on })).toMatchObject({
    changeRequest: { state: 'APPROVED' },
  });
  expect(await command(gogreen, 'applyChangeRequest', { changeRequestId: on })).toMatchObject({
    changeRequest: { state: 'APPLIED' },
  });
  await eventually(() => {
    const { remoteLinks, comments } = jira.issue('WEB-7');
    expect([remoteLinks.size, comments.length]).toEqual([1, 1]);
  });
  const { remoteLinks, comments } = jira.issue('WEB-7');
  expect(adfText(comments[0]?.body)).toContain('Switched the flag on in Production');
  expect([...remoteLinks.values()]).toMatchObject([
    { object: { url: `https://gogreen.test/projects/${projectKey}/flags/${flagKey}` } },
  ]);
  await eventually(() => expect(bodies(slack).join()).toContain('Linked the flag to the Jira issue WEB-7.'));

  const off = await ada.propose({ ...place, enabled: false });
  for (const mutation of ['approveChangeRequest', 'applyChangeRequest'])
    await command(gogreen, mutation, { changeRequestId: off });
  await updateFlag(gogreen, { projectKey, key: flagKey, lifecycle: 'ARCHIVED' });
  await eventually(() => expect(jira.issue('WEB-7').status).toEqual(statuses.done));
  await settled(gogreen, projectKey, sender, 1);

  // Jira has told of the move that we made: it changes nothing.
  expect(await readReceived(gogreen, sender.id)).toMatchObject([
    { issueKey: 'WEB-7', statusName: 'Done', outcome: 'UNCHANGED' },
  ]);
  expect(await readFlag(gogreen, projectKey, flagKey)).toMatchObject({ lifecycle: 'ARCHIVED', version: 4 });
  expect(jira.count(MOVES)).toBe(1);
});

test('a Jira issue that is closed: the flag becomes stale, other integrations get the event, and Jira gets no transition', async ({
  gogreen,
}) => {
  jira.addIssue('WEB-8');
  jira.addIssue('WEB-9');
  const { key: projectKey } = await createProject(gogreen);
  const flagKey = await createLinkedFlag(gogreen, projectKey, 'WEB-8', 'WEB-9');
  const sender = await connect(gogreen, projectKey, {
    transitions: [{ lifecycle: 'STALE', status: 'To Do' }],
    lifecycles: [{ status: 'Done', lifecycle: 'STALE' }],
  });
  // What happened before there was a webhook is told to those that there were.
  await settled(gogreen, projectKey, sender, 0);
  await createWebhook(gogreen, { projectKey, url: hooks.url });
  const flags = await subscribeSse(gogreen.url, WatchFlags, { projectKey });

  jira.move('WEB-8', statuses.done);
  expect((await flags.waitFor(1)).map(({ data }) => data?.flagChanged)).toMatchObject([
    { flagKey, changes: [{ summary: 'Marked the flag as stale.' }] },
  ]);
  await settled(gogreen, projectKey, sender, 1);
  expect(flags.results).toHaveLength(1);
  await flags.leave();

  expect(await readFlag(gogreen, projectKey, flagKey)).toMatchObject({ lifecycle: 'STALE', version: 4 });
  const [body] = bodies(hooks);
  expect(JSON.parse(body ?? '')).toMatchObject({
    event: 'flag.updated',
    flag_key: flagKey,
    changes: { lifecycle: { old: 'ACTIVE', new: 'STALE' } },
    actor: { id: sender.id, email: null },
    comment: 'WEB-8 reached the status "Done" in Jira, moved by Ada Example.',
  });
  expect(hooks.requests).toHaveLength(1);
  // Both issues say what has become of the flag, and stay where they are, though its new lifecycle asks for a move.
  for (const key of ['WEB-8', 'WEB-9']) {
    expect(adfText(jira.issue(key).comments[0]?.body)).toContain('Marked the flag as stale');
  }
  expect(jira.count(MOVES)).toBe(0);
  expect(jira.issue('WEB-8').status).toEqual(statuses.done);
  expect(jira.issue('WEB-9').status).toEqual(statuses.inProgress);
});

test('the same mapping in both directions: each change is transferred once, without a loop', async ({
  gogreen,
}) => {
  jira.addIssue('WEB-10');
  const { key: projectKey } = await createProject(gogreen);
  const flagKey = await createLinkedFlag(gogreen, projectKey, 'WEB-10');
  const sender = await connect(gogreen, projectKey, {
    transitions: [
      { lifecycle: 'STALE', status: 'Done' },
      { lifecycle: 'ACTIVE', status: 'In Progress' },
    ],
    lifecycles: [
      { status: 'Done', lifecycle: 'STALE' },
      { status: 'In Progress', lifecycle: 'ACTIVE' },
    ],
  });

  await updateFlag(gogreen, { projectKey, key: flagKey, lifecycle: 'STALE' });
  await eventually(() => expect(jira.issue('WEB-10').status).toEqual(statuses.done));
  await settled(gogreen, projectKey, sender, 1);
  expect(jira.count(MOVES)).toBe(1);
  expect(await readFlag(gogreen, projectKey, flagKey)).toMatchObject({ lifecycle: 'STALE', version: 3 });

  jira.move('WEB-10', statuses.inProgress);
  await settled(gogreen, projectKey, sender, 2);
  expect(await readFlag(gogreen, projectKey, flagKey)).toMatchObject({ lifecycle: 'ACTIVE', version: 4 });
  expect(jira.count(MOVES)).toBe(1);
  expect(jira.issue('WEB-10').status).toEqual(statuses.inProgress);
  expect((await readReceived(gogreen, sender.id)).map(({ outcome }) => outcome)).toEqual([
    'APPLIED',
    'UNCHANGED',
  ]);
});

test('linkIssue and unlinkIssue: add and remove the link on the Jira issue', async ({ gogreen }) => {
  jira.addIssue('WEB-11');
  const { key: projectKey } = await createProject(gogreen);
  await connect(gogreen, projectKey, {});
  const flagKey = await createLinkedFlag(gogreen, projectKey, 'WEB-11');
  await eventually(() => expect(jira.issue('WEB-11').remoteLinks.size).toBe(1));
  await command(gogreen, 'unlinkJiraIssue', { projectKey, flagKey, issueKey: 'WEB-11' });
  await eventually(() => expect(jira.issue('WEB-11').remoteLinks.size).toBe(0));
});
