import { afterAll, beforeAll, describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { actAs, addPerson, addService, createToken, setRole } from '#test/support/accounts.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { readAudit } from '#test/support/audit-entries.ts';
import { createProject, freshKey, succeeded } from '#test/support/builders.ts';
import { command, refusal, refusedIssues } from '#test/support/command.ts';
import { startIssuer, type TestIssuer } from '#test/support/oidc-issuer.ts';

const test = testWithApp(() => ({ worker: false, settings: issuer.settings }));
let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await startIssuer();
});
test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
});
afterAll(async () => {
  await issuer?.close();
});

const CreateUser = graphql(`
  mutation UsersCreate($input: CreateUserInput!) {
    createUser(input: $input) {
      __typename
      ... on CreateUserPayload { user { id kind email name isOwner deactivatedAt accessTokens { id } memberships { role } } }
      ... on Error { message }
    }
  }
`);

const ListUsers = graphql(`
  query UsersList($first: Int, $after: String, $filter: UserFilter) {
    users(first: $first, after: $after, filter: $filter) {
      edges { node { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

async function makeUser(gogreen: TestApp, input: { email: string; name: string; owner?: boolean }) {
  return succeeded((await gogreen.run(CreateUser, { input })).createUser).user;
}

async function listNames(gogreen: TestApp, filter: object): Promise<string[]> {
  const { users } = await gogreen.run(ListUsers, { filter });
  return users.edges.map(({ node }) => node.name);
}

describe('a new person', () => {
  test('a new user has the address trimmed and in lower case, no role and no token', async ({ gogreen }) => {
    expect(await makeUser(gogreen, { email: '  Ada.Lovelace+test@Example.COM ', name: 'Ada' })).toEqual({
      id: expect.stringMatching(/^user_/),
      kind: 'PERSON',
      name: 'Ada',
      email: 'ada.lovelace+test@example.com',
      isOwner: false,
      deactivatedAt: null,
      accessTokens: [],
      memberships: [],
    });
  });

  test('a new user with an address that is in use, in any case, is rejected', async ({ gogreen }) => {
    await makeUser(gogreen, { email: 'twice@example.com', name: 'First' });
    expect(
      await refusal(gogreen, 'createUser', { email: 'TWICE@example.com', name: 'Second' }),
    ).toMatchObject({
      __typename: 'ConflictError',
      message: 'There is a user with the e-mail address twice@example.com already; `users` has them.',
    });
  });

  test.for([
    ['no @', 'ada.example.com'],
    ['nothing before it', '@example.com'],
    ['two addresses', 'a@example.com, b@example.com'],
    ['a space', 'a da@example.com'],
    ['nothing', ' '],
    ['255 characters', `${'a'.repeat(243)}@example.com`],
    // In lower case it would be the k of ASCII.
    ['the Kelvin sign', 'in\u212a@example.com'],
  ] as const)('is refused with an address that has %s', async ([_what, email], { gogreen }) => {
    expect(await refusedIssues(gogreen, 'createUser', { email, name: 'Ada' })).toEqual({
      email: 'must be an e-mail address, such as ada@example.com',
    });
  });

  test('a new user without a name or with one that is too long is rejected', async ({ gogreen }) => {
    const email = 'nameless@example.com';
    expect(await refusedIssues(gogreen, 'createUser', { email, name: ' ' })).toEqual({
      name: 'must not be empty',
    });
    expect(await refusedIssues(gogreen, 'createUser', { email, name: 'x'.repeat(201) })).toEqual({
      name: 'must be at most 200 characters long',
    });
    expect(await refusedIssues(gogreen, 'createServiceAccount', { name: '' })).toEqual({
      name: 'must not be empty',
    });
  });
});

describe('only owners', () => {
  test('only owners may create, change and list users', async ({ gogreen }) => {
    const admin = await addService(gogreen, { shop: 'ADMIN' });
    const sentence = 'Only owners of this instance may manage users and service accounts.';
    const forbidden = { __typename: 'ForbiddenError', code: 'FORBIDDEN', message: sentence };
    const { as } = admin;
    expect(await refusal(as, 'createUser', { email: 'x@example.com', name: 'X' })).toMatchObject(forbidden);
    expect(await refusal(as, 'createServiceAccount', { name: 'X' })).toMatchObject(forbidden);
    expect(await refusal(as, 'updateUser', { userId: admin.id, owner: true })).toMatchObject(forbidden);
    const { data, errors } = await as.send('{ users { edges { node { id } } } }');
    expect({ data, errors }).toMatchObject({
      data: null,
      errors: [{ message: sentence, extensions: { code: 'FORBIDDEN' } }],
    });
  });

  test('whoever is made an owner is one from then on, and no longer once it is taken back', async ({
    gogreen,
  }) => {
    const service = await addService(gogreen);
    const makeProject = () =>
      command(service.as, 'createProject', { key: freshKey('project'), name: 'Project' });
    expect((await makeProject()).__typename).toBe('ForbiddenError');
    await command(gogreen, 'updateUser', { userId: service.id, owner: true });
    expect((await makeProject()).__typename).toBe('CreateProjectPayload');
    await command(gogreen, 'updateUser', { userId: service.id, owner: false });
    expect((await makeProject()).__typename).toBe('ForbiddenError');
  });
});

describe('the admin', () => {
  test.for([{ owner: false }, { deactivated: true }, { owner: false, name: 'Nobody' }])(
    'stays an active owner: %o is refused',
    async (change, { gogreen }) => {
      const owner = await addPerson(gogreen, issuer, { owner: true });
      const input = { userId: gogreen.serving.admin.actor.id, ...change };
      const expected = {
        __typename: 'ConflictError',
        message: 'The admin, who has GOGREEN_ADMIN_TOKEN, stays an active owner: change another user.',
      };
      expect(await refusal(owner.as, 'updateUser', input)).toMatchObject(expected);
      expect(await refusal(gogreen, 'updateUser', input)).toMatchObject(expected);
    },
  );

  test('the admin remains an owner when every other owner is gone', async ({ gogreen }) => {
    const owner = await addPerson(gogreen, issuer, { owner: true });
    const answer = await command(owner.as, 'updateUser', { userId: owner.id, deactivated: true });
    expect(answer.__typename).toBe('UpdateUserPayload');
    expect((await owner.as.send('{ viewer { id } }')).status).toBe(401);
    expect((await gogreen.send('{ viewer { isOwner } }')).data).toEqual({ viewer: { isOwner: true } });
  });
});

describe('a user who was deactivated', () => {
  test('a deactivated user can do nothing with any token, at once, and everything again once activated', async ({
    gogreen,
  }) => {
    const person = await addPerson(gogreen, issuer, { roles: { shop: 'EDITOR' } });
    const second = await createToken(person.as);
    const jwt = await issuer.sign({ email: person.email });
    const tokens = [person.token, second.token, jwt];
    const ask = async (token: string) => {
      const { status, errors } = await gogreen.send('{ viewer { id } }', {}, token);
      return [status, errors?.[0]?.message];
    };
    await command(gogreen, 'updateUser', { userId: person.id, deactivated: true });
    const refused = [401, 'This access token is of a user who was deactivated.'];
    expect(await Promise.all(tokens.map(ask))).toEqual([
      refused,
      refused,
      [401, 'This JWT is of a user who was deactivated.'],
    ]);
    await command(gogreen, 'updateUser', { userId: person.id, deactivated: false });
    expect(await Promise.all(tokens.map(ask))).toEqual(tokens.map(() => [200, undefined]));
  });

  test('a deactivated user can be given no role and no token, but can lose a role', async ({ gogreen }) => {
    const service = await addService(gogreen, { shop: 'VIEWER' });
    await command(gogreen, 'updateUser', { userId: service.id, deactivated: true });
    expect(await refusal(gogreen, 'createAccessToken', { userId: service.id, name: 'Token' })).toMatchObject({
      __typename: 'ConflictError',
      message: `${service.name} was deactivated; updateUser takes that back.`,
    });
    const grant = { projectKey: 'shop', userId: service.id };
    expect((await refusal(gogreen, 'setProjectRole', { ...grant, role: 'ADMIN' })).__typename).toBe(
      'NotFoundError',
    );
    expect(await setRole(gogreen, { ...grant, role: null })).toMatchObject({ role: null });
  });
});

test('updateUser of an unknown user: NotFoundError', async ({ gogreen }) => {
  expect(await refusal(gogreen, 'updateUser', { userId: 'user_nobody', name: 'X' })).toMatchObject({
    __typename: 'NotFoundError',
    message: 'There is no user user_nobody; `users` lists them, for owners of this instance.',
  });
});

test('users are listed by kind, by what they are, and by a part of their name or address', async ({
  gogreen,
}) => {
  await makeUser(gogreen, { email: 'listed-1@example.com', name: 'Zoë Listed' });
  await makeUser(gogreen, { email: 'zoe@listed.example', name: 'Zoë', owner: true });
  const service = await addService(gogreen);
  await command(gogreen, 'updateUser', { userId: service.id, name: 'Listed service', deactivated: true });
  expect(await listNames(gogreen, { text: 'LISTED' })).toEqual(['Zoë Listed', 'Zoë', 'Listed service']);
  expect(await listNames(gogreen, { text: 'listed', kinds: ['SERVICE'] })).toEqual(['Listed service']);
  expect(await listNames(gogreen, { text: 'listed', isOwner: true })).toEqual(['Zoë']);
  expect(await listNames(gogreen, { text: 'listed', isOwner: false, isDeactivated: false })).toEqual([
    'Zoë Listed',
  ]);
  expect(await listNames(gogreen, { text: 'listed', isDeactivated: true })).toEqual(['Listed service']);
  const { users } = await gogreen.run(ListUsers, { first: 1, filter: { text: 'listed' } });
  const next = await gogreen.run(ListUsers, {
    after: users.pageInfo.endCursor ?? null,
    filter: { text: 'listed' },
  });
  expect(next.users.edges.map(({ node }) => node.name)).toEqual(['Zoë', 'Listed service']);
});

test('the audit log has created users and what changed of them, and no entry for changes without a difference', async ({
  gogreen,
}) => {
  const owner = await addPerson(gogreen, issuer, { owner: true });
  const { id } = await makeUser(gogreen, { email: 'audited@example.com', name: 'Before' });
  const as = actAs(gogreen, owner.token);
  await command(as, 'updateUser', { userId: id, name: 'After', owner: true });
  await command(as, 'updateUser', { userId: id, name: 'After', deactivated: false });
  await command(as, 'updateUser', { userId: id, deactivated: true });
  const made = { kind: 'PERSON', email: 'audited@example.com', name: 'Before', owner: false };
  const common = { projectId: null, subject: 'USER' };
  expect(await readAudit(gogreen, id)).toEqual([
    { ...common, action: 'CREATED', subjectName: 'Before', actor: 'Admin', before: null, after: made },
    {
      ...common,
      action: 'CHANGED',
      subjectName: 'After',
      actor: owner.name,
      before: { name: 'Before', owner: false },
      after: { name: 'After', owner: true },
    },
    {
      ...common,
      action: 'DISABLED',
      subjectName: 'After',
      actor: owner.name,
      before: { deactivated: false },
      after: { deactivated: true },
    },
  ]);
});
