import { describe, expect } from 'vitest';
import { hashToken, isToken } from '#src/accounts/token.ts';
import { actAs, addService, createClientKey } from '#test/support/accounts.ts';
import { testWithApp } from '#test/support/app.ts';
import { readAudit } from '#test/support/audit-entries.ts';
import { createProject } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { command, refusal, refusedIssues } from '#test/support/command.ts';
import { dumpDatabase } from '#test/support/dump-database.ts';

const test = testWithApp({ worker: false });
const clock = stopClockForFile();
let shopId: string;

test.beforeAll(async ({ gogreen }) => {
  shopId = (await createProject(gogreen, { key: 'shop' })).id;
  await createProject(gogreen, { key: 'other' });
});

const projectKey = 'shop';
const viewer =
  '{ viewer { id email name kind isOwner roles { role } accessTokens { id } clientKey { id name lastFour } } }';

describe('a new client key', () => {
  test('a new client key is shown once, not stored as it is, and can read itself as the viewer', async ({
    gogreen,
  }) => {
    const { key, clientKey } = await createClientKey(gogreen, { projectKey, name: 'Shop window' });
    expect(isToken(key)).toBe(true);
    expect(key).toMatch(/^gogreen_ck_/);
    const { data, errors } = await actAs(gogreen, key).send(viewer);
    expect({ data, errors }).toEqual({
      data: {
        viewer: {
          id: clientKey.id,
          email: null,
          name: 'Shop window',
          kind: null,
          isOwner: false,
          roles: [],
          accessTokens: [],
          clientKey: { id: clientKey.id, name: 'Shop window', lastFour: key.slice(-4) },
        },
      },
    });
    const stored = await dumpDatabase(gogreen);
    expect(stored).toContain(hashToken(key));
    expect(stored).not.toContain(key.slice('gogreen_ck_'.length, -6));
  });

  test('a client key cannot read who created it', async ({ gogreen }) => {
    const { key } = await createClientKey(gogreen, { projectKey });
    const { errors, data } = await actAs(gogreen, key).send(
      '{ viewer { clientKey { createdBy { email } } } }',
    );
    expect({ errors, data }).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
      data: { viewer: { clientKey: null } },
    });
  });

  test('a client key for an unknown environment or with a past expiresAt is rejected', async ({
    gogreen,
  }) => {
    const input = { projectKey, name: 'Key' };
    expect(await refusal(gogreen, 'createClientKey', { ...input, environmentKey: 'nowhere' })).toMatchObject({
      __typename: 'NotFoundError',
      message: expect.stringMatching(/^Project "shop" has no environment with the key "nowhere"/),
    });
    const expiresAt = clock.now().toISOString();
    expect(
      await refusedIssues(gogreen, 'createClientKey', { ...input, environmentKey: 'production', expiresAt }),
    ).toEqual({
      expiresAt:
        'must be in the future, at most 10 years from now; leave it out for one that does not expire',
    });
  });
});

describe('client keys are for admins of the project', () => {
  const sentence = 'Only admins of the project may grant and revoke roles, client keys and server keys.';
  const list = '{ project(key: "shop") { environments { key clientKeys { id createdBy { name } } } } }';

  test('client keys are created, listed and revoked by admins of the project only', async ({ gogreen }) => {
    const { as, name } = await addService(gogreen, { shop: 'ADMIN' });
    const { clientKey, key } = await createClientKey(as, { projectKey });
    const { data } = await as.send(list);
    const { environments } = (data as { project: { environments: { key: string; clientKeys: object[] }[] } })
      .project;
    const [production] = environments.filter((environment) => environment.key === 'production');
    expect(production?.clientKeys[0]).toEqual({ id: clientKey.id, createdBy: { name } });
    await command(as, 'revokeClientKey', { projectKey, clientKeyId: clientKey.id });
    expect(await gogreen.send(viewer, {}, key)).toMatchObject({
      status: 401,
      errors: [{ message: 'This access token was revoked.' }],
    });
  });

  test.for(['VIEWER', 'EDITOR'] as const)('and not for %s', async (role, { gogreen }) => {
    const { as } = await addService(gogreen, { shop: role });
    const { clientKey } = await createClientKey(gogreen, { projectKey });
    const input = { projectKey, environmentKey: 'production', name: 'Key' };
    const forbidden = { __typename: 'ForbiddenError', message: sentence };
    expect(await refusal(as, 'createClientKey', input)).toMatchObject(forbidden);
    expect(await refusal(as, 'revokeClientKey', { projectKey, clientKeyId: clientKey.id })).toMatchObject(
      forbidden,
    );
    const { errors = [] } = await as.send(list);
    expect(new Set(errors.map(({ message }) => message))).toEqual(new Set([sentence]));
  });

  test('revokeClientKey with the key of another project or an access token: NotFoundError', async ({
    gogreen,
  }) => {
    const admin = await addService(gogreen, { other: 'ADMIN' });
    const { clientKey } = await createClientKey(gogreen, { projectKey });
    const answer = async (clientKeyId: string) =>
      JSON.stringify(
        await refusal(admin.as, 'revokeClientKey', { projectKey: 'other', clientKeyId }),
      ).replaceAll(clientKeyId, '…');
    expect(await answer(clientKey.id)).toMatch('"__typename":"NotFoundError"');
    expect(await answer(clientKey.id)).toBe(await answer('tok_nothing'));
    expect(await answer(admin.tokenId)).toBe(await answer('tok_nothing'));
  });
});

test('an expired client key is rejected', async ({ gogreen }) => {
  const expiresAt = new Date(clock.now().getTime() + 1_000).toISOString();
  const { key } = await createClientKey(gogreen, { projectKey, expiresAt });
  clock.advance(1_000);
  expect(await gogreen.send(viewer, {}, key)).toMatchObject({
    status: 401,
    errors: [{ message: 'This access token has expired.' }],
  });
});

test('the audit log has client keys by their names, and nothing of the keys themselves', async ({
  gogreen,
}) => {
  const { clientKey } = await createClientKey(gogreen, { projectKey, name: 'Audited' });
  const revoke = () => command(gogreen, 'revokeClientKey', { projectKey, clientKeyId: clientKey.id });
  await revoke();
  const revokedAt = clock.now().toISOString();
  clock.advance(1_000);
  await revoke();
  const common = { projectId: shopId, subject: 'CLIENT_KEY', subjectName: 'Audited', actor: 'Admin' };
  const made = { environmentKey: 'production', name: 'Audited', expiresAt: null };
  expect(await readAudit(gogreen, clientKey.id)).toEqual([
    { ...common, action: 'CREATED', before: null, after: made },
    { ...common, action: 'REVOKED', before: { revokedAt: null }, after: { revokedAt } },
  ]);
});
