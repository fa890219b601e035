/** The whole way of a change request through the API, with everybody who hears of it. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { addUser, guardedFlag, readChangeRequest, type TestUser } from '#test/support/approvals.ts';
import { createWebhook } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

let gogreen: TestApp;
let receiver: Receiver;
let ada: TestUser;

beforeAll(async () => {
  receiver = await startReceiver();
  gogreen = await startTestApp();
  ada = await addUser(gogreen, 'Ada');
});
afterAll(async () => {
  await gogreen?.close();
  await receiver?.close();
});

const rules = [
  {
    clauses: [{ attribute: 'country', operator: 'IN', values: ['FR'] }],
    serve: { variation: 'on' },
  },
];

test('a direct change names proposeFlagChange; proposed, approved and applied it is made, and everybody hears of each step', async () => {
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
    ...{ title: 'Start in France', comment: 'As planned', state: 'PENDING', revision: 1, flagVersion: 1 },
    ...{ author: { id: ada.actor.id, name: 'Ada' }, environment: { key: 'production' }, flagKey },
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
        flagEvent { type sequence comment changeRequest { id } codeLikeAfter changes { ... on FlagConditionCreated { ruleAfter { id } } } }
      } } }`,
    { id },
  );
  const request = await readChangeRequest(gogreen, id);
  expect(request).toMatchObject({ state: 'APPLIED', flag: { version: 2, environment: { enabled: true } } });
  expect(data?.['applyChangeRequest']).toMatchObject({
    changeRequest: { state: 'APPLIED' },
    event: { type: 'APPROVAL_APPLIED', sequence: 5 },
    flagEvent: {
      ...{ type: 'FLAG_UPDATED', sequence: 4, comment: 'As planned', changeRequest: { id } },
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
    ...['event', 'timestamp', 'project_id', 'environment_id', 'flag_key', 'changes', 'actor'],
  ]);
  expect(requested).toMatchObject({
    ...{ event: 'approval.requested', sequence: 2, flag_key: flagKey, comment: 'As planned' },
    changes: { enabled: { old: false, new: true } },
    url: `https://gogreen.test/projects/${projectKey}/changes/${id}`,
    code_like_after: request.codeLikeAfter,
    change_request: {
      ...{ id, title: 'Start in France', state: 'PENDING', revision: 1, comment: 'As planned' },
      author: { id: ada.actor.id, email: ada.actor.email },
      ...{ approvals: [], minimum_approvals: 1, bypass: false, scheduled_at: null, reason: null },
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

test('the rules that reviewers have seen have the same ids once they are applied', async () => {
  const { place } = await guardedFlag(gogreen);
  const id = await ada.propose({ ...place, rules });
  const idsOf = async () => {
    const { data } = await gogreen.send(
      `query ($id: ID!) { node(id: $id) { ... on ChangeRequest {
        changes { ... on FlagConditionCreated { ruleAfter { id } } }
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

test('the live log brings the events of change requests; flagChanged only those of the flag', async () => {
  const { place, projectKey } = await guardedFlag(gogreen);
  const id = await ada.propose({ ...place, enabled: true });
  await command(gogreen, 'approveChangeRequest', { changeRequestId: id });
  await command(gogreen, 'applyChangeRequest', { changeRequestId: id });
  const read = async (subscription: string, count: number) => {
    const stop = new AbortController();
    const response = await fetch(`${gogreen.url}/graphql`, {
      method: 'POST',
      signal: stop.signal,
      headers: {
        ...{ 'content-type': 'application/json', accept: 'text/event-stream' },
        authorization: `Bearer ${gogreen.app.admin.token}`,
      },
      body: JSON.stringify({ query: `subscription { ${subscription} }` }),
    });
    const events: { __typename: string; sequence: number }[] = [];
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue;
        events.push(Object.values(JSON.parse(line.slice(6)).data)[0] as (typeof events)[number]);
      }
      if (events.length >= count) break;
    }
    stop.abort();
    return events.map(({ __typename, sequence }) => `${sequence} ${__typename}`);
  };
  const args = `projectKey: "${projectKey}", afterSequence: 1`;
  expect(await read(`events(${args}) { __typename sequence ... on ApprovalEvent { title } }`, 4)).toEqual([
    '2 ApprovalEvent',
    '3 ApprovalEvent',
    '4 FlagEvent',
    '5 ApprovalEvent',
  ]);
  expect(await read(`flagChanged(${args}) { __typename sequence }`, 1)).toEqual(['4 FlagEvent']);
});
