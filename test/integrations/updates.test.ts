import { expect, vi } from 'vitest';
import { graphql } from '#generated/graphql/gql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { createProject, createWebhook } from '#test/support/builders.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { deleteIntegration, rotateSigningSecret, updateIntegration } from '#test/support/integrations.ts';
import { transports } from '#test/support/live-transports.ts';
import { countListeners } from '#test/support/statements.ts';

const HOUR = 3_600_000;
const url = 'http://127.0.0.1:9/';
const clock = stopClockForFile();
const test = testWithApp({ worker: false, now: clock.now });

const Read = graphql(`
  query IntegrationTimes($id: ID!) {
    node(id: $id) { ... on Integration { pageUrl createdAt updatedAt previousSecretValidUntil } }
  }
`);

const Watch = graphql(`
  subscription IntegrationUpdates($projectKey: String!) {
    integrationUpdated(projectKey: $projectKey) { id name health { status } }
  }
`);

async function read(gogreen: TestApp, id: string) {
  const { node } = await gogreen.run(Read, { id });
  if (!node || !('pageUrl' in node)) throw new Error('there is no such integration');
  return node;
}

test('an integration: has its address, and the time of its last change', async ({ gogreen }) => {
  const { key: projectKey } = await createProject(gogreen);
  const { id } = await createWebhook(gogreen, { projectKey, url });
  const created = await read(gogreen, id);
  expect(created).toMatchObject({
    pageUrl: `${gogreen.app.publicUrl}/projects/${projectKey}/integrations/${id}`,
    updatedAt: created.createdAt,
    previousSecretValidUntil: null,
  });
  clock.advance(HOUR);
  await updateIntegration(gogreen, { integrationId: id, name: 'Renamed' });
  expect((await read(gogreen, id)).updatedAt).toBe(clock.now().toISOString());
});

test('rotated signing secrets: the last time at which one of them is valid is shown until then', async ({
  gogreen,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  const { id: integrationId } = await createWebhook(gogreen, { projectKey, url });
  const until = (hours: number) => new Date(clock.now().getTime() + hours * HOUR).toISOString();
  await rotateSigningSecret(gogreen, { integrationId, graceHours: 0 });
  expect(await read(gogreen, integrationId)).toMatchObject({
    updatedAt: clock.now().toISOString(),
    previousSecretValidUntil: null,
  });
  const inTwoDays = until(48);
  await rotateSigningSecret(gogreen, { integrationId, graceHours: 48 });
  await rotateSigningSecret(gogreen, { integrationId, graceHours: 1 });
  expect((await read(gogreen, integrationId)).previousSecretValidUntil).toBe(inTwoDays);
  clock.advance(48 * HOUR);
  expect((await read(gogreen, integrationId)).previousSecretValidUntil).toBeNull();
});

test('integrationUpdated: tells of new, changed, failing and deleted integrations of the project', async ({
  gogreen,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  const { key: elsewhere } = await createProject(gogreen);
  const { id: integrationId } = await createWebhook(gogreen, { projectKey, url });
  const listeners = countListeners(gogreen);
  const [{ subscribe }] = transports;
  const subscriber = await subscribe(gogreen.url, Watch, { projectKey });
  await vi.waitUntil(() => listeners() > 0, { timeout: 15_000 });
  const told = (count: number) => subscriber.waitFor(count);

  await createWebhook(gogreen, { projectKey: elsewhere, url });
  await updateIntegration(gogreen, { integrationId, name: 'Renamed' });
  await told(1);
  const { pool } = gogreen.app.database;
  await pool.query('UPDATE integrations SET consecutive_failures = 1 WHERE id = $1', [integrationId]);
  await told(2);
  const { id: added } = await createWebhook(gogreen, { projectKey, url, name: 'Second' });
  await told(3);
  await deleteIntegration(gogreen, integrationId);
  const results = await told(4);
  expect(results.map(({ data }) => data?.integrationUpdated)).toMatchObject([
    { id: integrationId, name: 'Renamed', health: { status: 'HEALTHY' } },
    { id: integrationId, health: { status: 'FAILING' } },
    { id: added, name: 'Second' },
    { id: integrationId, health: { status: 'DISABLED' } },
  ]);
  await subscriber.leave();
});
