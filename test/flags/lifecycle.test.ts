import { expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { testWithApp } from '#test/support/app.ts';
import { createFlag, createProject, deleteFlag, freshKey, setFlagEnabled } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';

const projectKey = 'shop';
const test = testWithApp({ worker: false });

test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: projectKey });
});

const History = graphql(`
  query LifecycleHistory($projectKey: String!, $flagKey: String!) {
    project(key: $projectKey) {
      events(filter: { flagKey: $flagKey }) {
        edges { node { type comment actor { name } ... on FlagEvent { flagKey flagName flag { id } changes { ... on FlagChangeSummary { summary } } } } }
      }
    }
  }
`);

test.for([
  ['ACTIVE', 'ARCHIVED', 'FLAG_ARCHIVED'],
  ['STALE', 'ARCHIVED', 'FLAG_ARCHIVED'],
  ['ARCHIVED', 'ACTIVE', 'FLAG_RESTORED'],
  ['ARCHIVED', 'PERMANENT', 'FLAG_RESTORED'],
  ['ACTIVE', 'STALE', 'FLAG_UPDATED'],
  ['STALE', 'ACTIVE', 'FLAG_UPDATED'],
  ['ACTIVE', 'PERMANENT', 'FLAG_UPDATED'],
] as const)('from %s to %s is %s', async ([from, to, type], { gogreen }) => {
  const { key } = await createFlag(gogreen, { projectKey });
  if (from !== 'ACTIVE') await command(gogreen, 'updateFlag', { projectKey, key, lifecycle: from });
  const answer = await command(gogreen, 'updateFlag', { projectKey, key, lifecycle: to });
  expect(answer.event?.type).toBe(type);
});

test('an archived flag can still be changed and keeps its behaviour for when it is restored', async ({
  gogreen,
}) => {
  const { key } = await createFlag(gogreen, { projectKey });
  const place = { projectKey, flagKey: key, environmentKey: 'production' };
  await setFlagEnabled(gogreen, { ...place, enabled: true });
  await command(gogreen, 'updateFlag', { projectKey, key, lifecycle: 'ARCHIVED' });
  const answer = await command(gogreen, 'setFlagEnabled', { ...place, enabled: false });
  expect(answer).toMatchObject({ __typename: 'SetFlagEnabledPayload', event: { type: 'FLAG_UPDATED' } });
});

test('the events of a deleted flag stay readable, and its key can be used again', async ({ gogreen }) => {
  const key = freshKey('flag');
  const first = await createFlag(gogreen, { projectKey, key, name: 'The first' });
  const answer = await command(gogreen, 'deleteFlag', { projectKey, key, comment: 'no longer used' });
  expect(answer).toMatchObject({ __typename: 'DeleteFlagPayload', event: { type: 'FLAG_DELETED' } });
  const second = await createFlag(gogreen, { projectKey, key, name: 'The second' });
  expect(second.id).not.toBe(first.id);
  expect(second.version).toBe(1);

  const { project } = await gogreen.run(History, { projectKey, flagKey: key });
  expect(project?.events.edges.map(({ node }) => node)).toEqual([
    {
      type: 'FLAG_CREATED',
      comment: null,
      actor: { name: 'Admin' },
      flagKey: key,
      flagName: 'The second',
      flag: { id: second.id },
      changes: [{ summary: 'Created the flag: BOOLEAN, 2 variations ("on", "off").' }],
    },
    {
      type: 'FLAG_DELETED',
      comment: 'no longer used',
      actor: { name: 'Admin' },
      flagKey: key,
      flagName: 'The first',
      flag: null,
      changes: [{ summary: 'Deleted the flag.' }],
    },
    {
      type: 'FLAG_CREATED',
      comment: null,
      actor: { name: 'Admin' },
      flagKey: key,
      flagName: 'The first',
      flag: null,
      changes: [{ summary: 'Created the flag: BOOLEAN, 2 variations ("on", "off").' }],
    },
  ]);
});

test('the history of a flag does not begin with that of an earlier flag of its key', async ({ gogreen }) => {
  const key = freshKey('flag');
  await createFlag(gogreen, { projectKey, key });
  await deleteFlag(gogreen, { projectKey, key });
  await createFlag(gogreen, { projectKey, key });
  const { data } = await gogreen.send(
    'query ($key: String!) { flag(projectKey: "shop", key: $key) { events { edges { node { type } } } } }',
    { key },
  );
  expect(data).toEqual({ flag: { events: { edges: [{ node: { type: 'FLAG_CREATED' } }] } } });
});

test('deleting a flag twice finds none the second time', async ({ gogreen }) => {
  const { key } = await createFlag(gogreen, { projectKey });
  await deleteFlag(gogreen, { projectKey, key });
  expect(await command(gogreen, 'deleteFlag', { projectKey, key })).toMatchObject({
    __typename: 'NotFoundError',
    message: `Project "shop" has no flag with the key "${key}"; \`project { flags { edges { node { key } } } }\` lists them.`,
  });
});
