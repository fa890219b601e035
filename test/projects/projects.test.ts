import { describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { testWithApp } from '#test/support/app.ts';
import {
  createFlag,
  createProject,
  freshKey,
  setFlagEnabled,
  succeeded,
  updateFlag,
} from '#test/support/builders.ts';
import { command, refusal } from '#test/support/command.ts';

const test = testWithApp({ worker: false });

const CreateEnvironment = graphql(`
  mutation ProjectsCreateEnvironment($input: CreateEnvironmentInput!) {
    createEnvironment(input: $input) {
      __typename
      ... on CreateEnvironmentPayload {
        environment { key name requiresApproval }
        project { key environments { key } }
      }
      ... on Error { message }
    }
  }
`);

const UpdateEnvironment = graphql(`
  mutation ProjectsUpdateEnvironment($input: UpdateEnvironmentInput!) {
    updateEnvironment(input: $input) {
      __typename
      ... on UpdateEnvironmentPayload { environment { key name requiresApproval project { key } } project { key } }
      ... on Error { message }
    }
  }
`);

const FlagInPlaces = graphql(`
  query ProjectsFlagInPlaces($projectKey: String!, $key: String!) {
    flag(projectKey: $projectKey, key: $key) { environments { environment { key } enabled codeLike } }
  }
`);

const ListProjects = graphql(`
  query ProjectsList($after: String) {
    projects(first: 2, after: $after) { edges { node { key lastSequence } } pageInfo { hasNextPage endCursor } }
  }
`);

test('a new project has the environments development and production, and an empty event log', async ({
  gogreen,
}) => {
  const project = await createProject(gogreen, { key: 'first', name: 'The first 🥇' });
  expect(project).toMatchObject({
    name: 'The first 🥇',
    environments: [
      { key: 'development', name: 'Development' },
      { key: 'production', name: 'Production' },
    ],
  });
  const { projects } = await gogreen.run(ListProjects, {});
  expect(projects.edges).toEqual([{ node: { key: 'first', lastSequence: 0 } }]);
});

test('projects are listed page by page, oldest first', async ({ gogreen }) => {
  for (const key of ['second', 'third']) await createProject(gogreen, { key });
  const { projects: one } = await gogreen.run(ListProjects, {});
  expect(one.edges.map(({ node }) => node.key)).toEqual(['first', 'second']);
  expect(one.pageInfo.hasNextPage).toBe(true);
  const { projects: two } = await gogreen.run(ListProjects, { after: one.pageInfo.endCursor ?? null });
  expect(two.edges.map(({ node }) => node.key)).toEqual(['third']);
  expect(two.pageInfo.hasNextPage).toBe(false);
});

describe('an environment that is added later', () => {
  test('a new environment of a project has every flag off', async ({ gogreen }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key } = await createFlag(gogreen, { projectKey });
    await setFlagEnabled(gogreen, { projectKey, flagKey: key, environmentKey: 'production', enabled: true });
    const { createEnvironment } = await gogreen.run(CreateEnvironment, {
      input: { projectKey, key: 'staging', name: 'Staging' },
    });
    expect(succeeded(createEnvironment)).toMatchObject({
      environment: { key: 'staging', name: 'Staging', requiresApproval: false },
      project: { environments: [{ key: 'development' }, { key: 'production' }, { key: 'staging' }] },
    });
    const { flag } = await gogreen.run(FlagInPlaces, { projectKey, key });
    expect(flag?.environments).toEqual([
      { environment: { key: 'development' }, enabled: false, codeLike: 'OFF: "off"\nSERVE "on"' },
      { environment: { key: 'production' }, enabled: true, codeLike: 'SERVE "on"' },
      { environment: { key: 'staging' }, enabled: false, codeLike: 'OFF: "off"\nSERVE "on"' },
    ]);
    await setFlagEnabled(gogreen, { projectKey, flagKey: key, environmentKey: 'staging', enabled: true });
  });

  test('variations that change after an environment was added do not change what the others serve', async ({
    gogreen,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const variations = [
      { key: 'a', value: 'a' },
      { key: 'b', value: 'b' },
    ];
    const { key } = await createFlag(gogreen, { projectKey, kind: 'STRING', variations });
    await updateFlag(gogreen, { projectKey, key, variations: variations.toReversed() });
    await gogreen.run(CreateEnvironment, { input: { projectKey, key: 'staging', name: 'Staging' } });
    const { flag } = await gogreen.run(FlagInPlaces, { projectKey, key });
    expect(flag?.environments.map(({ codeLike }) => codeLike)).toEqual([
      'OFF: "a"\nSERVE "a"',
      'OFF: "a"\nSERVE "a"',
      'OFF: "b"\nSERVE "b"',
    ]);
  });
});

describe('an environment that asks for approvals', () => {
  const refused = {
    __typename: 'ApprovalRequiredError',
    code: 'APPROVAL_REQUIRED',
    message:
      'Changes of flags in "guarded" need an approval. Send the same input to proposeFlagChange, which makes a change request of it.',
  };

  test('an environment that requires approvals rejects direct changes there, and only there, until it requires none', async ({
    gogreen,
  }) => {
    const { key: projectKey } = await createProject(gogreen);
    const { key: flagKey } = await createFlag(gogreen, { projectKey });
    const input = { projectKey, key: 'guarded', name: 'Guarded', requiresApproval: true };
    succeeded((await gogreen.run(CreateEnvironment, { input })).createEnvironment);
    const place = { projectKey, flagKey, environmentKey: 'guarded' };

    expect(await refusal(gogreen, 'setFlagEnabled', { ...place, enabled: true })).toEqual(refused);
    expect(await refusal(gogreen, 'updateFlagEnvironment', { ...place, enabled: true })).toEqual(refused);
    const unchanged = await command(gogreen, 'setFlagEnabled', { ...place, enabled: false });
    expect(unchanged).toMatchObject({ __typename: 'SetFlagEnabledPayload', event: null });
    await setFlagEnabled(gogreen, { ...place, environmentKey: 'production', enabled: true });
    await updateFlag(gogreen, { projectKey, key: flagKey, name: 'A new name' });

    const lifted = await gogreen.run(UpdateEnvironment, {
      input: { projectKey, key: 'guarded', requiresApproval: false },
    });
    expect(succeeded(lifted.updateEnvironment).environment).toMatchObject({
      name: 'Guarded',
      requiresApproval: false,
    });
    const changed = await command(gogreen, 'setFlagEnabled', { ...place, enabled: true });
    expect(changed).toMatchObject({ event: { type: 'FLAG_UPDATED' } });
  });
});

test('an environment requires one approval unless requiredApprovals says another number', async ({
  gogreen,
}) => {
  const { key: projectKey } = await createProject(gogreen, { key: freshKey('project') });
  const read = async () => {
    const { data } = await gogreen.send(
      'query ($key: String!) { project(key: $key) { environments { key minimumApprovals } } }',
      { key: projectKey },
    );
    const { project } = data as { project: { environments: { key: string; minimumApprovals: number }[] } };
    return Object.fromEntries(
      project.environments.map(({ key, minimumApprovals }) => [key, minimumApprovals]),
    );
  };
  await command(gogreen, 'createEnvironment', { projectKey, key: 'qa', name: 'QA', minimumApprovals: 3 });
  await command(gogreen, 'updateEnvironment', { projectKey, key: 'production', minimumApprovals: 10 });
  await command(gogreen, 'updateEnvironment', { projectKey, key: 'qa', name: 'Q' });
  expect(await read()).toEqual({ development: 1, production: 10, qa: 3 });
});

test('an environment can be renamed; what is left out or null stays', async ({ gogreen }) => {
  const { key: projectKey } = await createProject(gogreen, { key: freshKey('project') });
  const input = { projectKey, key: 'production', name: 'Live', requiresApproval: null };
  const { updateEnvironment } = await gogreen.run(UpdateEnvironment, { input });
  expect(succeeded(updateEnvironment)).toMatchObject({
    environment: { key: 'production', name: 'Live', requiresApproval: false, project: { key: projectKey } },
    project: { key: projectKey },
  });
});

test('a project has at most 50 environments, also when the last ones are added at once', async ({
  gogreen,
}) => {
  const environments = Array.from({ length: 48 }, (_, index) => ({ key: `place-${index}`, name: 'Name' }));
  const { key: projectKey } = await createProject(gogreen, { environments });
  const answers = await Promise.all(
    Array.from({ length: 6 }, () =>
      command(gogreen, 'createEnvironment', { projectKey, key: freshKey('env'), name: 'Name' }),
    ),
  );
  expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
    ...Array(4).fill('ConflictError'),
    ...Array(2).fill('CreateEnvironmentPayload'),
  ]);
  expect(
    await refusal(gogreen, 'createEnvironment', { projectKey, key: 'one-more', name: 'Name' }),
  ).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('Limit of 50 environments reached') });
});
