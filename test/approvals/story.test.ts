/** The whole way of a change request through the API, with everybody who hears of it. */

import { expect } from 'vitest';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { addUser, guardedFlag, readChangeRequest, type TestUser } from '#test/support/approvals.ts';
import { createWebhook } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { WatchEvents, WatchFlags } from '#test/support/live-documents.ts';
import { startReceiver } from '#test/support/receiver.ts';
import { subscribeSse } from '#test/support/subscribe-sse.ts';

const test = testWithReceiver();
let ada: TestUser;

test.beforeAll(async ({ gogreen }) => {
  ada = await addUser(gogreen, 'Ada');
});

const rules = [
  {
    clauses: [{ attribute: 'country', operator: 'IN', values: ['FR'] }],
    serve: { variation: 'on' },
  },
];

test('a direct change is rejected with a hint to proposeFlagChange; proposed, approved and applied it is made, with an event of each step', async ({
  gogreen,
  receiver,
}) => {
  const { place, flagKey, projectKey } = await guardedFlag(gogreen);
  await createWebhook(gogreen, { projectKey, url: `${receiver.url}/gogreen` });
  await createWebhook(gogreen, { projectKey, url: `${receiver.url}/tggl`, payloadFormat: 'TGGL' });

  expect(await command(gogreen, 'setFlagEnabled', { ...place, enabled: true })).toMatchObject({
    __typename: 'ApprovalRequiredError',
    code: 'APPROVAL_REQUIRED',
    message: expect.stringContaining('proposeFlagChange'),
  });

  const input = { ...place, enabled: true, rules, title: 'Start in France', comment: 'As planned' };
  const id = await ada.propose(input);
  expect(id).toMatch(/^cr_/);
  expect(await readChangeRequest(gogreen, id)).toMatchObject({
    title: 'Start in France',
    comment: 'As planned',
    state: 'PENDING',
    revision: 1,
    flagVersion: 1,
    author: { id: ada.actor.id, name: 'Ada' },
    environment: { key: 'production' },
    flagKey,
    url: `https://gogreen.test/projects/${projectKey}/changes/${id}`,
    flag: { version: 1, environment: { enabled: false } },
    changes: [
      { summary: 'Switched the flag on in Production.' },
      { summary: 'Added rule 1 in Production: IF country IN ("FR") THEN "on".' },
    ],
    codeLikeBefore: 'OFF: "off"\nSERVE "on"',
    codeLikeAfter: 'IF country IN ("FR")\nTHEN "on"\nELSE "on"',
    codeLikeDiff: expect.stringContaining('+IF country IN ("FR")'),
    approvals: [],
  });

  expect(await command(gogreen, 'applyChangeRequest', { changeRequestId: id })).toMatchObject({
    __typename: 'ConflictError',
    message: expect.stringContaining('0 of the 1 approvals that "production" asks for'),
    currentChangeRequest: { id, state: 'PENDING' },
  });
  const approval = { changeRequestId: id, expectedRevision: 1, comment: 'Good' };
  expect(await command(gogreen, 'approveChangeRequest', approval)).toMatchObject({
    event: { type: 'APPROVAL_APPROVED' },
    changeRequest: { state: 'APPROVED' },
  });
  const { data } = await gogreen.send(
    `mutation ($id: ID!) { applyChangeRequest(input: { changeRequestId: $id }) {
      ... on ApplyChangeRequestPayload {
        changeRequest { state } event { type sequence }
        flagEvent { type sequence comment changeRequest { id } codeLikeAfter changes { ... on FlagConditionCreated { ruleAfter { id: ruleId } } } }
      } } }`,
    { id },
  );
  const request = await readChangeRequest(gogreen, id);
  expect(request).toMatchObject({ state: 'APPLIED', flag: { version: 2, environment: { enabled: true } } });
  expect(data?.['applyChangeRequest']).toMatchObject({
    changeRequest: { state: 'APPLIED' },
    event: { type: 'APPROVAL_APPLIED', sequence: 5 },
    flagEvent: {
      type: 'FLAG_UPDATED',
      sequence: 4,
      comment: 'As planned',
      changeRequest: { id },
      codeLikeAfter: request.codeLikeAfter,
    },
  });
  expect(request.events.map(({ sequence, type, actor }) => [sequence, type, actor.name])).toEqual([
    [2, 'APPROVAL_REQUESTED', 'Ada'],
    [3, 'APPROVAL_APPROVED', 'Admin'],
    [4, 'FLAG_UPDATED', 'Admin'],
    [5, 'APPROVAL_APPLIED', 'Admin'],
  ]);

  await receiver.waitFor(8);
  const bodies = (path: string) =>
    receiver.requests
      .filter((received) => received.path === path)
      .map(({ body }) => JSON.parse(body.toString()))
      .toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
  const [requested, approved, updated, applied] = bodies('/gogreen');
  expect(Object.keys(requested).slice(0, 7)).toEqual([
    'event',
    'timestamp',
    'project_id',
    'environment_id',
    'flag_key',
    'changes',
    'actor',
  ]);
  expect(requested).toMatchObject({
    event: 'approval.requested',
    sequence: 2,
    flag_key: flagKey,
    comment: 'As planned',
    changes: { enabled: { old: false, new: true } },
    url: `https://gogreen.test/projects/${projectKey}/changes/${id}`,
    code_like_after: request.codeLikeAfter,
    change_request: {
      id,
      title: 'Start in France',
      state: 'PENDING',
      revision: 1,
      comment: 'As planned',
      author: { id: ada.actor.id, email: ada.actor.email },
      approvals: [],
      minimum_approvals: 1,
      bypass: false,
      scheduled_at: null,
      reason: null,
    },
  });
  expect(approved.change_request).toMatchObject({
    state: 'APPROVED',
    approvals: [{ actor: { email: 'admin@localhost' }, comment: 'Good' }],
  });
  expect(updated).toMatchObject({ event: 'flag.updated', changes: requested.changes });
  expect(updated.change_request).toBeUndefined();
  expect(applied).toMatchObject({ event: 'approval.applied', change_request: { state: 'APPLIED' } });
  expect(
    bodies('/tggl')
      .map(({ eventType }) => eventType)
      .toSorted(),
  ).toEqual(['CHANGE_REQUEST_APPLIED', 'CHANGE_REQUEST_APPROVED', 'CHANGE_REQUEST_CREATED', 'FLAG_CHANGED']);
});

test('the rules of a proposal have the same ids once it is applied', async ({ gogreen }) => {
  const { place } = await guardedFlag(gogreen);
  const id = await ada.propose({ ...place, rules });
  const idsOf = async () => {
    const { data } = await gogreen.send(
      `query ($id: ID!) { node(id: $id) { ... on ChangeRequest {
        changes { ... on FlagConditionCreated { ruleAfter { id: ruleId } } }
        flag { environment(key: "production") { rules { id } } } } } }`,
      { id },
    );
    const node = data?.['node'] as {
      changes: { ruleAfter: { id: string } }[];
      flag: { environment: { rules: { id: string }[] } };
    };
    return { reviewed: node.changes.map(({ ruleAfter }) => ruleAfter), rules: node.flag.environment.rules };
  };
  const before = await idsOf();
  await command(gogreen, 'approveChangeRequest', { changeRequestId: id });
  await command(gogreen, 'applyChangeRequest', { changeRequestId: id });
  expect(await idsOf()).toEqual({ reviewed: before.reviewed, rules: before.reviewed });
});

test('the subscription events has the events of change requests; flagChanged only those of the flag', async ({
  gogreen,
}) => {
  const { place, projectKey } = await guardedFlag(gogreen);
  const id = await ada.propose({ ...place, enabled: true });
  await command(gogreen, 'approveChangeRequest', { changeRequestId: id });
  await command(gogreen, 'applyChangeRequest', { changeRequestId: id });
  const from = { projectKey, afterSequence: 1 };
  const events = await subscribeSse(gogreen.url, WatchEvents, from);
  const flags = await subscribeSse(gogreen.url, WatchFlags, from);
  expect((await events.waitFor(4)).map(({ data }) => data?.events)).toEqual([
    { sequence: 2, type: 'APPROVAL_REQUESTED', environment: { key: 'production' } },
    { sequence: 3, type: 'APPROVAL_APPROVED', environment: { key: 'production' } },
    { sequence: 4, type: 'FLAG_UPDATED', environment: { key: 'production' }, flagKey: place.flagKey },
    { sequence: 5, type: 'APPROVAL_APPLIED', environment: { key: 'production' } },
  ]);
  expect((await flags.waitFor(1)).map(({ data }) => data?.flagChanged.sequence)).toEqual([4]);
  await events.leave();
  await flags.leave();
});

test('Slack gets a message of the proposal with a link to review it, and one of the result', async ({
  gogreen,
}) => {
  const { place, projectKey, flagKey } = await guardedFlag(gogreen);
  await using slack = await startReceiver();
  slack.answer({ body: '{"ok":true}', headers: { 'content-type': 'application/json' } });
  const bot = { botToken: 'xoxb-good', channels: ['#releases'], apiUrl: `${slack.url}/api` };
  const eventTypes = ['APPROVAL_REQUESTED', 'APPROVAL_APPLIED'];
  const input = { projectKey, name: 'Releases', eventTypes, provider: { slack: bot } };
  await command(gogreen, 'createIntegration', input);
  const id = await ada.propose({ ...place, enabled: true, title: 'Start the sale' });
  const [first] = await slack.waitFor(1);
  const requested = JSON.parse(String(first?.body));
  expect(requested.text).toBe(
    `Approval requested: New checkout (${flagKey}) in Production, by Ada (${ada.actor.email}), project ${projectKey}. “Start the sale”, proposed by Ada. Approvals: 0 of 1. Nothing has changed yet. What it asks for: Switched the flag on in Production: off → on.`,
  );
  expect(JSON.stringify(requested.blocks)).toContain(
    `{"type":"link","text":"Review the change","url":"https://gogreen.test/projects/${projectKey}/changes/${id}"}`,
  );
  await command(gogreen, 'approveChangeRequest', { changeRequestId: id });
  await command(gogreen, 'applyChangeRequest', { changeRequestId: id });
  const [, second] = await slack.waitFor(2);
  expect(JSON.parse(String(second?.body)).text).toContain('Approvals: 1 of 1 (Admin). What changed:');
});
