/** What opens the entry for applications, and what ends it: shown with OFREP, whose routes are open to all kinds of keys. */

import { expect } from 'vitest';
import { createClientKey, createServerKey } from '#test/support/accounts.ts';
import { ADMIN_TOKEN, testWithApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { command } from '#test/support/command.ts';
import { askOfrep, BULK, createOfrepShop, type OfrepShop } from '#test/support/ofrep.ts';
import { openOfrepStream } from '#test/support/ofrep-stream.ts';
import { textsOf } from '#test/support/sql-statements.ts';
import { addClientKey, addHolder, addServerKey, revoke, setRole } from '#test/support/tokens.ts';

const test = testWithApp({ worker: false });
const clock = stopClockForFile();
let shop: OfrepShop;
let projectId: string;

test.beforeAll(async ({ gogreen }) => {
  shop = await createOfrepShop(gogreen);
  const { rows } = await gogreen.app.database.pool.query('SELECT id FROM projects WHERE key = $1', [
    shop.projectKey,
  ]);
  projectId = rows[0].id;
});

const status = async (url: string, ask: Parameters<typeof askOfrep>[1]) => (await askOfrep(url, ask)).status;
const inShop = () => `${BULK}?environment=${shop.projectKey}/production`;

test('a key may come as Bearer, in any case, or as X-API-Key; Authorization counts first', async ({
  gogreen,
}) => {
  const ask = (headers: Record<string, string>) => status(gogreen.url, { headers });
  expect(await ask({ authorization: `Bearer ${shop.clientKey}` })).toBe(200);
  expect(await ask({ authorization: `bearer ${shop.clientKey}` })).toBe(200);
  expect(await ask({ 'x-api-key': shop.serverKey })).toBe(200);
  expect(await ask({ authorization: 'Bearer wrong', 'x-api-key': shop.serverKey })).toBe(401);
  expect(await ask({ authorization: `Basic ${shop.clientKey}` })).toBe(401);
});

test('without a key and with a wrong one: 401 with a challenge, details and metadata', async ({
  gogreen,
}) => {
  const none = await askOfrep(gogreen.url, {});
  expect({ status: none.status, json: none.json }).toEqual({
    status: 401,
    json: { errorCode: 'GENERAL', errorDetails: expect.stringContaining('X-API-Key'), metadata: {} },
  });
  expect(none.headers.get('www-authenticate')).toBe('Bearer realm="GoGreen"');
  const wrong = await askOfrep(gogreen.url, { key: `${shop.clientKey}x` });
  expect(wrong).toMatchObject({ status: 401, json: { errorDetails: 'This access token is not valid.' } });
  expect(wrong.headers.get('www-authenticate')).toBe('Bearer realm="GoGreen", error="invalid_token"');
});

test('a cookie is no key, nor is a key in the query of a route that is no stream', async ({ gogreen }) => {
  expect(await status(gogreen.url, { headers: { cookie: `gogreen_session=${shop.serverKey}` } })).toBe(401);
  expect(await status(gogreen.url, { path: `${BULK}?key=${shop.clientKey}` })).toBe(401);
});

test('a person names the environment, and finds only what they may read', async ({ gogreen }) => {
  const reader = await addHolder(gogreen, { roles: { [projectId]: 'VIEWER' } });
  const outsider = await addHolder(gogreen);
  const ask = async (path: string, key: string) => {
    const { status, json } = await askOfrep(gogreen.url, { path, key });
    return { status, details: json?.['errorDetails'] };
  };
  expect(await ask(inShop(), reader.token)).toEqual({ status: 200, details: undefined });
  expect(await ask(inShop(), ADMIN_TOKEN)).toEqual({ status: 200, details: undefined });
  expect(await ask(BULK, reader.token)).toMatchObject({
    status: 400,
    details: expect.stringContaining('?environment='),
  });
  const unknown = await ask(`${BULK}?environment=nothing/production`, outsider.token);
  expect(unknown.status).toBe(404);
  expect(JSON.stringify(await ask(inShop(), outsider.token)).replaceAll(shop.projectKey, 'nothing')).toBe(
    JSON.stringify(unknown),
  );
  expect(await ask(`${BULK}?environment=${shop.projectKey}/nothing`, reader.token)).toMatchObject({
    status: 404,
  });
});

test('a key may name its own environment and no other', async ({ gogreen }) => {
  expect(await status(gogreen.url, { path: inShop(), key: shop.clientKey })).toBe(200);
  const other = `${BULK}?environment=${shop.projectKey}/development`;
  expect(await status(gogreen.url, { path: other, key: shop.clientKey })).toBe(403);
});

test('a key that was looked up answers without a statement', async ({ gogreen }) => {
  await askOfrep(gogreen.url, { key: shop.clientKey });
  const statements = await textsOf(gogreen.app.database.pool, async () => {
    for (let i = 0; i < 20; i++) expect(await status(gogreen.url, { key: shop.clientKey })).toBe(200);
  });
  expect(statements.filter((text) => /access_tokens/.test(text))).toEqual([]);
});

test.for(['client', 'server'] as const)(
  'a revoked %s key: 401 at once, and its streams end at once',
  async (kind, { gogreen }) => {
    const { projectKey } = shop;
    const [key, revocation] =
      kind === 'client'
        ? await createClientKey(gogreen, { projectKey }).then(
            (made) => [made.key, { clientKeyId: made.clientKey.id }] as const,
          )
        : await createServerKey(gogreen, { projectKey }).then(
            (made) => [made.key, { serverKeyId: made.serverKey.id }] as const,
          );
    const stream = await openOfrepStream(gogreen.url, { key });
    expect(await status(gogreen.url, { key })).toBe(200);
    await command(gogreen, kind === 'client' ? 'revokeClientKey' : 'revokeServerKey', {
      projectKey,
      ...revocation,
    });
    await expect.poll(() => status(gogreen.url, { key }), { timeout: 2_000 }).toBe(401);
    await stream.ended;
  },
);

test('a person who loses the role, is deactivated or whose token is revoked: refused at once', async ({
  gogreen,
}) => {
  const ask = (token: string) => status(gogreen.url, { path: inShop(), key: token });
  const losses: [string, (holder: Awaited<ReturnType<typeof addHolder>>) => [string, object], number][] = [
    ['role', ({ userId }) => ['setProjectRole', { projectKey: shop.projectKey, userId, role: null }], 404],
    ['account', ({ userId }) => ['updateUser', { userId, deactivated: true }], 401],
    ['token', ({ tokenId }) => ['revokeAccessToken', { accessTokenId: tokenId }], 401],
  ];
  for (const [, loss, refused] of losses) {
    const holder = await addHolder(gogreen, { roles: { [projectId]: 'VIEWER' } });
    expect(await ask(holder.token)).toBe(200);
    await command(gogreen, ...loss(holder));
    await expect.poll(() => ask(holder.token), { timeout: 2_000 }).toBe(refused);
  }
});

test('a change of access that no notification tells of counts after seconds', async ({ gogreen }) => {
  const client = await addClientKey(gogreen, shop.environmentId);
  const reader = await addHolder(gogreen, { roles: { [projectId]: 'VIEWER' } });
  expect(await status(gogreen.url, { key: client.token })).toBe(200);
  expect(await status(gogreen.url, { path: inShop(), key: reader.token })).toBe(200);
  await revoke(gogreen, client);
  await setRole(gogreen, { userId: reader.userId, projectId, role: null });
  await expect.poll(() => status(gogreen.url, { key: client.token }), { timeout: 15_000 }).toBe(401);
  await expect
    .poll(() => status(gogreen.url, { path: inShop(), key: reader.token }), { timeout: 15_000 })
    .toBe(404);
});

test('a key is over at the moment of its expiry, although it was in memory', async ({ gogreen }) => {
  const { token } = await addServerKey(gogreen, shop.environmentId, {
    expiresAt: new Date(clock.now().getTime() + 1_000),
  });
  expect(await status(gogreen.url, { key: token })).toBe(200);
  clock.advance(1_000);
  expect(await askOfrep(gogreen.url, { key: token })).toMatchObject({
    status: 401,
    json: { errorDetails: 'This access token has expired.' },
  });
});

test('the use of a key is noted', async ({ gogreen }) => {
  const { token, tokenId } = await addServerKey(gogreen, shop.environmentId);
  await askOfrep(gogreen.url, { key: token });
  const { rows } = await gogreen.app.database.pool.query(
    'SELECT last_used_at FROM access_tokens WHERE id = $1',
    [tokenId],
  );
  expect(rows[0].last_used_at).toEqual(clock.now());
});

test('what opens the stream of a server key opens nothing else, and only as it is', async ({ gogreen }) => {
  const { text } = await askOfrep(gogreen.url, { key: shop.serverKey });
  const streamKey = /key=(tok_[\w.-]+)/.exec(text)?.[1] ?? '';
  expect(await status(gogreen.url, { key: streamKey })).toBe(401);
  expect(await status(gogreen.url, { path: `${BULK}?key=${streamKey}` })).toBe(401);
  const open = async (key: string) => {
    const stream = await openOfrepStream(gogreen.url, { query: `key=${key}` });
    stream.leave();
    return stream.status;
  };
  expect(await open(streamKey)).toBe(200);
  expect(await open(`${streamKey.slice(0, -1)}${streamKey.endsWith('a') ? 'b' : 'a'}`)).toBe(401);
  expect(await open(shop.serverKey)).toBe(401);
  await command(gogreen, 'revokeServerKey', { projectKey: shop.projectKey, serverKeyId: shop.serverKeyId });
  await expect.poll(() => open(streamKey), { timeout: 2_000 }).toBe(401);
});

test('a key of a deleted environment is not valid', async ({ gogreen }) => {
  const project = await createProject(gogreen);
  const environmentId = project.environments[0]?.id ?? '';
  const { token } = await addClientKey(gogreen, environmentId);
  await gogreen.app.database.pool.query('DELETE FROM environments WHERE id = $1', [environmentId]);
  expect(await status(gogreen.url, { key: token })).toBe(401);
});
