/** What is known of a viewer while something stays open for them. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Viewer } from '#src/access/viewer.ts';
import { refreshViewer } from '#src/accounts/sign-in/refresh-viewer.ts';
import { findViewer } from '#src/http/find-viewer.ts';
import { addPerson, addService, createClientKey, createToken, setRole } from '#test/support/accounts.ts';
import { ADMIN_TOKEN, startTestApp, type TestApp } from '#test/support/app.ts';
import { createProject } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { command } from '#test/support/command.ts';
import { startIssuer, type TestIssuer } from '#test/support/oidc-issuer.ts';

let gogreen: TestApp;
let issuer: TestIssuer;
const clock = stopClockForFile();
let shopId: string;

beforeAll(async () => {
  issuer = await startIssuer();
  const roles = { OIDC_ROLES_CLAIM: 'groups', OIDC_ROLES: 'owners=OWNER,devs=shop:EDITOR' };
  gogreen = await startTestApp({ worker: false, settings: { ...issuer.settings, ...roles } });
  shopId = (await createProject(gogreen, { key: 'shop' })).id;
});
afterAll(async () => {
  await gogreen?.close();
  await issuer?.close();
});

async function signIn(token: string): Promise<Viewer> {
  const viewer = await findViewer(
    gogreen.serving,
    { kind: 'authorization', text: `Bearer ${token}` },
    '127.0.0.1',
  );
  if (!viewer) throw new Error('nobody');
  return viewer;
}

const refresh = (viewer: Viewer) => refreshViewer({ ...gogreen.app, adminToken: ADMIN_TOKEN }, viewer);

test('refreshing the viewer of the admin token gives the admin', async () => {
  const viewer = await signIn(ADMIN_TOKEN);
  expect(await refresh(viewer)).toEqual(viewer);
});

test('refreshing the viewer of a token gives the present rights of its user, and null once it was revoked', async () => {
  const service = await addService(gogreen);
  const viewer = await signIn(service.token);
  expect(await refresh(viewer)).toEqual(viewer);
  await setRole(gogreen, { projectKey: 'shop', userId: service.id, role: 'EDITOR' });
  expect((await refresh(viewer))?.roles).toEqual(new Map([[shopId, 'EDITOR']]));
  await command(gogreen, 'revokeAccessToken', { accessTokenId: service.tokenId });
  expect(await refresh(viewer)).toBeNull();
});

test('refreshing the viewer of an expired token gives null', async () => {
  const service = await addService(gogreen);
  const expiresAt = new Date(clock.now().getTime() + 1_000).toISOString();
  const viewer = await signIn((await createToken(service.as, { expiresAt })).token);
  clock.advance(1_000);
  expect(await refresh(viewer)).toBeNull();
});

test('refreshing the viewer of a client key gives its environment, and null once it was revoked', async () => {
  const { key, clientKey } = await createClientKey(gogreen, { projectKey: 'shop' });
  const viewer = await signIn(key);
  expect((await refresh(viewer))?.clientOf).toMatchObject({ projectId: shopId });
  await command(gogreen, 'revokeClientKey', { projectKey: 'shop', clientKeyId: clientKey.id });
  expect(await refresh(viewer)).toBeNull();
});

test('refreshing the viewer of a JWT gives its claims with the roles stored now, and null once it expired', async () => {
  const { email, id: userId } = await addPerson(gogreen, issuer);
  const viewer = await signIn(await issuer.sign({ email, groups: ['devs'] }));
  expect(await refresh(viewer)).toEqual(viewer);
  expect(viewer.roles).toEqual(new Map([[shopId, 'EDITOR']]));
  await setRole(gogreen, { projectKey: 'shop', userId, role: 'ADMIN' });
  expect((await refresh(viewer))?.roles).toEqual(new Map([[shopId, 'ADMIN']]));
  await setRole(gogreen, { projectKey: 'shop', userId, role: null });
  expect((await refresh(viewer))?.roles).toEqual(new Map([[shopId, 'EDITOR']]));
  clock.advance(300_000);
  expect(await refresh(viewer)).toBeNull();
});

test('refreshing the viewer of a deactivated user gives null, by token or by JWT', async () => {
  const { email, id: userId, token } = await addPerson(gogreen, issuer);
  const viewers = [await signIn(token), await signIn(await issuer.sign({ email, groups: ['owners'] }))];
  await command(gogreen, 'updateUser', { userId, deactivated: true });
  expect(await Promise.all(viewers.map(refresh))).toEqual([null, null]);
});
