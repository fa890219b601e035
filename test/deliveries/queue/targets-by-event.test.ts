/** Deliveries whose targets depend on the event: replays, and integrations whose secrets cannot be read. */

import { afterAll, beforeAll, expect } from 'vitest';
import type { ReplayEventsInput } from '#generated/graphql/graphql.ts';
import { type TestApp, testWithApp } from '#test/support/app.ts';
import { stopClockForFile } from '#test/support/clock.ts';
import { readDeliveries } from '#test/support/deliveries.ts';
import { updateIntegration } from '#test/support/integrations.ts';
import { adfText, type FakeJira, startJira } from '#test/support/jira.ts';
import { startJiraProject } from '#test/support/jira-project.ts';
import { drain } from '#test/support/lines.ts';
import { countRecovery, startRecovery } from '#test/support/recoveries.ts';

const clock = stopClockForFile();
const it = testWithApp({ worker: false });
let jira: FakeJira;

beforeAll(async () => {
  jira = await startJira();
  for (const key of ['PAST-1', 'PAST-2', 'PAST-3', 'SEALED-1']) jira.addIssue(key);
});
afterAll(async () => {
  await jira?.close();
});

const countOf = (gogreen: TestApp, input: ReplayEventsInput) => countRecovery(gogreen, 'replayEvents', input);

it('targets that depend on the event: a replay counts and creates the missing deliveries', async ({
  gogreen,
}) => {
  const project = await startJiraProject({ gogreen, jira, clock });
  const { integrationId } = project;
  await project.link('PAST-1');
  await updateIntegration(gogreen, { integrationId, enabled: false });
  // Two targets, then four, then three.
  await project.toggle(true);
  await project.link('PAST-2');
  await project.toggle(false);
  await project.toggle(true, 'development');
  await updateIntegration(gogreen, { integrationId, enabled: true });
  expect(jira.issue('PAST-2').comments).toEqual([]);

  expect(await countOf(gogreen, { integrationId })).toBe(2 + 2 + 4 + 4);
  await startRecovery(gogreen, 'replayEvents', { integrationId });
  await drain(gogreen, clock);
  const deliveries = await readDeliveries(gogreen, project.projectKey, { integrationId });
  expect(deliveries.filter(({ status }) => status !== 'DELIVERED')).toEqual([]);
  expect(deliveries).toHaveLength(1 + 12);
  expect(jira.issue('PAST-1').comments.map(({ body }) => adfText(body))).toHaveLength(3);
  expect(jira.issue('PAST-2').comments).toHaveLength(2);
  expect(await countOf(gogreen, { integrationId })).toBe(0);
  expect(await countOf(gogreen, { integrationId, include: 'ALL' })).toBe(13);
});

it('a replay of all events: adds no comment twice', async ({ gogreen }) => {
  const project = await startJiraProject({ gogreen, jira, clock });
  await project.link('PAST-3');
  await project.toggle(true);
  expect(jira.issue('PAST-3').comments).toHaveLength(1);
  await startRecovery(gogreen, 'replayEvents', { integrationId: project.integrationId, include: 'ALL' });
  await drain(gogreen, clock);
  expect((await project.newest('comment:PAST-3')).attemptCount).toBe(2);
  expect(jira.issue('PAST-3').comments).toHaveLength(1);
});

it('secrets that cannot be decrypted: deliveries have the right targets and succeed once they can', async ({
  gogreen,
}) => {
  const project = await startJiraProject({ gogreen, jira, clock });
  const { pool } = gogreen.app.database;
  const { rows } = await pool.query('SELECT secrets FROM integrations WHERE id = $1', [
    project.integrationId,
  ]);
  const write = (secrets: string) =>
    pool.query('UPDATE integrations SET secrets = $2 WHERE id = $1', [project.integrationId, secrets]);
  await write('lost');
  await project.link('SEALED-1');
  expect(await project.newest('link:SEALED-1')).toMatchObject({
    status: 'PENDING',
    attempts: [{ error: { class: 'INTERNAL' }, exchanges: [], request: { url: '' } }],
  });
  await write(rows[0].secrets);
  clock.advance(60_000);
  await project.settle();
  expect((await project.newest('link:SEALED-1')).status).toBe('DELIVERED');
  expect(jira.issue('SEALED-1').remoteLinks.size).toBe(1);
});
