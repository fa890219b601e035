import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '#test/support/app.ts';
import {
  addHolder,
  countAudit,
  type Entry,
  type Holder,
  readAudit,
  whileRefused,
} from '#test/support/audit.ts';
import { createProject, freshKey } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';

let gogreen: TestApp;
let projectKey: string;
let projectId: string;
let admin: Holder;
let editor: Holder;

beforeAll(async () => {
  gogreen = await startTestApp({ worker: false });
});
afterAll(() => gogreen?.close());
beforeEach(async () => {
  ({ key: projectKey, id: projectId } = await createProject(gogreen));
  admin = await addHolder(gogreen, freshKey('admin'), { [projectId]: 'ADMIN' });
  editor = await addHolder(gogreen, freshKey('editor'), { [projectId]: 'EDITOR' });
});

const update = (input: object, { token }: { token?: string } = admin) =>
  command(gogreen, 'updateEnvironment', { projectKey, key: 'production', ...input }, token);
const newest = async (): Promise<Entry | undefined> => (await readAudit(gogreen, projectKey))[0];

test('createProject writes an audit entry for the project and one for each environment', async () => {
  const environments = [{ key: 'live', name: 'Live' }];
  const { key, id } = await createProject(gogreen, { key: freshKey('project'), name: 'Shop', environments });
  const common = {
    id: expect.stringMatching(/^aud_/),
    occurredAt: expect.any(String),
    action: 'CREATED',
    actor: gogreen.serving.admin.actor,
    project: { key },
    before: null,
  };
  expect(await readAudit(gogreen, key)).toEqual([
    {
      ...common,
      subject: 'ENVIRONMENT',
      subjectId: expect.stringMatching(/^env_/),
      subjectName: 'Live',
      after: {
        key: 'live',
        name: 'Live',
        requiresApproval: false,
        minimumApprovals: 1,
        confirmChanges: false,
      },
    },
    {
      ...common,
      subject: 'PROJECT',
      subjectId: id,
      subjectName: 'Shop',
      after: { key, name: 'Shop' },
    },
  ]);
});

test('createEnvironment writes an audit entry in the name of its user', async () => {
  const input = { projectKey, key: 'staging', name: 'Staging', minimumApprovals: 2 };
  await command(gogreen, 'createEnvironment', input, admin.token);
  expect(await newest()).toMatchObject({
    action: 'CREATED',
    subject: 'ENVIRONMENT',
    subjectName: 'Staging',
    actor: admin.actor,
    before: null,
    after: {
      key: 'staging',
      name: 'Staging',
      requiresApproval: false,
      minimumApprovals: 2,
      confirmChanges: false,
    },
  });
});

test('an environment that needs no approvals any more: the audit entry has the user and only what changed', async () => {
  await update({ requiresApproval: true });
  await update({ requiresApproval: false, minimumApprovals: null });
  const lifted = {
    action: 'CHANGED',
    subject: 'ENVIRONMENT',
    subjectName: 'Production',
    actor: admin.actor,
    before: { requiresApproval: true },
    after: { requiresApproval: false },
  };
  const entry = await newest();
  expect(entry).toMatchObject(lifted);
  expect(entry?.before).toEqual(lifted.before);
  expect(entry?.after).toEqual(lifted.after);
});

test('a renamed environment has its new name in the audit entry', async () => {
  await update({ name: 'Live', minimumApprovals: 3 });
  expect(await newest()).toMatchObject({
    subjectName: 'Live',
    before: { name: 'Production', minimumApprovals: 1 },
    after: { name: 'Live', minimumApprovals: 3 },
  });
});

test.each([
  ['nothing is given', {}],
  ['all is as it was', { name: 'Production', requiresApproval: false, minimumApprovals: 1 }],
])('an update by which %s is no entry', async (_name, input) => {
  const before = await countAudit(gogreen);
  expect(await update(input)).toMatchObject({ __typename: 'UpdateEnvironmentPayload' });
  expect(await countAudit(gogreen)).toBe(before);
});

describe('what is refused is no entry:', () => {
  const refusals: [name: string, code: string, run: () => Promise<{ code?: string }>][] = [
    ['by the role', 'FORBIDDEN', () => update({ requiresApproval: true }, editor)],
    ['an environment that is not there', 'NOT_FOUND', () => update({ key: 'nowhere', name: 'New' })],
    ['bad input', 'INVALID_INPUT', () => update({ minimumApprovals: 0 })],
    [
      'an environment that is there already',
      'CONFLICT',
      () => command(gogreen, 'createEnvironment', { projectKey, key: 'production', name: 'Again' }),
    ],
    [
      'a project that is there already',
      'CONFLICT',
      () => command(gogreen, 'createProject', { key: projectKey, name: 'Again' }),
    ],
    [
      'a project by somebody who is no owner',
      'FORBIDDEN',
      () => command(gogreen, 'createProject', { key: freshKey('project'), name: 'New' }, admin.token),
    ],
  ];
  test.each(refusals)('%s', async (_name, code, run) => {
    const before = await countAudit(gogreen);
    expect(await run()).toMatchObject({ code });
    expect(await countAudit(gogreen)).toBe(before);
  });
});

describe('a change and its entry are stored together or not at all:', () => {
  const environments = [
    { key: 'first', name: 'First' },
    { key: 'second', name: 'Second' },
  ];

  test('a project whose second environment fails leaves no entry of the first, nor of itself', async () => {
    const before = await countAudit(gogreen);
    const key = freshKey('project');
    await whileRefused(gogreen, 'environments', `NEW.key = 'second'`, async () => {
      await expect(command(gogreen, 'createProject', { key, name: 'New', environments })).rejects.toThrow();
    });
    expect(await countAudit(gogreen)).toBe(before);
  });

  test('without its entry a project is not made, and an environment not changed', async () => {
    const key = freshKey('project');
    await whileRefused(gogreen, 'audit_entries', 'true', async () => {
      await expect(command(gogreen, 'createProject', { key, name: 'New' })).rejects.toThrow();
      await expect(update({ name: 'Live' })).rejects.toThrow();
    });
    const { data } = await gogreen.send(
      'query ($key: String!, $present: String!) { new: project(key: $key) { id } present: project(key: $present) { environments { name } } }',
      { key, present: projectKey },
    );
    expect(data).toEqual({
      new: null,
      present: { environments: [{ name: 'Development' }, { name: 'Production' }] },
    });
  });
});

test('concurrent changes of an environment: each audit entry starts from what the one before ended with', async () => {
  const names = Array.from({ length: 12 }, (_, index) => `Name ${index}`);
  await Promise.all(names.map((name) => update({ name })));
  const entries = (await readAudit(gogreen, projectKey, { actions: ['CHANGED'] })).toReversed();
  expect(entries.map(({ after }) => after?.['name']).toSorted()).toEqual(names.toSorted());
  const chain = entries.map(({ before }) => before?.['name']);
  expect(chain).toEqual(['Production', ...entries.slice(0, -1).map(({ after }) => after?.['name'])]);
});

test('concurrent createProject with the same key: one project and one audit entry', async () => {
  const key = freshKey('project');
  const tries = await Promise.all(
    Array.from({ length: 6 }, () => command(gogreen, 'createProject', { key, name: 'New' })),
  );
  expect(tries.filter(({ code }) => code === 'CONFLICT')).toHaveLength(5);
  const entries = await readAudit(gogreen, key, { subjects: ['PROJECT'] });
  expect(entries.map(({ subjectName }) => subjectName)).toEqual(['New']);
});
