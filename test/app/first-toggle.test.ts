import { afterAll, beforeAll, expect, test } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';

let gogreen: TestApp;
let receiver: Receiver;

beforeAll(async () => {
  receiver = await startReceiver();
  gogreen = await startTestApp();
});
afterAll(async () => {
  await gogreen?.close();
  await receiver?.close();
});

const CreateProject = graphql(`
  mutation FirstToggleCreateProject($input: CreateProjectInput!) {
    createProject(input: $input) { __typename ... on CreateProjectPayload { project { key environments { key } } } }
  }
`);

test('a new project has development and production', async () => {
  const { createProject } = await gogreen.run(CreateProject, { input: { key: 'shop', name: 'Shop' } });
  expect(createProject).toEqual({
    __typename: 'CreateProjectPayload',
    project: { key: 'shop', environments: [{ key: 'development' }, { key: 'production' }] },
  });
});
