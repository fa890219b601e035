import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { ProjectRole } from '#generated/graphql/graphql.ts';
import { addPerson, addService, setRole } from '#test/support/accounts.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { readAudit } from '#test/support/audit-entries.ts';
import { createProject, freshKey } from '#test/support/builders.ts';
import { command, refusal, refusedIssues } from '#test/support/command.ts';
import { startIssuer, type TestIssuer } from '#test/support/oidc-issuer.ts';

const test = testWithApp(() => ({ worker: false, settings: issuer.settings }));
let issuer: TestIssuer;
let shopId: string;

beforeAll(async () => {
  issuer = await startIssuer();
});
test.beforeAll(async ({ gogreen }) => {
  shopId = (await createProject(gogreen, { key: 'shop' })).id;
  await createProject(gogreen, { key: 'other' });
});
afterAll(async () => {
  await issuer?.close();
});

/** Which of these a token may do in a project: one thing of each role. */
async function tryAll(as: TestApp, projectKey: string) {
  const key = freshKey('thing');
  const answers = [
    await command(as, 'createFlag', { projectKey, key, kind: 'BOOLEAN' }),
    await command(as, 'createEnvironment', { projectKey, key, name: 'Environment' }),
    await command(as, 'createProject', { key, name: 'Project' }),
  ];
  return answers.map(({ __typename }) => __typename.replace(/^.*(?=Payload)/, ''));
}

describe('what a role allows', () => {
  const no = 'ForbiddenError';
  test.for<[role: ProjectRole | null, answers: string[]]>([
    [null, ['NotFoundError', 'NotFoundError', no]],
    ['VIEWER', [no, no, no]],
    ['EDITOR', ['Payload', no, no]],
    ['ADMIN', ['Payload', 'Payload', no]],
  ])('%s', async ([role, answers], { gogreen }) => {
    const service = await addService(gogreen, role ? { shop: role } : {});
    expect(await tryAll(service.as, 'shop')).toEqual(answers);
    expect(await tryAll(service.as, 'other')).toEqual(['NotFoundError', 'NotFoundError', no]);
  });

  test('a role holds from when it is granted until it is revoked, for the same token', async ({
    gogreen,
  }) => {
    const service = await addService(gogreen);
    const grant = { projectKey: 'shop', userId: service.id };
    await setRole(gogreen, { ...grant, role: 'ADMIN' });
    expect((await tryAll(service.as, 'shop'))[1]).toBe('Payload');
    await setRole(gogreen, { ...grant, role: 'VIEWER' });
    expect((await tryAll(service.as, 'shop'))[1]).toBe('ForbiddenError');
    await setRole(gogreen, { ...grant, role: null });
    expect((await tryAll(service.as, 'shop'))[1]).toBe('NotFoundError');
  });
});

describe('roles are given', () => {
  test('roles are granted by admins of the project, and not in another project', async ({ gogreen }) => {
    const admin = await addService(gogreen, { shop: 'ADMIN', other: 'EDITOR' });
    const { id: userId } = await addService(gogreen);
    expect(await setRole(admin.as, { projectKey: 'shop', userId, role: 'ADMIN' })).toMatchObject({
      role: 'ADMIN',
      user: { id: userId },
      project: { key: 'shop' },
    });
    const input = { projectKey: 'other', userId, role: 'VIEWER' };
    expect(await refusal(admin.as, 'setProjectRole', input)).toMatchObject({
      __typename: 'ForbiddenError',
      message: 'Only admins of the project may grant and revoke roles, client keys and server keys.',
    });
  });

  test('roles are granted by e-mail address, in any case', async ({ gogreen }) => {
    const person = await addPerson(gogreen, issuer);
    const email = ` ${person.email.toUpperCase()}`;
    expect(await setRole(gogreen, { projectKey: 'shop', email, role: 'EDITOR' })).toMatchObject({
      user: { id: person.id, email: person.email },
    });
  });

  test.for([
    [{ userId: 'user_nobody' }, 'There is no active user user_nobody'],
    [{ email: 'nobody@example.com' }, 'There is no active user with the e-mail address nobody@example.com'],
  ] as const)('to nobody who is not there: %o', async ([who, message], { gogreen }) => {
    const answer = await refusal(gogreen, 'setProjectRole', { projectKey: 'shop', ...who, role: 'VIEWER' });
    expect(answer).toMatchObject({
      __typename: 'NotFoundError',
      message: `${message}; an owner of this instance makes one with createUser.`,
    });
  });

  test('taking a role from an account without one, and from no account: answers alike for admins, and changes nothing', async ({
    gogreen,
  }) => {
    const admin = await addService(gogreen, { shop: 'ADMIN' });
    const person = await addPerson(gogreen, issuer);
    const answers = [];
    for (const email of [person.email, 'unknown@example.com']) {
      const input = { projectKey: 'shop', email, role: null };
      const { __typename, message = '' } = await refusal(admin.as, 'setProjectRole', input);
      answers.push({ __typename, message: message.replace(email, '…') });
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual({
      __typename: 'NotFoundError',
      message:
        'Project "shop" has no member with the e-mail address …; `project { members { user { id email } } }` lists them.',
    });
    const owner = { projectKey: 'shop', email: person.email, role: null };
    expect(await setRole(gogreen, owner)).toMatchObject({ role: null });
  });

  test('granting a role in a project that does not exist: NotFoundError', async ({ gogreen }) => {
    const input = { projectKey: 'nothing', userId: gogreen.serving.admin.actor.id, role: 'VIEWER' };
    expect((await refusal(gogreen, 'setProjectRole', input)).__typename).toBe('NotFoundError');
  });

  test('granting a role with two ways of naming the user, or none, is rejected', async ({ gogreen }) => {
    const input = { projectKey: 'shop', role: 'VIEWER' };
    expect(await refusedIssues(gogreen, 'setProjectRole', input)).toEqual({
      userId: 'is required, or email',
    });
    const both = { ...input, userId: gogreen.serving.admin.actor.id, email: 'admin@localhost' };
    expect(await refusedIssues(gogreen, 'setProjectRole', both)).toEqual({
      userId: 'must be left out where email is given',
    });
  });

  test('setProjectRole without a role is rejected and does not revoke it', async ({ gogreen }) => {
    const { id: userId } = await addService(gogreen, { shop: 'VIEWER' });
    expect(await refusedIssues(gogreen, 'setProjectRole', { projectKey: 'shop', userId })).toEqual({
      role: 'is required; null takes the role away',
    });
  });
});

test('name and address of members can be read by all who may read the project, and by nobody else', async ({
  gogreen,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  const person = await addPerson(gogreen, issuer, { roles: { [projectKey]: 'EDITOR' } });
  const service = await addService(gogreen, { [projectKey]: 'VIEWER' });
  const query = `{ project(key: "${projectKey}") { members { role user { id kind name email } } } }`;
  expect((await service.as.send(query)).data).toEqual({
    project: {
      members: [
        { role: 'EDITOR', user: { id: person.id, kind: 'PERSON', name: person.name, email: person.email } },
        { role: 'VIEWER', user: { id: service.id, kind: 'SERVICE', name: service.name, email: null } },
      ],
    },
  });
});

test('users can read their own roles, and owners those of everybody', async ({ gogreen }) => {
  const person = await addPerson(gogreen, issuer, { roles: { shop: 'EDITOR', other: 'VIEWER' } });
  const roles = [
    { role: 'EDITOR', project: { key: 'shop' } },
    { role: 'VIEWER', project: { key: 'other' } },
  ];
  const { data } = await person.as.send('{ viewer { kind isOwner roles { role project { key } } } }');
  expect(data).toEqual({ viewer: { kind: 'PERSON', isOwner: false, roles: expect.arrayContaining(roles) } });
  const listed = await gogreen.send(
    `{ users(filter: { text: "${person.email}" }) { edges { node { memberships { role project { key } } } } } }`,
  );
  expect(listed.data).toEqual({ users: { edges: [{ node: { memberships: roles } }] } });
});

test('the audit log has each role that was granted, changed and revoked, and no entry without a difference', async ({
  gogreen,
}) => {
  const { id: userId, name } = await addService(gogreen);
  for (const role of ['VIEWER', 'VIEWER', 'ADMIN', null, null] as const) {
    await setRole(gogreen, { projectKey: 'shop', userId, role });
  }
  const common = { projectId: shopId, subject: 'ROLE', subjectName: name, actor: 'Admin' };
  expect((await readAudit(gogreen, userId)).filter(({ subject }) => subject === 'ROLE')).toEqual([
    { ...common, action: 'CREATED', before: null, after: { role: 'VIEWER' } },
    { ...common, action: 'CHANGED', before: { role: 'VIEWER' }, after: { role: 'ADMIN' } },
    { ...common, action: 'DELETED', before: { role: 'ADMIN' }, after: null },
  ]);
});
