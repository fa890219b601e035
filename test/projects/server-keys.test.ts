/** Server keys over GraphQL, where they may do what client keys may. What they read beyond that is in test/http/applications. */

import { expect } from 'vitest';
import { clientKeysSentence } from '#src/access/client-keys.ts';
import { hashToken, isToken } from '#src/accounts/token.ts';
import { actAs, addService, createClientKey, createServerKey } from '#test/support/accounts.ts';
import { testWithApp } from '#test/support/app.ts';
import { readAudit } from '#test/support/audit-entries.ts';
import { createFlag, createProject } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { command, refusal } from '#test/support/command.ts';
import { dumpDatabase } from '#test/support/dump-database.ts';

const test = testWithApp({ worker: false });
const clock = stopClockForFile();
const projectKey = 'shop';
let shopId: string;

test.beforeAll(async ({ gogreen }) => {
  shopId = (await createProject(gogreen, { key: projectKey })).id;
  await createProject(gogreen, { key: 'other' });
  await createFlag(gogreen, { projectKey, key: 'flag' });
});

const lists = '{ project(key: "shop") { environments { key clientKeys { id } serverKeys { id } } } }';

test('a new server key is shown once, not stored as it is, and can read itself as the viewer', async ({
  gogreen,
}) => {
  const { key, serverKey } = await createServerKey(gogreen, { projectKey, name: 'Checkout' });
  expect(isToken(key)).toBe(true);
  expect(key).toMatch(/^gogreen_sk_/);
  const { data } = await actAs(gogreen, key).send(
    '{ viewer { id name kind clientKey { id } serverKey { id name lastFour } } }',
  );
  expect(data).toEqual({
    viewer: {
      id: serverKey.id,
      name: 'Checkout',
      kind: null,
      clientKey: null,
      serverKey: { id: serverKey.id, name: 'Checkout', lastFour: key.slice(-4) },
    },
  });
  const stored = await dumpDatabase(gogreen);
  expect(stored).toContain(hashToken(key));
  expect(stored).not.toContain(key.slice('gogreen_sk_'.length, -6));
});

test('serverKeys lists server keys and clientKeys client keys, each of their environment', async ({
  gogreen,
}) => {
  const input = { projectKey, environmentKey: 'development' };
  const { serverKey } = await createServerKey(gogreen, input);
  const { clientKey } = await createClientKey(gogreen, input);
  const { data } = await gogreen.send(lists);
  expect((data as { project: { environments: object[] } }).project.environments).toContainEqual({
    key: 'development',
    clientKeys: [{ id: clientKey.id }],
    serverKeys: [{ id: serverKey.id }],
  });
});

test('over GraphQL a server key evaluates flags of its environment, and reads no rules there', async ({
  gogreen,
}) => {
  const { key } = await createServerKey(gogreen, { projectKey });
  const evaluate = (fields: string, environmentKey = 'production') =>
    actAs(gogreen, key).send(
      `{ evaluateFlags(projectKey: "shop", environmentKey: "${environmentKey}", context: {}) { ${fields} } }`,
    );
  const { data, errors } = await evaluate('flagKey value');
  expect({ data, errors }).toEqual({ data: { evaluateFlags: [{ flagKey: 'flag', value: false }] } });
  expect((await evaluate('ruleId')).errors?.[0]?.message).toBe(
    `Evaluation.ruleId cannot be read with a client key or server key. ${clientKeysSentence}`,
  );
  expect((await evaluate('flagKey', 'development')).errors?.[0]?.extensions).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('server keys are created, listed and revoked by admins of the project only', async ({ gogreen }) => {
  const admin = await addService(gogreen, { shop: 'ADMIN' });
  const { key, serverKey } = await createServerKey(admin.as, { projectKey });
  await command(admin.as, 'revokeServerKey', { projectKey, serverKeyId: serverKey.id });
  expect(await gogreen.send('{ viewer { id } }', {}, key)).toMatchObject({
    status: 401,
    errors: [{ message: 'This access token was revoked.' }],
  });
  const { as: editor } = await addService(gogreen, { shop: 'EDITOR' });
  const forbidden = {
    __typename: 'ForbiddenError',
    message: 'Only admins of the project may grant and revoke roles, client keys and server keys.',
  };
  const input = { projectKey, environmentKey: 'production', name: 'Key' };
  expect(await refusal(editor, 'createServerKey', input)).toMatchObject(forbidden);
  expect(await refusal(editor, 'revokeServerKey', { projectKey, serverKeyId: serverKey.id })).toMatchObject(
    forbidden,
  );
  const { errors = [] } = await editor.send(
    '{ project(key: "shop") { environments { serverKeys { id } } } }',
  );
  expect(new Set(errors.map(({ message }) => message))).toEqual(new Set([forbidden.message]));
});

test('revokeServerKey with a client key or the key of another project: NotFoundError', async ({
  gogreen,
}) => {
  const { clientKey } = await createClientKey(gogreen, { projectKey });
  const { serverKey } = await createServerKey(gogreen, { projectKey });
  const asks = [
    ['revokeServerKey', { projectKey, serverKeyId: clientKey.id }],
    ['revokeClientKey', { projectKey, clientKeyId: serverKey.id }],
    ['revokeServerKey', { projectKey: 'other', serverKeyId: serverKey.id }],
  ] as const;
  for (const [name, input] of asks)
    expect(await refusal(gogreen, name, input)).toMatchObject({ __typename: 'NotFoundError' });
});

test('the audit log has server keys by their names, and nothing of the keys themselves', async ({
  gogreen,
}) => {
  const { serverKey } = await createServerKey(gogreen, { projectKey, name: 'Audited' });
  await command(gogreen, 'revokeServerKey', { projectKey, serverKeyId: serverKey.id });
  const common = { projectId: shopId, subject: 'SERVER_KEY', subjectName: 'Audited', actor: 'Admin' };
  const made = { environmentKey: 'production', name: 'Audited', expiresAt: null };
  const revokedAt = clock.now().toISOString();
  expect(await readAudit(gogreen, serverKey.id)).toEqual([
    { ...common, action: 'CREATED', before: null, after: made },
    { ...common, action: 'REVOKED', before: { revokedAt: null }, after: { revokedAt } },
  ]);
});
