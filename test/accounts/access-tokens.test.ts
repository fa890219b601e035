import { afterAll, beforeAll, describe, expect } from 'vitest';
import { hashToken, isToken } from '#src/accounts/token.ts';
import { actAs, addPerson, addService, createClientKey, createToken } from '#test/support/accounts.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { readAudit } from '#test/support/audit-entries.ts';
import { createFlag, createProject, setFlagEnabled } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { command, refusal, refusedIssues } from '#test/support/command.ts';
import { dumpDatabase } from '#test/support/dump-database.ts';
import { startIssuer, type TestIssuer } from '#test/support/oidc-issuer.ts';

const test = testWithApp(() => ({ worker: false, settings: issuer.settings }));
let issuer: TestIssuer;
const clock = stopClockForFile();

beforeAll(async () => {
  issuer = await startIssuer();
});
test.beforeAll(async ({ gogreen }) => {
  await createProject(gogreen, { key: 'shop' });
});
afterAll(async () => {
  await issuer?.close();
});

const DAY_MS = 24 * 60 * 60 * 1_000;
const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY_MS).toISOString();

const TOKEN = '{ id name lastFour createdBy { actorId } expiresAt revokedAt lastUsedAt user { id } }';

async function listTokens(as: TestApp) {
  const { data, errors } = await as.send(`{ viewer { accessTokens ${TOKEN} } }`);
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as { viewer: { accessTokens: Record<string, unknown>[] } }).viewer.accessTokens;
}

async function ask(gogreen: TestApp, token: string) {
  const { status, errors } = await gogreen.send('{ viewer { id } }', {}, token);
  return { status, message: errors?.[0]?.message };
}

describe('a new token', () => {
  test('a new token is shown once and not stored as it is; lists show its last four characters', async ({
    gogreen,
  }) => {
    const person = await addPerson(gogreen, issuer);
    const { token, accessToken } = await createToken(person.as, { name: 'Scripts' });
    expect(isToken(token)).toBe(true);
    expect(token).toMatch(/^gogreen_at_/);
    const [listed] = await listTokens(person.as);
    expect(listed).toEqual({
      id: accessToken.id,
      name: 'Scripts',
      lastFour: token.slice(-4),
      createdBy: { actorId: person.id },
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
      user: { id: person.id },
    });
    const stored = await dumpDatabase(gogreen);
    expect(stored).toContain(hashToken(token));
    expect(stored).not.toContain(token.slice(0, -4));
    // Not even the random part of it.
    expect(stored).not.toContain(token.slice('gogreen_at_'.length, -6));
  });

  test('the user of a token is the actor of what is done with it', async ({ gogreen }) => {
    const service = await addService(gogreen, { shop: 'EDITOR' });
    const { key: flagKey } = await createFlag(service.as, { projectKey: 'shop' });
    await setFlagEnabled(service.as, {
      projectKey: 'shop',
      flagKey,
      environmentKey: 'production',
      enabled: true,
    });
    const { data } = await gogreen.send(
      `{ flag(projectKey: "shop", key: "${flagKey}") { events { edges { node { type actor { id: actorId email name } } } } } }`,
    );
    const actor = { id: service.id, email: null, name: service.name };
    expect(data).toEqual({
      flag: {
        events: {
          edges: [{ node: { type: 'FLAG_UPDATED', actor } }, { node: { type: 'FLAG_CREATED', actor } }],
        },
      },
    });
  });

  test.for([
    ['now', 0],
    ['in the past', -1],
    ['in more than ten years', 3_654],
  ] as const)('is refused when it would expire %s', async ([_when, days], { gogreen }) => {
    expect(
      await refusedIssues(gogreen, 'createAccessToken', { name: 'Token', expiresAt: inDays(days) }),
    ).toEqual({
      expiresAt:
        'must be in the future, at most 10 years from now; leave it out for one that does not expire',
    });
  });

  test('a token may be valid for ten years', async ({ gogreen }) => {
    expect(await createToken(gogreen, { expiresAt: inDays(3_650) })).toMatchObject({
      token: expect.any(String),
    });
  });

  test('a token without a name is rejected', async ({ gogreen }) => {
    expect(await refusedIssues(gogreen, 'createAccessToken', { name: '' })).toEqual({
      name: 'must not be empty',
    });
  });

  test('the 101st valid token of a user is rejected; expired and revoked ones do not count', async ({
    gogreen,
  }) => {
    const service = await addService(gogreen);
    // Together with the one that the account has: two at once do not both get the last place.
    const made = await Promise.all(
      Array.from({ length: 101 }, (_, index) =>
        command(gogreen, 'createAccessToken', {
          userId: service.id,
          name: `Token ${index}`,
          ...(index === 0 ? { expiresAt: inDays(1) } : {}),
        }),
      ),
    );
    const refused = made.filter(({ __typename }) => __typename === 'ConflictError');
    expect(refused.map(({ message }) => message)).toEqual(
      Array(2).fill('Limit of 100 valid tokens reached. Revoke one that is not needed any more first.'),
    );
    const again = () => command(gogreen, 'createAccessToken', { userId: service.id, name: 'One more' });
    await command(gogreen, 'revokeAccessToken', { accessTokenId: service.tokenId });
    expect((await again()).__typename).toBe('CreateAccessTokenPayload');
    expect((await again()).__typename).toBe('ConflictError');
  });
});

describe('whose token it is', () => {
  const own = 'Access tokens are created by their user, or by owners of this instance.';

  test('an owner creates the first token of a user, and the token says who created it', async ({
    gogreen,
  }) => {
    const person = await addPerson(gogreen, issuer);
    const owner = await addPerson(gogreen, issuer, { owner: true });
    const { token } = await createToken(owner.as, { userId: person.id });
    const { data } = await gogreen.send(
      '{ viewer { id accessTokens { lastFour createdBy { actorId } } } }',
      {},
      token,
    );
    const handedOver = { lastFour: token.slice(-4), createdBy: { actorId: owner.id } };
    expect(data).toEqual({
      viewer: { id: person.id, accessTokens: expect.arrayContaining([handedOver]) },
    });
    const other = await addPerson(gogreen, issuer);
    expect(await refusal(other.as, 'createAccessToken', { userId: person.id, name: 'Token' })).toMatchObject({
      __typename: 'ForbiddenError',
      message: own,
    });
  });

  test('only the admin creates tokens of the admin, who always stays an owner', async ({ gogreen }) => {
    const owner = await addPerson(gogreen, issuer, { owner: true });
    const input = { userId: gogreen.serving.admin.actor.id, name: 'Token' };
    expect(await refusal(owner.as, 'createAccessToken', input)).toMatchObject({
      __typename: 'ForbiddenError',
      message: 'Access tokens of the admin are created with GOGREEN_ADMIN_TOKEN only.',
    });
    expect((await createToken(gogreen, input)).token).toMatch(/^gogreen_at_/);
  });

  test('only owners create tokens for others; anybody else gets the same answer for accounts that do not exist', async ({
    gogreen,
  }) => {
    const service = await addService(gogreen);
    const admin = await addService(gogreen, { shop: 'ADMIN' });
    const answers = [];
    for (const userId of [service.id, 'user_nobody', gogreen.serving.admin.actor.id]) {
      answers.push(await refusal(admin.as, 'createAccessToken', { userId, name: 'Token' }));
    }
    expect(answers[0]).toMatchObject({ __typename: 'ForbiddenError', message: own });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { token } = await createToken(gogreen, { userId: service.id });
    expect(await ask(gogreen, token)).toEqual({ status: 200 });
  });

  test('an owner who creates a token for an unknown user gets NotFoundError', async ({ gogreen }) => {
    expect(
      await refusal(gogreen, 'createAccessToken', { userId: 'user_nobody', name: 'Token' }),
    ).toMatchObject({
      __typename: 'NotFoundError',
    });
  });

  test('users create tokens for themselves, with their id or without', async ({ gogreen }) => {
    const service = await addService(gogreen);
    for (const input of [{}, { userId: service.id }]) {
      const { token } = await createToken(service.as, input);
      const { data } = await gogreen.send('{ viewer { id } }', {}, token);
      expect(data).toEqual({ viewer: { id: service.id } });
    }
  });

  test('a client key can neither create nor revoke tokens', async ({ gogreen }) => {
    const { key, clientKey } = await createClientKey(gogreen, { projectKey: 'shop' });
    const as = actAs(gogreen, key);
    for (const text of [
      'createAccessToken(input: { name: "Token" }) { __typename }',
      `createAccessToken(input: { name: "Token", userId: "${gogreen.serving.admin.actor.id}" }) { __typename }`,
      `revokeAccessToken(input: { accessTokenId: "${clientKey.id}" }) { __typename }`,
    ]) {
      const { errors } = await as.send(`mutation { ${text} }`);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });
});

describe('a token is refused', () => {
  test('a token is rejected from the moment at which it expires', async ({ gogreen }) => {
    const service = await addService(gogreen);
    const { token } = await createToken(service.as, { expiresAt: inDays(1) });
    clock.advance(DAY_MS - 1);
    expect(await ask(gogreen, token)).toEqual({ status: 200 });
    clock.advance(1);
    expect(await ask(gogreen, token)).toEqual({ status: 401, message: 'This access token has expired.' });
  });

  test('a revoked token is rejected; revoking it again changes nothing', async ({ gogreen }) => {
    const service = await addService(gogreen);
    const revoke = () => command(gogreen, 'revokeAccessToken', { accessTokenId: service.tokenId });
    expect((await revoke()).__typename).toBe('RevokeAccessTokenPayload');
    expect(await ask(gogreen, service.token)).toEqual({
      status: 401,
      message: 'This access token was revoked.',
    });
    const entries = await readAudit(gogreen, service.tokenId);
    clock.advance(60_000);
    expect((await revoke()).__typename).toBe('RevokeAccessTokenPayload');
    expect(await readAudit(gogreen, service.tokenId)).toEqual(entries);
  });

  test('a token with one other character is rejected', async ({ gogreen }) => {
    const { token } = await addService(gogreen);
    const other = token.slice(0, -1) + (token.endsWith('0') ? '1' : '0');
    expect(await ask(gogreen, other)).toEqual({ status: 401, message: 'This access token is not valid.' });
  });
});

describe('revoking', () => {
  test('revoking the token of another user: owners may, everybody else gets the answer for a token that does not exist', async ({
    gogreen,
  }) => {
    const victim = await addPerson(gogreen, issuer);
    const other = await addService(gogreen, { shop: 'ADMIN' });
    const answer = async (accessTokenId: string) =>
      JSON.stringify(await refusal(other.as, 'revokeAccessToken', { accessTokenId })).replaceAll(
        accessTokenId,
        '…',
      );
    expect(await answer(victim.tokenId)).toBe(await answer('tok_nothing'));
    expect(await ask(gogreen, victim.token)).toEqual({ status: 200 });
    const owner = await addPerson(gogreen, issuer, { owner: true });
    await command(owner.as, 'revokeAccessToken', { accessTokenId: victim.tokenId });
    expect((await ask(gogreen, victim.token)).status).toBe(401);
  });

  test('revoking: users may revoke their own tokens, client keys none', async ({ gogreen }) => {
    const service = await addService(gogreen);
    const { clientKey } = await createClientKey(gogreen, { projectKey: 'shop' });
    expect((await refusal(gogreen, 'revokeAccessToken', { accessTokenId: clientKey.id })).__typename).toBe(
      'NotFoundError',
    );
    await command(service.as, 'revokeAccessToken', { accessTokenId: service.tokenId });
    expect((await ask(gogreen, service.token)).status).toBe(401);
  });
});

test('the last use of a token is stored to within a minute', async ({ gogreen }) => {
  const service = await addService(gogreen);
  const { token, accessToken } = await createToken(service.as);
  const lastUse = async () =>
    (await listTokens(service.as)).find(({ id }) => id === accessToken.id)?.['lastUsedAt'];
  expect(await lastUse()).toBeNull();
  const first = clock.now().toISOString();
  await ask(gogreen, token);
  expect(await lastUse()).toBe(first);
});

test('expired and revoked tokens are listed for 30 days', async ({ gogreen }) => {
  const service = await addService(gogreen);
  const revoked = await createToken(service.as, { name: 'Revoked' });
  await createToken(service.as, { name: 'Expired', expiresAt: inDays(1) });
  await command(service.as, 'revokeAccessToken', { accessTokenId: revoked.accessToken.id });
  const names = async () => (await listTokens(service.as)).map(({ name }) => name);
  clock.advance(2 * DAY_MS);
  expect(await names()).toEqual(['Expired', 'Revoked', 'Token']);
  clock.advance(28 * DAY_MS);
  expect(await names()).toEqual(['Expired', 'Token']);
  clock.advance(DAY_MS);
  expect(await names()).toEqual(['Token']);
});

test('tokens, roles and times of a user are for that user and for owners; name and address for those of the project', async ({
  gogreen,
}) => {
  const person = await addPerson(gogreen, issuer, { roles: { shop: 'ADMIN' } });
  const other = await addService(gogreen, { shop: 'ADMIN' });
  const read = (as: TestApp, field: string) =>
    as.send(`{ project(key: "shop") { members { user { id ${field} } } } }`);
  const { data } = await read(other.as, 'name email kind');
  expect(JSON.stringify(data)).toContain(person.email);
  for (const field of [
    'isOwner',
    'deactivatedAt',
    'createdAt',
    'accessTokens { id }',
    'memberships { role }',
  ]) {
    const { errors = [] } = await read(other.as, field);
    expect(errors.length).toBeGreaterThan(0);
    for (const { message, extensions } of errors) {
      expect({ message, extensions }).toEqual({
        message:
          'The roles and access tokens of a user are readable by that user and by owners of this instance.',
        extensions: { code: 'FORBIDDEN' },
      });
    }
    expect((await read(gogreen, field)).errors).toBeUndefined();
  }
});

test('the audit log has tokens by their names, and nothing of the tokens themselves', async ({ gogreen }) => {
  const service = await addService(gogreen);
  const { accessToken } = await createToken(service.as, { name: 'CI', expiresAt: inDays(9) });
  await command(gogreen, 'revokeAccessToken', { accessTokenId: accessToken.id });
  const common = { projectId: null, subject: 'ACCESS_TOKEN', subjectName: 'CI' };
  expect(await readAudit(gogreen, accessToken.id)).toEqual([
    {
      ...common,
      action: 'CREATED',
      actor: service.name,
      before: null,
      after: {
        user: { id: service.id, name: service.name },
        name: 'CI',
        expiresAt: inDays(9),
      },
    },
    {
      ...common,
      action: 'REVOKED',
      actor: 'Admin',
      before: { revokedAt: null },
      after: { revokedAt: clock.now().toISOString() },
    },
  ]);
});
