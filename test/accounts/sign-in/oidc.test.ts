/** Who is signed in by a JWT, and what they may do. What is no good JWT: oidc-refusals.test.ts. */

import { afterAll, beforeAll, describe, expect } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { actAs, addService, createToken, setRole } from '#test/support/accounts.ts';
import { startTestApp, type TestApp, testWithApp } from '#test/support/app.ts';
import { readAudit } from '#test/support/audit-entries.ts';
import { createFlag, createProject, freshKey, setFlagEnabled } from '#test/support/builders.ts';
import { command } from '#test/support/command.ts';
import { startIssuer, type TestIssuer } from '#test/support/oidc-issuer.ts';
import { subscribeWs } from '#test/support/subscribe-ws.ts';

const test = testWithApp(() => ({
  worker: false,
  settings: {
    ...issuer.settings,
    OIDC_ROLES_CLAIM: 'groups',
    OIDC_ROLES: 'owners=OWNER,devs=shop:EDITOR,ops=shop:ADMIN,ops=other:VIEWER,lost=nowhere:ADMIN',
  },
}));
let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await startIssuer();
});
test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
  await createProject(gogreen, { key: 'other' });
});
afterAll(async () => {
  await issuer?.close();
});

interface Seen {
  id: string;
  email: string;
  name: string;
  kind: string;
  isOwner: boolean;
  roles: { role: string; project: { key: string } }[];
}

async function signIn(gogreen: TestApp, claims: object): Promise<Seen> {
  const query = '{ viewer { id email name kind isOwner roles { role project { key } } } }';
  const { data, errors } = await gogreen.send(query, {}, await issuer.sign({ ...claims }));
  if (errors) throw new Error(errors[0]?.message);
  return (data as { viewer: Seen }).viewer;
}

const freshEmail = () => `${freshKey('person')}@example.com`;

function rolesOf({ roles }: Seen): Record<string, string> {
  return Object.fromEntries(roles.map(({ role, project }) => [project.key, role]));
}

describe('somebody who comes for the first time', () => {
  test('the first JWT of a person creates a user without any role, with the name from the issuer', async ({
    gogreen,
  }) => {
    const email = freshEmail();
    const seen = await signIn(gogreen, { email: email.toUpperCase(), name: 'Grace Hopper' });
    expect(seen).toEqual({
      id: expect.stringMatching(/^user_/),
      email,
      name: 'Grace Hopper',
      kind: 'PERSON',
      isOwner: false,
      roles: [],
    });
    expect(await readAudit(gogreen, seen.id)).toEqual([
      {
        projectId: null,
        action: 'CREATED',
        subject: 'USER',
        subjectName: 'Grace Hopper',
        actor: 'Grace Hopper',
        before: null,
        after: { kind: 'PERSON', email, name: 'Grace Hopper', owner: false },
      },
    ]);
  });

  test.for([undefined, '', ' ', 7, 'x'.repeat(201), 'a\0b'])(
    'is called by the address where the name is %j',
    async (name, { gogreen }) => {
      const email = freshEmail();
      expect(await signIn(gogreen, { email, name })).toMatchObject({ name: email });
    },
  );

  test('several first requests of a person at the same time create one user', async ({ gogreen }) => {
    const email = freshEmail();
    const seen = await Promise.all(Array.from({ length: 8 }, () => signIn(gogreen, { email })));
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1);
  });
});

test('a user whom an owner created is found by the address, and keeps name and roles', async ({
  gogreen,
}) => {
  const email = freshEmail();
  await command(gogreen, 'createUser', { email, name: 'As made' });
  const { user } = await setRole(gogreen, { projectKey: 'shop', email, role: 'VIEWER' });
  const seen = await signIn(gogreen, { email, name: 'As the issuer says' });
  expect(seen).toMatchObject({ id: user.id, name: 'As made' });
  expect(rolesOf(seen)).toEqual({ shop: 'VIEWER' });
});

describe('roles by claims', () => {
  test.for<[groups: unknown, roles: Record<string, string>]>([
    [['devs'], { shop: 'EDITOR' }],
    ['devs', { shop: 'EDITOR' }],
    [['devs', 'ops'], { shop: 'ADMIN', other: 'VIEWER' }],
    [['ops', 'devs'], { shop: 'ADMIN', other: 'VIEWER' }],
    [['nobody', 7, null, { devs: true }], {}],
    [['lost'], {}],
    [{ devs: true }, {}],
    [undefined, {}],
  ])('%j', async ([groups, roles], { gogreen }) => {
    const seen = await signIn(gogreen, { email: freshEmail(), groups });
    expect(rolesOf(seen)).toEqual(roles);
    expect(seen.isOwner).toBe(false);
  });

  test('the role OWNER from a claim holds as long as the JWT has the claim', async ({ gogreen }) => {
    const email = freshEmail();
    expect((await signIn(gogreen, { email, groups: ['owners'] })).isOwner).toBe(true);
    expect((await signIn(gogreen, { email })).isOwner).toBe(false);
  });

  test('of the role from claims and the stored role the higher one holds', async ({ gogreen }) => {
    const email = freshEmail();
    await command(gogreen, 'createUser', { email, name: 'Both' });
    await setRole(gogreen, { projectKey: 'shop', email, role: 'ADMIN' });
    await setRole(gogreen, { projectKey: 'other', email, role: 'VIEWER' });
    expect(rolesOf(await signIn(gogreen, { email, groups: ['devs'] }))).toEqual({
      shop: 'ADMIN',
      other: 'VIEWER',
    });
    await setRole(gogreen, { projectKey: 'shop', email, role: 'VIEWER' });
    expect(rolesOf(await signIn(gogreen, { email, groups: ['devs'] }))).toEqual({
      shop: 'EDITOR',
      other: 'VIEWER',
    });
  });

  test('an access token that was created under roles from claims does not have them', async ({ gogreen }) => {
    const email = freshEmail();
    const { token } = await createToken(
      actAs(gogreen, await issuer.sign({ email, groups: ['owners', 'ops'] })),
    );
    const { data } = await gogreen.send('{ viewer { isOwner roles { role } } }', {}, token);
    expect(data).toEqual({ viewer: { isOwner: false, roles: [] } });
  });

  test('roles from claims allow commands', async ({ gogreen }) => {
    const create = async (groups: string[]) => {
      const as = actAs(gogreen, await issuer.sign({ email: freshEmail(), groups }));
      return (await command(as, 'createFlag', { projectKey: 'shop', key: freshKey('flag'), kind: 'BOOLEAN' }))
        .__typename;
    };
    expect(await create(['devs'])).toBe('CreateFlagPayload');
    expect(await create([])).toBe('NotFoundError');
  });
});

describe('where the claims are', () => {
  test('the settings name the claims by a path, or by a name with dots', async ({ gogreen }) => {
    const settings = {
      ...issuer.settings,
      OIDC_EMAIL_CLAIM: 'https://claims.example.com/mail',
      OIDC_ROLES_CLAIM: 'realm_access.roles',
      OIDC_ROLES: 'owners=OWNER',
    };
    const machine = await startTestApp({ worker: false, databaseUrl: gogreen.databaseUrl, settings });
    const email = freshEmail();
    const jwt = await issuer.sign({
      'https://claims.example.com/mail': email,
      email: freshEmail(),
      realm_access: { roles: ['owners'] },
    });
    const { data } = await machine.send('{ viewer { email isOwner } }', {}, jwt);
    expect(data).toEqual({ viewer: { email, isOwner: true } });
    await machine.close();
  });
});

const Watch = graphql(`
  subscription OidcWatch($afterSequence: Int) {
    flagChanged(projectKey: "shop", afterSequence: $afterSequence) { flagKey actor { email name } }
  }
`);

test('a JWT opens subscriptions over WebSocket, and its user is the actor of events', async ({ gogreen }) => {
  const email = freshEmail();
  const jwt = await issuer.sign({ email, name: 'Live', groups: ['devs'] });
  const { key: flagKey, event } = await createFlag(gogreen, { projectKey: 'shop' });
  const live = await subscribeWs(gogreen.url, Watch, { afterSequence: event?.sequence ?? 0 }, jwt);
  const change = { projectKey: 'shop', flagKey, environmentKey: 'production', enabled: true };
  await setFlagEnabled(actAs(gogreen, jwt), change);
  await live.waitFor(1);
  expect(live.results).toEqual([{ data: { flagChanged: { flagKey, actor: { email, name: 'Live' } } } }]);
  await live.leave();
});

test('access tokens and the admin token work beside JWTs', async ({ gogreen }) => {
  const { token } = await addService(gogreen);
  expect((await gogreen.send('{ viewer { id } }', {}, token)).status).toBe(200);
  expect((await gogreen.send('{ viewer { id } }')).status).toBe(200);
});
