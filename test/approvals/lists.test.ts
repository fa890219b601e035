import { expect } from 'vitest';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { addUser, guardedFlag, type TestUser } from '#test/support/approvals.ts';
import { createFlag } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';

const test = testWithApp({ worker: false });
let ada: TestUser;
let projectKey: string;
let flagKey: string;

/** Titles by the order in which they were proposed. */
const titles = ['in production', 'in development', 'of the other flag', 'rejected', 'approved'];

test.beforeAll(async ({ gogreen }) => {
  ada = await addUser(gogreen, 'Ada');
  const { place, ...guarded } = await guardedFlag(gogreen);
  ({ projectKey, flagKey } = guarded);
  const other = await createFlag(gogreen, { projectKey, key: 'other' });
  const places = [
    place,
    { ...place, environmentKey: 'development' },
    { ...place, flagKey: other.key },
    place,
    place,
  ];
  const ids: string[] = [];
  for (const [index, where] of places.entries()) {
    ids.push(await ada.propose({ ...where, enabled: true, title: titles[index] }));
  }
  await command(gogreen, 'rejectChangeRequest', { changeRequestId: ids[3], comment: 'No' });
  await command(gogreen, 'approveChangeRequest', { changeRequestId: ids[4] });
  // Of another project, and so never among them.
  const elsewhere = await guardedFlag(gogreen);
  await ada.propose({ ...elsewhere.place, enabled: true, title: 'elsewhere' });
});

async function list(gogreen: TestApp, args: string, owner = `project(key: "${projectKey}")`) {
  const { data, errors } = await gogreen.send(
    `{ owner: ${owner} { changeRequests${args} { edges { cursor node { title } } pageInfo { hasNextPage } } } }`,
  );
  if (errors || !data) throw new Error(JSON.stringify(errors));
  const { changeRequests } = data['owner'] as {
    changeRequests: { edges: { cursor: string; node: { title: string } }[]; pageInfo: object };
  };
  const { edges, pageInfo } = changeRequests;
  return { titles: edges.map(({ node }) => node.title), cursor: edges.at(-1)?.cursor, pageInfo };
}

test.for([
  ['', [...titles].reverse()],
  ['(filter: {})', [...titles].reverse()],
  ['(filter: { states: [PENDING] })', ['of the other flag', 'in development', 'in production']],
  ['(filter: { states: [REJECTED, APPROVED] })', ['approved', 'rejected']],
  ['(filter: { states: [] })', []],
  ['(filter: { flagKey: "other" })', ['of the other flag']],
  ['(filter: { flagKey: "nothing" })', []],
  ['(filter: { environmentKey: "development" })', ['in development']],
  ['(filter: { environmentKey: "development", states: [APPLIED] })', []],
] as const)(
  'a project lists its change requests, newest first: %s',
  async ([args, expected], { gogreen }) => {
    expect((await list(gogreen, args)).titles).toEqual(expected);
  },
);

test('the change requests of a project are listed page by page', async ({ gogreen }) => {
  const first = await list(gogreen, '(first: 2)');
  expect(first).toMatchObject({ titles: ['approved', 'rejected'], pageInfo: { hasNextPage: true } });
  const rest = await list(gogreen, `(first: 3, after: "${first.cursor}")`);
  expect(rest).toMatchObject({
    titles: ['of the other flag', 'in development', 'in production'],
    pageInfo: { hasNextPage: false },
  });
});

test('the change requests of a flag are listed for every environment', async ({ gogreen }) => {
  const owner = `flag(projectKey: "${projectKey}", key: "${flagKey}")`;
  expect((await list(gogreen, '', owner)).titles).toEqual([
    'approved',
    'rejected',
    'in development',
    'in production',
  ]);
});

test('the history of a flag has the events of its change requests', async ({ gogreen }) => {
  const { data } = await gogreen.send(
    `{ flag(projectKey: "${projectKey}", key: "other") { events { edges { node { type ... on ApprovalEvent {
      title revision approvalCount minimumApprovals bypass reason scheduledAt flagKey flagName
      changes { ... on FlagChangeSummary { summary } } codeLikeBefore codeLikeAfter codeLikeDiff } } } } } }`,
  );
  expect(data).toMatchObject({
    flag: {
      events: {
        edges: [
          {
            node: {
              type: 'APPROVAL_REQUESTED',
              title: 'of the other flag',
              revision: 1,
              approvalCount: 0,
              minimumApprovals: 1,
              bypass: false,
              reason: null,
              scheduledAt: null,
              flagKey: 'other',
              flagName: 'other',
              changes: [{ summary: 'Switched the flag on in Production.' }],
              codeLikeBefore: 'OFF: "off"\nSERVE "on"',
              codeLikeAfter: 'SERVE "on"',
              codeLikeDiff: expect.stringContaining('-OFF: "off"'),
            },
          },
          { node: { type: 'FLAG_CREATED' } },
        ],
      },
    },
  });
});
