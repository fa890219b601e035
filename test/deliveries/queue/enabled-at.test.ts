/** Which events an integration gets when it is made, enabled or disabled before they are fanned out. */

import { expect } from 'vitest';
import { testWithReceiver } from '#test/support/app-with-receiver.ts';
import { createFlag, createProject, createWebhook, updateFlag } from '#test/support/builders.ts';
import { updateIntegration } from '#test/support/integrations.ts';
import { runJobs } from '#test/support/run-jobs.ts';

const test = testWithReceiver({ worker: false });

test('events that are fanned out late: an integration gets exactly those that were appended while it was enabled', async ({
  gogreen,
  receiver,
}) => {
  const { key: projectKey } = await createProject(gogreen);
  const { key } = await createFlag(gogreen, { projectKey });
  const next = (description: string) => updateFlag(gogreen, { projectKey, key, description });
  const { id } = await createWebhook(gogreen, { projectKey, url: receiver.url });
  await next('2: after it was made');
  await updateIntegration(gogreen, { integrationId: id, enabled: false });
  await next('3: while it is disabled');
  await updateIntegration(gogreen, { integrationId: id, enabled: true });
  await next('4: after it was enabled');
  await updateIntegration(gogreen, { integrationId: id, enabled: true });
  await next('5: enabled twice');
  await runJobs(gogreen);
  const sequences = () =>
    receiver.requests
      .splice(0)
      .map(({ body }) => (JSON.parse(body.toString()) as { sequence: number }).sequence);
  expect(sequences().toSorted()).toEqual([2, 4, 5]);

  await next('6: before it is disabled');
  await updateIntegration(gogreen, { integrationId: id, enabled: false });
  await next('7: while it is disabled');
  await runJobs(gogreen);
  expect(sequences()).toEqual([]);
  const { rows } = await gogreen.app.database.pool.query(
    `SELECT e.sequence, d.status FROM deliveries d JOIN events e ON e.id = d.event_id WHERE d.integration_id = $1
     ORDER BY e.sequence`,
    [id],
  );
  expect(rows).toEqual([
    { sequence: 2, status: 'DELIVERED' },
    { sequence: 4, status: 'DELIVERED' },
    { sequence: 5, status: 'DELIVERED' },
    { sequence: 6, status: 'CANCELLED' },
  ]);
});

test('an integration that is created while events are appended: gets all events from some sequence on, without gaps', async ({
  gogreen,
  receiver,
}) => {
  const { key: projectKey, id: projectId } = await createProject(gogreen);
  const { key } = await createFlag(gogreen, { projectKey });
  let isMade = false;
  const making = createWebhook(gogreen, { projectKey, url: receiver.url }).then(() => {
    isMade = true;
  });
  let changes = 0;
  do {
    await updateFlag(gogreen, { projectKey, key, description: `change ${changes}` });
    // Each event is fanned out at once, as by a worker in another process.
    await runJobs(gogreen);
    changes += 1;
  } while (!isMade || changes < 3);
  await making;
  await updateFlag(gogreen, { projectKey, key, description: 'the last change' });
  await runJobs(gogreen);
  const { rows } = await gogreen.app.database.pool.query<{ first: number; newest: number; count: number }>(
    `SELECT min(e.sequence) AS first, max(e.sequence) AS newest, count(*)::int AS count
     FROM deliveries d JOIN events e ON e.id = d.event_id WHERE d.project_id = $1`,
    [projectId],
  );
  expect(rows[0]?.newest).toBe(changes + 2);
  expect(rows[0]?.count).toBe(Number(rows[0]?.newest) - Number(rows[0]?.first) + 1);
});
